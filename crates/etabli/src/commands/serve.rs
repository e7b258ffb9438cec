//! `etabli serve`: the desk, open in browsers.

use std::process::ExitCode;

use clap::Args;
use etabli_desk::{Desk, NewPerson, Role};
use etabli_diagnosis::{Lang, typeset};
use etabli_web::{Limits, Settings};
use tokio::net::TcpListener;

use super::print;
use crate::desk::{Place, block, refused};
use crate::lang::both;
use crate::problem::{Outcome, Problem};

/// Open the desk in browsers
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8480")]
    listen: String,
    /// Let browsers of other machines sign in without HTTPS: passwords and sessions cross the network in clear
    #[arg(long)]
    plain_http: bool,
}

/// Jobs at once: one reads files with both cores already.
const WORKERS: usize = 1;

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    block(async {
        let desk = arguments.place.open().await?;
        let listener = listen(&arguments.listen).await?;
        let address = address(&listener);
        welcome(&desk, &address, lang).await?;
        let settings = Settings { demo: false, plain: arguments.plain_http };
        open(desk, listener, settings).await
    })
}

/// Serves until the process is asked to stop.
pub(crate) async fn open(desk: Desk, listener: TcpListener, settings: Settings) -> Outcome {
    let workers: Vec<_> = (0..WORKERS).map(|_| tokio::spawn(work(desk.clone()))).collect();
    let app = etabli_web::app(desk, settings);
    let served = tokio::select! {
        served = etabli_web::serve(listener, app, Limits::default()) => served.map(|never| match never {}),
        () = stopped() => Ok(ExitCode::SUCCESS),
    };
    workers.iter().for_each(tokio::task::JoinHandle::abort);
    served.map_err(|error| Problem::disk("tcp".as_ref(), &error))
}

async fn work(desk: Desk) {
    desk.work().await;
}

/// Ctrl-C, or the service manager's own signal. What was acknowledged is on the disk.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Takes an address, before anything is promised.
pub(crate) async fn listen(address: &str) -> Result<TcpListener, Box<Problem>> {
    TcpListener::bind(address).await.map_err(|error| {
        let what = both(format!("impossible d'écouter sur {address} : {error}"), format!("cannot listen on {address}: {error}"));
        let cure = both(
            "donner une autre adresse par --listen, par exemple 127.0.0.1:0",
            "give another address with --listen, for example 127.0.0.1:0",
        );
        Problem::new(what, cure)
    })
}

/// Where browsers find it.
pub(crate) fn address(listener: &TcpListener) -> String {
    let address = listener.local_addr();
    let shown =
        address.map(|address| if address.ip().is_unspecified() { format!("localhost:{}", address.port()) } else { address.to_string() });
    format!("http://{}", shown.unwrap_or_default())
}

/// The first start makes the administrator and a production, and prints the way in; every start prints the address.
async fn welcome(desk: &Desk, address: &str, lang: Lang) -> Result<(), Box<Problem>> {
    let mut lines = vec![both(format!("L'établi est ouvert : {address}"), format!("The bench is open: {address}"))];
    if desk.everybody().await.map_err(|refusal| refused(&refusal))?.is_empty() {
        let link = first(desk, lang).await.map_err(|refusal| refused(&refusal))?;
        lines.push(both(
            format!("Premier démarrage : entrez comme admin, une fois, par {address}/sign-in/{link}"),
            format!("First start: come in as admin, once, by {address}/sign-in/{link}"),
        ));
    }
    print(|out| lines.iter().try_for_each(|line| writeln!(out, "{}", typeset(line.of(lang), lang)))).map(|_| ())
}

async fn first(desk: &Desk, lang: Lang) -> Result<String, etabli_desk::Refusal> {
    let name = both("Administration", "Administrator").of(lang).to_owned();
    let admin = NewPerson { login: "admin".to_owned(), name, role: Role::Admin, department: String::new(), lang };
    let link = desk.add_person(admin).await?;
    desk.add_production("studio", "Studio").await?;
    desk.set_member("studio", "admin").await?;
    Ok(link)
}

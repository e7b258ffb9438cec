//! The accept loop: bounds on how long a client may take and how much one address may hold, which axum's own has not.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// What one client may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the first byte of a request to the last of its headers.
    pub headers: Duration,
    /// From the headers of a request to its answer, its body included.
    pub answer: Duration,
    /// Connections of one address at once.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { headers: Duration::from_secs(10), answer: Duration::from_secs(30), connections: 64 }
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct From(pub(crate) IpAddr);

/// Serves an application for ever.
///
/// # Errors
/// None that a client can cause: what one connection does ends with it.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits) -> io::Result<Infallible> {
    let open = Arc::new(Mutex::new(HashMap::new()));
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            // No file descriptor is left, most often: those who have one will soon be done.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if let Some(seat) = Seat::take(&open, from.ip(), limits.connections) {
            tokio::spawn(connection(stream, from.ip(), app.clone(), limits, seat));
        }
    }
}

/// A connection of an address, counted while it lasts.
struct Seat {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address: IpAddr,
}

impl Seat {
    fn take(open: &Arc<Mutex<HashMap<IpAddr, usize>>>, address: IpAddr, most: usize) -> Option<Self> {
        let mut seats = open.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = seats.entry(address).or_default();
        // A proxy on this machine speaks for everybody.
        if *taken >= most && !address.is_loopback() {
            return None;
        }
        *taken += 1;
        drop(seats);
        Some(Self { open: Arc::clone(open), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = seats.get_mut(&self.address) {
            *taken -= 1;
            if *taken == 0 {
                seats.remove(&self.address);
            }
        }
    }
}

async fn connection(stream: TcpStream, from: IpAddr, app: Router, limits: Limits, seat: Seat) {
    let answer = move |request: Request<Incoming>| answered(app.clone(), request, from, limits.answer);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .serve_connection(TokioIo::new(stream), service_fn(answer));
    // Whatever a client does wrong ends its own connection, and nothing else.
    let _ = served.await;
    drop(seat);
}

async fn answered(app: Router, request: Request<Incoming>, from: IpAddr, limit: Duration) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(From(from));
    match tokio::time::timeout(limit, app.oneshot(request)).await {
        Ok(answer) => answer,
        Err(_) => Ok(StatusCode::REQUEST_TIMEOUT.into_response()),
    }
}

//! The desk of a demonstration: eight people, and tickets in every state over what the night spoiled.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etabli_desk::store::productions::Root;
use etabli_desk::{Actor, Answer, Blocking, Desk, Diagnosis, Draft, NewPerson, OptionKind, Proposal, Refusal, Report, Role, Verb, Waiting};
use etabli_diagnosis::{Lang, typeset};
use etabli_web::Settings;
use tokio::net::TcpListener;

use crate::commands::serve;
use crate::desk::{Place, refused};
use crate::lang::both;
use crate::problem::{Outcome, Problem};

/// Where it listens, when nobody else does.
const ADDRESS: &str = "127.0.0.1:8480";
/// Anywhere else.
const ANYWHERE: &str = "127.0.0.1:0";
const PRODUCTION: &str = "keeper";

/// Somebody of the demonstration: sign-in name, name, role, department.
type Somebody = (&'static str, &'static str, Role, &'static str);

const PEOPLE: [Somebody; 8] = [
    ("malo", "Malo Le Gall", Role::Artist, "compositing"),
    ("samira", "Samira Haddad", Role::Artist, "lighting"),
    ("theo", "Théo Marchetti", Role::Artist, "animation"),
    ("ines", "Inès Kervella", Role::Td, "pipeline"),
    ("paul", "Paul Etcheverry", Role::Lead, "pipeline"),
    ("jun", "Jun Watanabe", Role::Rd, ""),
    ("lucie", "Lucie Ferrand", Role::Supervisor, "compositing"),
    ("admin", "Ana Duarte", Role::Admin, ""),
];

/// A desk that is open, before the production is painted.
pub(super) struct Bench {
    desk: Desk,
    listener: TcpListener,
    /// Where browsers find it.
    pub(super) address: String,
}

/// The data of the desk of a production's folder: beside it, never inside what is checked.
fn data(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-desk");
    folder.with_file_name(name)
}

/// Opens the desk and lets its people in.
pub(super) async fn open(folder: &Path, lang: Lang) -> Result<Bench, Box<Problem>> {
    let desk = Place { data: data(folder), database: None }.open().await?;
    people(&desk, lang).await.map_err(|refusal| refused(&refusal))?;
    let listener = match TcpListener::bind(ADDRESS).await {
        Ok(listener) => listener,
        Err(_) => serve::listen(ANYWHERE).await?,
    };
    let address = serve::address(&listener);
    Ok(Bench { desk, listener, address })
}

impl Bench {
    /// The desk itself, for who files its tickets.
    pub(super) fn desk(&self) -> Desk {
        self.desk.clone()
    }

    /// Serves until somebody stops it.
    pub(super) async fn serve(self) -> Outcome {
        serve::open(self.desk, self.listener, Settings { demo: true, plain: false }).await
    }
}

async fn people(desk: &Desk, lang: Lang) -> Result<(), Refusal> {
    desk.add_production(PRODUCTION, both("Le Gardien", "The Keeper").of(lang)).await?;
    for (login, name, role, department) in PEOPLE {
        let person = NewPerson { login: login.to_owned(), name: name.to_owned(), role, department: department.to_owned(), lang };
        desk.add_person(person).await?;
        desk.set_member(PRODUCTION, login).await?;
    }
    Ok(())
}

/// Files the tickets, once the production is painted and spoiled, and brings each to its state through the gates that anybody passes.
pub(super) async fn tickets(desk: &Desk, folder: &Path, lang: Lang) -> Result<(), Refusal> {
    let root = Root {
        path: folder.to_string_lossy().into_owned(),
        windows: "K:\\keeper".to_owned(),
        macos: "/Volumes/keeper".to_owned(),
        ..Root::default()
    };
    desk.set_root(PRODUCTION, root).await?;
    let mut story = Story { desk, lang, turn: 0 };
    for (told, life) in LIVES.iter().zip(1..) {
        let ticket = story.report(told).await?;
        story.live(ticket, told, life).await?;
    }
    Ok(())
}

/// A ticket of the demonstration: who reports it, how badly it stops them, where, in which words.
struct Told {
    who: &'static str,
    blocking: Blocking,
    path: &'static str,
    sentence: Sentence,
    cause: Sentence,
}

type Sentence = [&'static str; 2];

const fn told(who: &'static str, blocking: Blocking, path: &'static str, sentence: Sentence, cause: Sentence) -> Told {
    Told { who, blocking, path, sentence, cause }
}

/// One for each state, the youngest first: the n-th has passed n − 1 gates.
const LIVES: [Told; 9] = [
    told(
        "theo",
        Blocking::Question,
        "",
        ["Comment changer la plage d'images dans le modèle de rendu ?", "How do I change the frame range in the render template?"],
        NO_CAUSE,
    ),
    told(
        "samira",
        Blocking::Blocked,
        "sq010/sh010",
        ["Ma 1012 s'ouvre mais tout le bas est gris.", "My 1012 opens but its lower half is grey."],
        NO_CAUSE,
    ),
    told(
        "malo",
        Blocking::Blocked,
        "sq010/sh020/render/beauty.1014.exr",
        ["Des points verts clignotent sur le hérisson, seulement au compo.", "Green dots flicker on the hedgehog, only in comp."],
        ["La fourrure divise par zéro là où un poil n'a pas de longueur.", "The fur divides by zero where a hair has no length."],
    ),
    told(
        "malo",
        Blocking::Slowed,
        "sq020/sh010/render/beauty.1028.exr",
        [
            "Une image plus sombre au milieu du plan, on la voit à la projection.",
            "One darker frame in the middle of the shot, seen at the screening.",
        ],
        ["Une lumière manquait à la machine qui a rendu cette image.", "A light was missing on the machine that rendered this frame."],
    ),
    told(
        "samira",
        Blocking::Slowed,
        "sq010/sh010/render/beauty.1026.exr",
        ["Un point trop brillant sur l'eau, il scintille.", "A pixel far too bright on the water, it sparkles."],
        [
            "Trop peu d'échantillons sous ce reflet : un seul rayon y porte tout.",
            "Too few samples under that reflection: one ray carries it all.",
        ],
    ),
    told(
        "theo",
        Blocking::Blocked,
        "sq020/sh010/render",
        ["Il me manque des images pour la revue.", "I am missing frames for the review."],
        ["La copie de la nuit s'est arrêtée en route et a laissé des trous.", "The night's copy stopped on its way and left holes."],
    ),
    told(
        "malo",
        Blocking::Blocked,
        "sq010/sh020/render",
        ["Le rendu s'est arrêté au milieu de la nuit.", "The render stopped in the middle of the night."],
        ["La ferme a tué la tâche pendant qu'elle écrivait.", "The farm killed the task while it was writing."],
    ),
    told(
        "samira",
        Blocking::Slowed,
        "sq020/sh010/render/beauty.1007.exr",
        ["Une image est toute noire.", "One frame is all black."],
        ["La caméra n'était pas chargée sur la machine de cette image.", "The camera was not loaded on that frame's machine."],
    ),
    told(
        "theo",
        Blocking::Slowed,
        "sq010/sh010/render/beauty.1019.exr",
        ["Nuke refuse d'ouvrir une image.", "Nuke will not open one frame."],
        ["Un bit a changé pendant l'écriture sur le disque.", "A bit changed while it was written to the disk."],
    ),
];

/// For tickets that nobody has diagnosed yet.
const NO_CAUSE: Sentence = ["", ""];

/// Tenths of a second that a reading of files is waited for.
const PATIENCE: u32 = 600;

/// Tells the tickets' lives in one language.
struct Story<'d> {
    desk: &'d Desk,
    lang: Lang,
    turn: u32,
}

impl Story<'_> {
    async fn actor(&self, login: &str) -> Result<Actor, Refusal> {
        self.desk.person(login).await
    }

    fn key(&mut self) -> String {
        self.turn += 1;
        format!("demo-{}", self.turn)
    }

    fn said(&self, sentence: Sentence) -> String {
        let [fr, en] = sentence;
        typeset(both(fr, en).of(self.lang), self.lang)
    }

    async fn report(&mut self, told: &Told) -> Result<i64, Refusal> {
        let key = self.key();
        let paths = Some(told.path.to_owned()).filter(|path| !path.is_empty()).into_iter().collect();
        let report = Report { sentence: self.said(told.sentence), paths, blocking: told.blocking, ..Report::default() };
        let actor = self.actor(told.who).await?;
        let ticket = self.desk.report(&actor, &key, report).await?.ticket;
        // Whoever works on it has seen what the files show.
        for _ in 0..PATIENCE {
            if self.desk.view(&actor, ticket).await?.scan.is_none_or(|scan| scan.state != "waiting") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(ticket)
    }

    async fn does(&mut self, login: &str, ticket: i64, verb: Verb) -> Result<(), Refusal> {
        let key = self.key();
        self.desk.act(&self.actor(login).await?, ticket, &key, None, verb).await
    }

    /// Passes the gates of a life, one less than its place.
    async fn live(&mut self, ticket: i64, told: &Told, life: u32) -> Result<(), Refusal> {
        for gate in 1..life {
            match gate {
                1 => self.understand(ticket, told).await?,
                2 => self.diagnose(ticket, told).await?,
                3 => self.decide(ticket).await?,
                4 => self.agree(ticket, told).await?,
                5 => self.plan(ticket).await?,
                6 => self.deliver(ticket).await?,
                7 => self.try_it(ticket, told).await?,
                _ => self.learn(ticket, told).await?,
            }
        }
        if life == 4 {
            let why = self.said(["La ferme recalcule l'image.", "The farm renders the frame again."]);
            self.does("ines", ticket, Verb::Wait { whom: Waiting::Farm, wait_why: why }).await?;
        }
        Ok(())
    }

    async fn understand(&mut self, ticket: i64, told: &Told) -> Result<(), Refusal> {
        self.does("ines", ticket, Verb::Take).await?;
        let text = self.said([
            "Si je comprends bien, ce n'était pas là hier, et il vous faut ce plan pour la revue de 16 h. Est-ce cela ?",
            "If I understand you well, it was not there yesterday, and you need this shot for the review at four. Is this it?",
        ]);
        self.does("ines", ticket, Verb::Reformulate { text }).await?;
        self.does(told.who, ticket, Verb::Confirm).await
    }

    async fn diagnose(&mut self, ticket: i64, told: &Told) -> Result<(), Refusal> {
        let said = |sentence| self.said(sentence);
        let diagnosis = Diagnosis {
            cause: said(told.cause),
            evidence: said([
                "Les images voisines, rendues ailleurs, sont saines.",
                "The neighbouring frames, rendered elsewhere, are sound.",
            ]),
            shot: told.path.split('/').take(2).collect::<Vec<_>>().join("/"),
            task: said(["compositing", "compositing"]),
            goal: said(["La revue de réalisation de 16 h.", "The director's review at four."]),
            need: said(["Un plan propre, sans attendre la nuit.", "A clean shot, without waiting for the night."]),
            ..Diagnosis::default()
        };
        self.does("ines", ticket, Verb::Diagnose(diagnosis)).await
    }

    async fn decide(&mut self, ticket: i64) -> Result<(), Refusal> {
        let said = |sentence| self.said(sentence);
        let none = said(["Aucun", "None"]);
        let proposal = Proposal {
            what: said(["Recalculer ces images sur une autre machine", "Render these frames again on another machine"]),
            kind: OptionKind::Debug,
            term: "lasting".to_owned(),
            expires: String::new(),
            successor: String::new(),
            skills: said(["Inès", "Inès"]),
            delay: said(["40 minutes de ferme", "40 minutes of farm"]),
            means: said(["Deux machines", "Two machines"]),
            impact: said(["Les mêmes images, saines", "The same frames, sound"]),
            bottleneck: none,
        };
        self.does("ines", ticket, Verb::Propose(proposal)).await?;
        let why = self
            .said(["La revue est à 16 h, et le calcul tient dans la journée.", "The review is at four, and the render fits in the day."]);
        let option = self.desk.view(&self.actor("ines").await?, ticket).await?.options.first().map(|option| option.id).unwrap_or_default();
        self.does("ines", ticket, Verb::Decide { chosen: option.to_string(), why, together: "Paul".to_owned() }).await
    }

    async fn agree(&mut self, ticket: i64, told: &Told) -> Result<(), Refusal> {
        let nature = self.said(["Vos images seront recalculées.", "Your frames will be rendered again."]);
        let delay = self.said(["Avant 15 h.", "Before three."]);
        let meanwhile = self.said(["Travaillez sur le plan suivant, il est sain.", "Work on the next shot, it is sound."]);
        self.does("ines", ticket, Verb::Tell { nature, delay, meanwhile }).await?;
        self.does(told.who, ticket, Verb::Answer { answer: Answer::Accept, remark: String::new() }).await
    }

    async fn plan(&mut self, ticket: i64) -> Result<(), Refusal> {
        let day = etabli_diagnosis::Day::of(super::now()).to_string();
        let plan = Verb::Plan { who: "Inès".to_owned(), from: day.clone(), to: day, hand_over: String::new() };
        self.does("paul", ticket, plan).await
    }

    async fn deliver(&mut self, ticket: i64) -> Result<(), Refusal> {
        let what = self.said(["Images recalculées sur une autre machine.", "Frames rendered again on another machine."]);
        let proof =
            self.said(["Comparées aux voisines : rien d'autre n'a changé.", "Compared with their neighbours: nothing else has changed."]);
        let criteria = self.said(["Rechargez le plan : la tache n'y est plus.", "Reload the shot: the blot is gone."]);
        self.does("ines", ticket, Verb::Deliver { what, proof, criteria }).await
    }

    async fn try_it(&mut self, ticket: i64, told: &Told) -> Result<(), Refusal> {
        let remark = self.said(["C'est propre, merci.", "It is clean, thank you."]);
        self.does(told.who, ticket, Verb::Try { works: "yes".to_owned(), remark }).await
    }

    async fn learn(&mut self, ticket: i64, told: &Told) -> Result<(), Refusal> {
        let said = |sentence| self.said(sentence);
        let draft = Draft {
            title: said(["Image illisible après une nuit de ferme", "A frame that cannot be read after a night on the farm"]),
            symptom: said(told.sentence),
            environment: said(["Ferme de calcul, OpenEXR ZIP", "Render farm, OpenEXR ZIP"]),
            cause: said(told.cause),
            evidence: said(["L'octet du bloc abîmé, nommé par la vérification.", "The byte of the spoiled chunk, named by the check."]),
            fix: said([
                "Recalculer l'image ; ne pas tenter de l'ouvrir ailleurs.",
                "Render the frame again; do not try to open it elsewhere.",
            ]),
            limits: said([
                "Si plusieurs images d'une même machine sont touchées, regarder son disque.",
                "If several frames of one machine are concerned, look at its disk.",
            ]),
            place: said(["rendu / images abîmées", "rendering / spoiled frames"]),
        };
        self.does("ines", ticket, Verb::Write(draft)).await?;
        self.does("paul", ticket, Verb::File).await
    }
}

//! Who gets in, and what walls hold.

use crate::Studio;
use crate::browser::Browser;

#[test]
fn the_first_start_prints_a_way_in_that_works_once() {
    let studio = Studio::open();
    let link = studio.welcome.split(&studio.address).nth(1).unwrap().to_owned();
    let mut admin = studio.follow(&link);
    assert!(admin.get("/settings").text.contains("Studio"));
    assert_eq!(Browser::new(&studio.address).get(&link).status, 401, "it was used");
    assert_eq!(admin.get("/healthz").text, "ok\n");
}

#[test]
fn a_password_lets_in_and_guessing_does_not() {
    let studio = Studio::open();
    let printed = studio.say(&["user", "add", "lea", "--screens", "en"]);
    let link = printed.trim().rsplit(' ').next().unwrap();
    let mut browser = Browser::new(&studio.address);
    let short = browser.post(link, &[("password", "short")]);
    assert!(short.status == 422 && short.text.contains("too short"), "{}", short.text);
    assert_eq!(browser.post(link, &[("password", "a long sentence of mine")]).status, 303);
    let enter = |password: &str| Browser::new(&studio.address).post("/sign-in", &[("login", "lea"), ("password", password)]).status;
    assert_eq!(enter("a long sentence of mine"), 303);
    assert_eq!((0..10).map(|_| enter("wrong")).collect::<Vec<_>>(), [401; 10]);
    assert_eq!(enter("a long sentence of mine"), 429, "ten wrong ones, and the next is not looked at");
}

#[test]
fn nothing_is_seen_or_changed_from_outside() {
    let studio = Studio::open();
    studio.say(&["production", "add", "secret", "The Secret"]);
    let mut artist = studio.enter("malo", "artist", "en");
    let key = artist.get("/report").hidden("key");
    let ticket = artist.post("/report", &[("key", &key), ("sentence", "Mine alone")]).location;

    let printed = studio.say(&["user", "add", "spy", "--role", "lead", "--production", "secret"]);
    let mut spy = studio.follow(printed.trim().rsplit(' ').next().unwrap());
    let mut nobody = Browser::new(&studio.address);
    for path in [ticket.as_str(), "/queue/studio", "/notices/studio", "/settings/studio"] {
        assert_eq!(spy.get(path).status, 404, "{path}");
        assert_eq!(nobody.get(path).location, "/sign-in", "{path}");
    }
    assert_eq!(spy.post(&ticket, &[("verb", "message"), ("text", "x"), ("key", "k")]).status, 404);
    assert_eq!(artist.get("/queue").status, 403, "an artist has no queue");
    assert_eq!(artist.get("/settings/studio").status, 403);
    assert_eq!(artist.get(&format!("{ticket}/pictures/{}", "0".repeat(64))).status, 404);

    let foreign = artist.post_from(&ticket, &[("verb", "message"), ("text", "x"), ("key", "k")], "cross-site");
    assert_eq!(foreign.status, 403, "another site's page sends nothing in one's name");
    let page = artist.get(&ticket);
    assert!(page.policy.contains("default-src 'none'") && !page.policy.contains("unsafe"), "{}", page.policy);
    assert!(!page.text.contains("style=\"") && !page.text.contains("onclick"), "nothing that the policy forbids");

    artist.post("/sign-out", &[]);
    assert_eq!(artist.get(&ticket).location, "/sign-in");
}

#[test]
fn a_path_that_is_not_there_keeps_what_was_written() {
    let studio = Studio::open();
    studio.declare();
    let mut artist = studio.enter("malo", "artist", "fr");
    let key = artist.get("/report").hidden("key");
    for path in ["P:\\show\\sq010\\sh999\\a.exr", "/etc/passwd", "../../etc/passwd"] {
        let refused = artist.post("/report", &[("key", &key), ("sentence", "Mes mots"), ("paths", path)]);
        assert_eq!(refused.status, 422, "{path}");
        assert!(refused.text.contains("Mes mots") && refused.text.contains("n’existe pas"), "{}", refused.text);
    }
    let page = artist.post("/report", &[("key", &key), ("sentence", "Mes mots"), ("paths", "P:\\show\\sq010\\sh999")]);
    assert!(page.text.contains("Le plus proche"), "{}", page.text);
}

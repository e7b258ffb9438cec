//! A ticket's life, from a sentence to a filed notice.

use crate::{Studio, until};

#[test]
#[allow(clippy::too_many_lines, reason = "one life, told in its order")]
fn a_ticket_lives_from_a_sentence_to_a_filed_notice() {
    let studio = Studio::open();
    studio.declare();
    let mut artist = studio.enter("malo", "artist", "fr");
    let mut td = studio.enter("ines", "td", "en");
    let mut lead = studio.enter("paul", "lead", "en");

    let form = artist.get("/report");
    assert!(form.text.contains("Qu’est-ce qui vous arrête"), "{}", form.text);
    let key = form.hidden("key");
    let path = studio.show().join("sq010").to_string_lossy().into_owned();
    let fields =
        [("key", key.as_str()), ("sentence", "Des points noirs <b>clignotent</b>"), ("paths", path.as_str()), ("blocking", "blocked")];
    let sent = artist.post("/report", &fields);
    assert_eq!(sent.status, 303, "{}", sent.text);
    let ticket = sent.location;
    assert_eq!(artist.post("/report", &fields).location, ticket, "the same form sent twice is one ticket");

    let page = until(&mut artist, &ticket, "Ce qui se passe");
    assert!(page.text.contains("Des points noirs &#60;b&#62;clignotent"), "what a person wrote stays text");
    assert!(!page.text.contains("IMG001"), "no code is shown to an artist");
    assert!(page.text.contains("class=\"over\""), "the place is ringed");
    let picture = page.text.split("/pictures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(artist.get(&format!("{ticket}/pictures/{picture}")).text.contains("PNG"));

    let queue = td.get("/queue");
    assert!(queue.text.contains(&format!("href=\"{ticket}\"")), "{}", queue.text);
    assert!(td.get(&ticket).text.contains("IMG001"), "the director reads codes");
    for asked in ["points+noir", "IMG001", "beauty", "sq010+noirs", ticket.trim_start_matches("/tickets/")] {
        assert!(td.get(&format!("/search?q={asked}")).text.contains(&format!("href=\"{ticket}\"")), "{asked}");
    }
    assert!(!td.get("/search?q=noirs+verts").text.contains(&format!("href=\"{ticket}\"")));
    td.does(&ticket, "take", &[]);
    let early =
        td.act(&ticket, "diagnose", &[("cause", "x"), ("evidence", "x"), ("shot", "x"), ("task", "x"), ("goal", "x"), ("need", "x")]);
    assert_eq!(early.status, 409, "nothing is diagnosed before it is understood");
    td.does(&ticket, "reformulate", &[("text", "Dots appear on one frame once the blur is on. Is this it?")]);
    assert_eq!(td.act(&ticket, "confirm", &[]).status, 403, "only the requester confirms");
    artist.does(&ticket, "confirm", &[]);

    let diagnosis = [
        ("cause", "NaN in a colour layer"),
        ("shot", "sq010/sh010"),
        ("task", "compositing"),
        ("goal", "review"),
        ("deadline", "2099-11-27"),
        ("need", "clean frames"),
        ("latent", "two old machines"),
        ("latent_until", "2099-12-04"),
    ];
    let refused = td.act(&ticket, "diagnose", &diagnosis);
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("A diagnosis without evidence is none.") && refused.text.contains("two old machines"),
        "{}",
        refused.text
    );
    td.does(&ticket, "diagnose", &[&diagnosis[..], &[("evidence", "frame 1019, pixel 3, 4")]].concat());

    let option = |term: &'static str, expires: &'static str| {
        [
            ("what", "Fill the pixels with their neighbours"),
            ("kind", "tool"),
            ("term", term),
            ("expires", expires),
            ("successor", "the shader is repaired"),
            ("skills", "Inès"),
            ("delay", "10 min"),
            ("means", "none"),
            ("impact", "one frame"),
            ("bottleneck", "none"),
        ]
    };
    assert_eq!(td.act(&ticket, "propose", &option("provisional", "")).status, 422, "something provisional has an end");
    td.does(&ticket, "propose", &option("provisional", "2099-12-04"));
    assert_eq!(td.act(&ticket, "decide", &[("why", "it is quick")]).status, 422, "nothing is ticked");
    td.does(&ticket, "decide", &[("chosen", "1"), ("why", "the review is at four"), ("together", "Paul")]);

    td.does(&ticket, "tell", &[("nature", "Vos deux images seront propres"), ("delay", "à 11 h 20"), ("meanwhile", "prenez 0420")]);
    assert_eq!(artist.act(&ticket, "answer", &[("answer", "refuse")]).status, 422, "a refusal says why");
    artist.does(&ticket, "answer", &[("answer", "refuse"), ("remark", "trop tard")]);
    td.does(&ticket, "decide", &[("chosen", "1"), ("why", "it can be done at once")]);
    td.does(&ticket, "tell", &[("nature", "Vos images seront propres"), ("delay", "dans dix minutes")]);
    artist.does(&ticket, "answer", &[("answer", "accept")]);

    assert_eq!(lead.act(&ticket, "plan", &[("who", "Inès"), ("from", "2099-11-26"), ("to", "2099-11-25")]).status, 422);
    lead.does(&ticket, "plan", &[("who", "Inès"), ("from", "2099-11-25"), ("to", "2099-11-25"), ("hand_over", "")]);
    td.does(&ticket, "deliver", &[("what", "23 pixels filled"), ("proof", "nothing else differs"), ("criteria", "no dots in comp")]);
    assert_eq!(td.act(&ticket, "try", &[("works", "yes")]).status, 403, "the maker does not accept alone");
    artist.does(&ticket, "try", &[("works", "no"), ("remark", "encore un point")]);
    td.does(&ticket, "deliver", &[("what", "24 pixels filled"), ("proof", "nothing else differs"), ("criteria", "no dots in comp")]);
    artist.does(&ticket, "try", &[("works", "yes"), ("remark", "")]);

    let notice = [
        ("title", "NaN in the fur's specular"),
        ("symptom", "black dots"),
        ("environment", "fur_sheen 2.3.1"),
        ("cause", "division by zero"),
        ("evidence", "pixel 3, 4"),
        ("fix", "guard the division"),
        ("limits", "old frames stay"),
        ("place", "rendering / layers"),
    ];
    td.does(&ticket, "write", &notice);
    assert_eq!(td.act(&ticket, "file", &[]).status, 403, "somebody else reads it again");
    lead.does(&ticket, "file", &[]);
    let closed = artist.get(&ticket);
    assert!(closed.text.contains("aria-current=\"step\"") && closed.text.contains("La leçon est classée"), "{}", closed.text);
    assert!(
        artist.get("/notices").text.contains("NaN in the fur’s specular")
            || artist.get("/notices").text.contains("NaN in the fur&#39;s specular")
    );

    let portfolio = td.get("/me").text;
    for code in ["C1.2", "C1.3", "C1.4", "C2.1", "C2.3", "C3.1", "C3.2", "C4.1", "C5.1"] {
        let row = portfolio.split(&format!(">{code}<")).nth(1).unwrap().split("</tr>").next().unwrap();
        assert!(row.contains(&ticket), "{code}: {row}");
    }
    assert!(lead.get("/people/ines").text.contains("C5.1"));
    assert_eq!(artist.get("/people/ines").status, 404, "nobody reads another's portfolio");
}

#[test]
fn a_question_is_closed_on_one_screen_and_leaves_its_trace() {
    let studio = Studio::open();
    let mut artist = studio.enter("theo", "artist", "en");
    let mut td = studio.enter("ines", "td", "fr");
    let key = artist.get("/report").hidden("key");
    let ticket = artist.post("/report", &[("key", &key), ("sentence", "How do I set the range?"), ("blocking", "question")]).location;
    td.does(&ticket, "solve", &[("what", "plage du modèle"), ("done", "Menu Rendu, puis Plage.")]);
    assert!(artist.get(&ticket).text.contains("Menu Rendu, puis Plage."));
    artist.does(&ticket, "try", &[("works", "yes")]);
    assert!(td.get(&ticket).text.contains("Clos"));
    assert!(td.get("/me").text.contains(&format!("href=\"{ticket}\"")), "it is evidence too");
}

#[test]
fn a_stale_page_changes_nothing_and_says_so() {
    let studio = Studio::open();
    let mut artist = studio.enter("theo", "artist", "en");
    let mut td = studio.enter("ines", "td", "en");
    let key = artist.get("/report").hidden("key");
    let ticket = artist.post("/report", &[("key", &key), ("sentence", "It hangs")]).location;
    let old = td.get(&ticket).hidden("seen");
    td.does(&ticket, "take", &[]);
    let late = td.post(&ticket, &[("verb", "reformulate"), ("text", "my words"), ("key", "k1"), ("seen", &old)]);
    assert_eq!(late.status, 409);
    assert!(late.text.contains("has changed since") && late.text.contains("my words"), "{}", late.text);
}

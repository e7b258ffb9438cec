//! What pages fetch from here: the style sheet, the script and the sign of the house, by the hash of what they hold, kept by browsers for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const STYLE: &str = include_str!("../assets/desk.css");
const SCRIPT: &str = include_str!("../assets/desk.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// A number that changes with the content.
const fn mark(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0xCBF2_9CE4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01B3);
        at += 1;
    }
    hash
}

/// Address of the style sheet.
pub(crate) fn style() -> String {
    format!("/assets/{:016x}.css", mark(STYLE))
}

/// Address of the script.
pub(crate) fn script() -> String {
    format!("/assets/{:016x}.js", mark(SCRIPT))
}

/// Address of the sign that a browser shows beside a page's title.
pub(crate) fn icon() -> String {
    format!("/assets/{:016x}.svg", mark(ICON))
}

pub(crate) async fn get(Path(name): Path<String>) -> Response {
    let path = format!("/assets/{name}");
    let (kind, text) = if path == style() {
        ("text/css; charset=utf-8", STYLE)
    } else if path == script() {
        ("text/javascript; charset=utf-8", SCRIPT)
    } else if path == icon() {
        ("image/svg+xml", ICON)
    } else {
        return StatusCode::NOT_FOUND.into_response();
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], text).into_response()
}

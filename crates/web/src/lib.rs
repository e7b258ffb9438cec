//! Pages and API of the desk: thin, and every page works without a script.
//!
//! This room decides nothing: it reads a request, asks `desk`, and writes the answer. Templates stand beside their handlers; words are in
//! `words/`, French and English.

mod accept;
mod api;
mod app;
mod assets;
mod form;
mod frame;
mod markup;
mod pages;
mod reply;
mod session;
mod when;
mod words;

pub use accept::{Limits, serve};
pub use app::{Settings, app};

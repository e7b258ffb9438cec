//! Paints the small production that the demonstration spoils.
//!
//! Three shots of our own, from nothing but arithmetic: [`shots`] names them, [`paint`] gives one frame. Painting is a pure
//! function of the shot and the frame number, so a caller may paint frames in any order and on any number of threads. [`make`]
//! writes them as a studio would find them, and [`contact_sheet`] shows frames of a folder in one picture.

mod grass;
mod light;
mod noise;
mod picture;
mod png;
mod production;
mod shapes;
mod sheet;
mod shots;
mod trace;
mod vector;

pub use picture::{FAR, Passes, Picture};
pub use production::{Production, make};
pub use sheet::{Tile, contact_sheet};
pub use shots::{Shot, paint, shots};

//! What a person may want to see of a file: the main picture, or the layer of a channel, whole or around a pixel.

use etabli_formats::exr::{self, Answer, Ask, Box2i, Scratch};
use etabli_formats::{Budget, Format, Raster, Source, Stop, still};
use serde::{Deserialize, Serialize};

use crate::layers::{Layer, Role, Roles, layers, main};
use crate::{Part, Picture};

/// Pixels shown on each side of the one that a loupe is held over: across, and up and down.
const LOUPE: [i32; 2] = [14, 9];

/// What is to be seen of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct View {
    /// The full name of a channel, whose layer is shown; the main picture without one.
    pub channel: Option<String>,
    /// A pixel to look at closely, in OpenEXR pixel space; the whole data window without one.
    pub around: Option<[i32; 2]>,
    /// Most pixels on a side.
    pub most: u32,
}

/// Looks at a file. `None` when there is nothing to see: no picture, no such channel, nobody reads its pixels.
pub fn view(source: &dyn Source, view: &View, roles: &Roles, budget: &Budget, scratch: &mut Scratch) -> Result<Option<Raster>, Stop> {
    let format = Format::of(&source.read_range(0, Format::PROBE as u64)?).filter(|format| *format != Format::Exr);
    let answer = if let Some(format) = format {
        let Some(still) = still::open(source, format, budget)? else { return Ok(None) };
        let Some(ask) = ask(&Picture::unseen_still(&still.header, true), view, roles) else { return Ok(None) };
        still.look(source, &ask, budget, scratch)?
    } else {
        let (structure, chunks) = exr::read(source, budget)?;
        let Some(ask) = ask(&Picture::unseen(&structure), view, roles) else { return Ok(None) };
        exr::look(source, &structure, &chunks, &ask, budget, scratch)?
    };
    Ok(answer.and_then(|answer| if let Answer::Picture(raster) = answer { Some(raster) } else { None }))
}

/// What to ask of a picture.
fn ask(picture: &Picture, view: &View, roles: &Roles) -> Option<Ask> {
    let (part, channels) = shown(picture, view, roles)?;
    let whole = picture.part(part)?.data_window;
    let window = view.around.map_or(whole, |pixel| around(pixel, &whole));
    Some(Ask::Picture { part, channels, window, most: view.most })
}

/// The part and the three channels that stand for red, green and blue.
fn shown(picture: &Picture, view: &View, roles: &Roles) -> Option<(u32, [u32; 3])> {
    let Some(channel) = &view.channel else {
        let (layer, _) = main(picture, roles)?;
        return Some((layer.part, colours(&layer, &picture.part(layer.part)?)?));
    };
    let named = |layer: &Layer| layer.channels.iter().copied().find(|&c| picture.channel_name(layer.part, c) == channel);
    let (layer, channel) = layers(picture, roles).into_iter().find_map(|layer| named(&layer).map(|channel| (layer, channel)))?;
    let part = picture.part(layer.part)?;
    let colours = if layer.role == Role::Colour || layer.role == Role::Vector { colours(&layer, &part) } else { None };
    Some((layer.part, colours.unwrap_or([channel; 3])))
}

/// Red, green and blue of a layer by their last letter, or its first three channels, or its only one.
fn colours(layer: &Layer, part: &Part) -> Option<[u32; 3]> {
    let last =
        |c: u32| part.channels.get(c as usize).map(|channel| channel.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase());
    let find = |names: [&str; 2]| layer.channels.iter().copied().find(|&c| last(c).is_some_and(|name| names.contains(&name.as_str())));
    if let (Some(r), Some(g), Some(b)) = (find(["r", "red"]), find(["g", "green"]), find(["b", "blue"])) {
        return Some([r, g, b]);
    }
    // Luminance between its chromas: colours are made of them.
    if let (Some(r), Some(y), Some(b)) = (find(["ry"; 2]), find(["y"; 2]), find(["by"; 2])) {
        return Some([r, y, b]);
    }
    match layer.channels.as_slice() {
        &[a, b, c, ..] => Some([a, b, c]),
        &[only, ..] => Some([only; 3]),
        [] => None,
    }
}

fn around([x, y]: [i32; 2], whole: &Box2i) -> Box2i {
    let [across, up] = LOUPE;
    Box2i {
        min: [x.saturating_sub(across).max(whole.min[0]), y.saturating_sub(up).max(whole.min[1])],
        max: [x.saturating_add(across).min(whole.max[0]), y.saturating_add(up).min(whole.max[1])],
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::Budget;
    use etabli_formats::exr::{Image, PartPixels, Plane, Scratch, write};

    use super::{View, view};
    use crate::layers::Roles;

    fn file() -> Vec<u8> {
        let mut part = PartPixels::rgba(64, 32, |x, _| [if x < 32 { 0.0 } else { 1e4 }, 0.0, 0.0, 1.0]);
        part.planes.push(Plane::float("depth.Z", (0..64 * 32).map(|_| 1e4)));
        part.planes.sort_by(|a, b| a.name.cmp(&b.name));
        write(&Image::single(part)).unwrap()
    }

    #[track_caller]
    fn check(channel: Option<&str>, around: Option<[i32; 2]>, most: u32, size: [u32; 2], last: [u8; 3]) {
        let asked = View { channel: channel.map(str::to_owned), around, most };
        let raster = view(&file(), &asked, &Roles::default(), &Budget::default(), &mut Scratch::default()).unwrap().unwrap();
        assert_eq!([raster.width, raster.height], size);
        assert_eq!(raster.rgb.last_chunk::<3>(), Some(&last));
    }

    #[test]
    fn the_main_picture_a_layer_and_a_loupe() {
        check(None, None, 16, [16, 8], [255, 0, 0]);
        check(Some("depth.Z"), None, 64, [64, 32], [255; 3]);
        check(None, Some([40, 16]), 64, [29, 19], [255, 0, 0]);
        check(Some("G"), Some([63, 31]), 64, [15, 10], [255, 0, 0]);
    }

    #[test]
    fn luminance_and_chroma_are_shown_in_colour() {
        let bytes = include_bytes!("../../../fuzz/seeds/exr/chroma_zip.exr").to_vec();
        let asked = View { channel: None, around: None, most: 16 };
        let raster = view(&bytes, &asked, &Roles::default(), &Budget::default(), &mut Scratch::default()).unwrap().unwrap();
        let [r, g, b] = [0, 1, 2].map(|slot| raster.rgb[slot]);
        assert!(r > g && g > b, "{r} {g} {b}");
    }

    #[test]
    fn nothing_is_shown_of_what_is_not_there() {
        let nothing = |bytes: &Vec<u8>, channel: &str| {
            let asked = View { channel: Some(channel.to_owned()), around: None, most: 16 };
            view(bytes, &asked, &Roles::default(), &Budget::default(), &mut Scratch::default()).unwrap()
        };
        assert_eq!(nothing(&file(), "spec.R"), None);
        assert_eq!(nothing(&b"no picture".to_vec(), "R"), None);
    }
}

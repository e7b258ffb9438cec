//! TIF001: the file breaks the TIFF format, or ends early.

use etabli_formats::Budget;
use etabli_formats::tiff::{self, Block, Image, Order, Structure};

use super::said::said;
use crate::faults::broken::report;
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Frame, Healthy, Inject, Made, Needs, Patch, Place, Severity, Site, Text,
    Words,
};

/// TIF001.
pub(super) static FAULT: Fault = Fault {
    code: "TIF001",
    name: "broken-tiff",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} {effect}.", en: "{file} {effect}." },
        td: Text { fr: "{file}, octet {byte} : {problem}{piece}{figures}.", en: "{file}, byte {byte}: {problem}{piece}{figures}." },
        advice: Text {
            fr: "Relancer ou réécrire l'image ; si plusieurs s'arrêtent tôt, regarder l'espace du disque et la copie.",
            en: "Render or write the picture again; when several end early, look at the disk's space and the copy.",
        },
        page: Text {
            fr: "Un TIFF est un en-tête, puis des répertoires d'entrées qui disent où sont les bandes ou les tuiles de pixels. Tous les répertoires sont parcourus, avec leurs sous-répertoires et les métadonnées Exif ; \
                 chaque bande doit être dans le fichier, en nombre suffisant, et se déplier à sa taille exacte (sans compression, LZW, deflate, PackBits). \
                 Un rendu tué pendant l'écriture laisse un répertoire valide avec une bande à zéro, ou aucun répertoire. Ce que seuls des lecteurs stricts refusent est un avertissement.",
            en: "A TIFF is a header, then directories of entries that say where the strips or tiles of pixels are. All directories are walked, with those that they name and the Exif metadata; \
                 each strip must be inside the file, in sufficient number, and unpack to its exact size (no compression, LZW, deflate, PackBits). \
                 A render killed while writing leaves a valid directory with a strip of zero, or no directory. What only strict readers refuse is a warning.",
        },
    },
    detect: Detect::File(Needs::DATA, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject {
        healthy: Healthy::TiffSequence,
        variants: &["cut", "pixels", "zero-strip", "offset", "loop", "directory", "type"],
        make,
    },
    fix: Fix::None,
};

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let Some(tiff) = file.facts().and_then(|facts| facts.tiff()) else { return };
    report(file, &tiff.defects, context, findings, said);
}

/// A frame taken apart.
struct Opened {
    frame: Frame,
    image: Image,
    blocks: Vec<Block>,
}

fn open(site: &Site, dice: &mut Dice) -> Result<Opened, Declined> {
    let frame = site.frame(dice)?;
    let declined = |stop: etabli_formats::Stop| Declined::because(stop.to_string());
    let structure: Structure = tiff::read(&frame.bytes, &Budget::default()).map_err(declined)?;
    let plain = structure.defects.is_empty() && structure.order == Order::Little && !structure.big;
    let image = structure.images.first().filter(|_| plain).cloned();
    let image = image.ok_or_else(|| Declined::because("this needs a sound TIFF frame, lowest byte first, no BigTIFF"))?;
    let mut blocks = Vec::new();
    tiff::blocks(&frame.bytes, &structure, &image, &mut |block| blocks.push(block)).map_err(declined)?;
    Ok(Opened { frame, image, blocks })
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    let Opened { frame, image, blocks } = open(site, dice)?;
    let (size, path) = (frame.bytes.len() as u64, frame.path.as_str());
    let block = *dice.pick(&blocks).ok_or_else(|| Declined::because("this frame has no strips"))?;
    let poke = |at: u64, bytes: Vec<u8>| Patch::poke(path, size, at, bytes);
    let entry = image.offsets.at + 4 * block.index;
    let (patch, bytes) = match site.variant {
        "cut" => {
            let first = blocks.first().map_or(8, |block| block.at + 1);
            let keep = dice.range(first, size - 1);
            (Patch::cut(path, keep), 0..keep + 1)
        }
        "pixels" => {
            let at = block.at + dice.range(2, block.size - 5);
            let old = frame.bytes.get(at as usize).copied().unwrap_or_default();
            (poke(at, vec![old ^ (1 << dice.range(0, 8))]), block.at..block.at + block.size)
        }
        "zero-strip" => (poke(entry, vec![0; 4]), entry..entry + 1),
        "offset" => (poke(entry, (size as u32 + dice.range(0, 1 << 20) as u32).to_le_bytes().to_vec()), entry..entry + 1),
        "loop" => {
            let next = image.at + 2 + 12 * count(&frame, &image);
            (poke(next, (image.at as u32).to_le_bytes().to_vec()), next..next + 1)
        }
        "directory" => (poke(4, (size as u32 + dice.range(0, 1 << 20) as u32).to_le_bytes().to_vec()), 4..5),
        _ => {
            let first = image.at + 2;
            (poke(first + 2, vec![dice.range(20, 100) as u8]), first..first + 1)
        }
    };
    Ok((patch, vec![Place { bytes: Some(bytes), ..frame.place() }]))
}

/// Entries of the image's directory.
fn count(frame: &Frame, image: &Image) -> u64 {
    let at = image.at as usize;
    frame.bytes.get(at..at + 2).and_then(|two| two.first_chunk()).map_or(0, |&two| u64::from(u16::from_le_bytes(two)))
}

//! Words that say what a number or a file is.

/// Words that, written directly before a number, make it a version, a take, a shot or a level of detail.
const LABELS: &[&str] =
    &["v", "ver", "version", "rev", "take", "tk", "sh", "shot", "sq", "sc", "scene", "ep", "cam", "camera", "lod", "mip", "part", "id"];

/// Words that, written directly before a number, make it a frame number.
const FRAMES: &str = "f fr frm frame frames";

/// Extensions of files that hold no single frame: movies, sound, scenes, texts, archives, and what a broken save leaves.
const NEVER: &str = "\
    mov mp4 m4v mxf avi mkv webm mpg mpeg wmv r3d braw wav aif aiff mp3 flac m4a ma mb blend nk hip hiplc hipnc max c4d mud zpr \
    spp sbs sbsar aep prproj drp tvpp clip gltf glb gizmo otl hda txt log json jsonl xml yaml yml toml csv tsv md html css js py \
    pyc mel sh bat rs c h cpp ini cfg conf ocio otio edl aaf fcpxml mtlx pdf doc docx xls xlsx svg ai zip tar tgz gz bz2 xz zst 7z \
    rar iso mhl md5 sha1 db sqlite tmp temp part partial filepart crdownload download bak old orig swp lock lck autosave err out \
    pid bin dat";

/// Extensions around another one (`ass.gz`).
const PACKED: &str = "gz zst";

/// Extensions that may stand before the frame number (Maya's `name.ext.#`).
const BEFORE_NUMBER: &str = "exr tif tiff dpx cin png jpg jpeg tga iff rgb sgi pic rla hdr bmp";

/// Words only textures carry. A word that begins with one of them counts.
const TEXTURE: &str = "rough metal gloss displace height bump basecolor basecolour udim texture cavity curvature";

/// Short words only textures carry, whole.
const TEXTURE_SHORT: &str = "tex disp nrm nml rgh mtl bc vdm";

/// Words of textures that name render layers as well. A word that begins with one of them counts.
const SHARED: &str = "diff albedo normal spec emiss occlusion opacity subsurface transl transmission sheen coat color colour";

/// Short words of textures that name render layers as well, whole.
const SHARED_SHORT: &str = "dif col clr nor ao sss base mask alpha map";

/// Words of renders and composites, whole: with them, a word of both kinds names a layer.
const RENDER: &str = "beauty render comp precomp plate rgba rgb fx playblast crypto cryptomatte";

/// Extensions of renderers' own texture formats.
const TEXTURE_FILES: &str = "tx tex rat ptx";

/// What the words of a name say of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A texture and nothing else.
    Texture,
    /// A texture or a render layer.
    TextureOrLayer,
    /// A render.
    Render,
    /// Nothing known.
    Unknown,
}

/// Whether the letters before a number make it a version, take, shot or the like. `renderV2` counts as `v`.
pub(super) fn is_label(word: &str) -> bool {
    let camel = word.ends_with('V') && word.bytes().rev().nth(1).is_some_and(|b| b.is_ascii_lowercase());
    camel || LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
}

/// Whether the letters before a number are a version's.
pub(super) fn is_version(word: &str) -> bool {
    is_label(word) && (word.ends_with(['v', 'V']) || among("ver version", word))
}

/// Whether the letters before a number say that it is a frame.
pub(super) fn is_frame(word: &str) -> bool {
    among(FRAMES, word)
}

/// Whether a name ends like a file that may hold one frame.
pub(super) fn may_hold_a_frame(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    if !extension.is_empty() && extension.bytes().all(|b| b.is_ascii_digit()) {
        return stem.rsplit_once('.').is_some_and(|(_, inner)| among(BEFORE_NUMBER, inner));
    }
    if among(PACKED, extension) {
        return stem.rsplit_once('.').is_some_and(|(_, inner)| frame_extension(inner));
    }
    frame_extension(extension)
}

fn frame_extension(extension: &str) -> bool {
    let letters = extension.bytes().any(|b| b.is_ascii_alphabetic());
    letters && extension.len() <= 8 && extension.bytes().all(|b| b.is_ascii_alphanumeric()) && !among(NEVER, extension)
}

/// What the words around a frame number say.
pub(super) fn subject(prefix: &str, suffix: &str) -> Subject {
    let (rest, extension) = suffix.rsplit_once('.').unwrap_or((suffix, ""));
    let words: Vec<String> = [prefix, rest].into_iter().flat_map(split).collect();
    let begins = |list: &str| words.iter().any(|word| list.split(' ').any(|begin| word.starts_with(begin)));
    let whole = |list: &str| words.iter().any(|word| among(list, word));
    if among(TEXTURE_FILES, extension) || begins(TEXTURE) || whole(TEXTURE_SHORT) {
        Subject::Texture
    } else if whole(RENDER) {
        Subject::Render
    } else if begins(SHARED) || whole(SHARED_SHORT) {
        Subject::TextureOrLayer
    } else {
        Subject::Unknown
    }
}

/// The words of a name in lower case: runs of letters, cut where a capital follows a small letter.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in text.chars() {
        if !letter.is_alphabetic() || (letter.is_uppercase() && small) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    words
}

fn among(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|entry| entry.eq_ignore_ascii_case(word))
}

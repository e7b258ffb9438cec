//! All that is read of some bytes, as text.

use std::fmt::{Debug, Write as _};

use etabli_formats::exr::{self, Ask, Plan, Scratch, Test};
use etabli_formats::manifest::{Algorithm, bag, list, mhl};
use etabli_formats::still::{self, Still};
use etabli_formats::{Budget, Defect, Format, Stop, dpx, jpeg, other, png, tiff};

/// What is known of some bytes, and what is wrong with them.
#[derive(Default)]
pub(crate) struct Reading {
    facts: String,
    wrong: Vec<String>,
}

impl Reading {
    /// What is wrong, each rule once with its words, without its figures; three at most.
    pub(crate) fn brief(&self) -> String {
        let mut rules: Vec<String> = self.wrong.iter().map(|rule| brief(rule)).collect();
        rules.dedup();
        rules.truncate(3);
        if rules.is_empty() { "sound".to_owned() } else { rules.join(", ") }
    }

    /// A number for all of it, the figures included.
    pub(crate) fn digest(&self) -> u64 {
        sum([self.facts.as_str(), &self.wrong.concat()].concat().as_bytes())
    }

    fn know(&mut self, fact: &impl Debug) {
        let _ = write!(self.facts, "{fact:?}");
    }

    fn blame<R: Debug>(&mut self, defects: &[Defect<R>]) {
        self.wrong.extend(defects.iter().map(|defect| format!("{:?} {} {:?}", defect.rule, defect.byte, defect.weight)));
    }

    /// Goes on when a reading did not stop.
    fn go<T>(&mut self, read: Result<T, Stop>) -> Option<T> {
        read.inspect_err(|stop| self.wrong.push(format!("{stop:?}"))).ok()
    }

    fn still(&mut self, still: Option<Still>, bytes: &[u8]) {
        let Some(still) = still else { return };
        self.know(&(&still.header, still.unread));
        let source = bytes.to_vec();
        if let Some(tally) = self.go(still.survey(&source, &plan(), &budget(), &mut Scratch::default())) {
            let survey = tally.finish();
            self.wrong.extend(survey.defects.iter().map(|defect| format!("{defect:?}")));
            self.know(&survey);
        }
    }
}

/// Name of a rule, and its first quoted word when that is a plain one.
fn brief(rule: &str) -> String {
    let name: String = rule.chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_plain = |word: &&str| word.len() < 24 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
    match rule.split('"').nth(1).filter(is_plain) {
        Some(word) => format!("{name} {word}"),
        None => name,
    }
}

/// Fowler, Noll and Vo's sum of 64 bits.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

fn budget() -> Budget {
    Budget { chunk: 8 << 20, pixels: 64 << 20, ..Budget::default() }
}

fn plan() -> Plan {
    Plan { levels: vec![(0, 0)], cells: vec![(0, 0)], colours: vec![(0, [0, 1, 2])] }
}

pub(crate) fn exr(_: &str, bytes: &[u8]) -> Reading {
    let (mut reading, source, mut scratch) = (Reading::default(), bytes.to_vec(), Scratch::default());
    let Some((structure, chunks)) = reading.go(exr::read(&source, &budget())) else { return reading };
    reading.wrong.extend(structure.defects.iter().map(|defect| format!("{:?}", defect.rule)));
    reading.know(&(&structure, &chunks));
    if let Some(tally) = reading.go(exr::survey(&source, &structure, &chunks, &plan(), &budget(), &mut scratch)) {
        reading.know(&tally.finish());
    }
    for ask in [Ask::Where { part: 0, channels: vec![0], test: Test::Nan }, Ask::Digest] {
        let answer = reading.go(exr::look(&source, &structure, &chunks, &ask, &budget(), &mut scratch));
        reading.know(&answer);
    }
    reading
}

macro_rules! still {
    ($format:ident, $open:expr) => {
        pub(crate) fn $format(_: &str, bytes: &[u8]) -> Reading {
            let (mut reading, source) = (Reading::default(), bytes.to_vec());
            let Some(structure) = reading.go($format::read(&source, &budget())) else { return reading };
            reading.know(&structure);
            reading.blame(&structure.defects);
            let data = reading.go($format::verify(&source, &structure, &budget()));
            reading.blame(&data.unwrap_or_default());
            let open: fn(&Vec<u8>, &$format::Structure) -> Result<Option<Still>, Stop> = $open;
            let still = reading.go(open(&source, &structure));
            reading.still(still.flatten(), bytes);
            reading
        }
    };
}

still!(png, |source, structure| still::of_png(source, structure, &budget()));
still!(tiff, |_, structure| Ok(still::of_tiff(structure, &budget())));
still!(dpx, |_, structure| Ok(still::of_dpx(structure, &budget())));
still!(jpeg, |_, structure| Ok(still::of_jpeg(structure, &budget())));

/// As the format that its name promises.
pub(crate) fn other(name: &str, bytes: &[u8]) -> Reading {
    let (mut reading, source) = (Reading::default(), bytes.to_vec());
    let format = match name.rsplit('.').next().unwrap() {
        "iff" => Format::Iff,
        "pam" | "pfm" => Format::Pnm,
        "pic" => Format::Pic,
        "ptx" => Format::Ptex,
        "zfile" => Format::Zfile,
        other => Format::of_extension(other).unwrap(),
    };
    let structure = reading.go(other::read(format, &source, &budget())).flatten();
    reading.know(&structure);
    reading.blame(&structure.map(|structure| structure.defects).unwrap_or_default());
    reading
}

/// As each kind of manifest.
pub(crate) fn manifest(_: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let declared = bag::declaration(bytes);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if text.contains("<ascmhl") {
        let chain = mhl::chain(bytes);
        reading.wrong.extend(chain.broken.defects.iter().map(|defect| format!("{:?}", defect.rule)));
        reading.know(&(&chain, mhl::write_chain(&chain, 1, "0001_a.mhl", &[0; 64])));
    } else if text.contains("<hashlist") {
        let generation = mhl::generation(bytes);
        reading.wrong.extend(generation.manifest.defects.iter().map(|defect| format!("{:?}", defect.rule)));
        reading.know(&generation);
    } else {
        let list = list::read(bytes, "a.md5", Some(Algorithm::Md5));
        let parts = [bag::manifest(bytes, Algorithm::Md5, true, &declared), bag::fetch(bytes, &declared)];
        let defects = declared.broken.defects.iter().chain(&list.defects).chain(parts.iter().flat_map(|part| &part.defects));
        reading.wrong.extend(defects.map(|defect| format!("{:?}", defect.rule)));
        reading.know(&(&declared, list, parts, bag::oxum(bytes, &declared)));
    }
    reading
}

//! The rows of the bench: what is done, by whom, and what is wanted.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use super::contender::{Call, Contender, race};
use super::data::{HEAVY, LONG, SMALL, files, folders};
use super::measure::{Cost, median, peak, until_line};
use super::table::{Bound, Row, Verdict};
use super::{Bench, Subject};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// Statistics of every pixel
    Pixels,
    /// Headers and tables of many small files
    Structure,
    /// Names into sequences
    Names,
    /// A second scan
    Cached,
    /// The first finding on one frame
    First,
    /// Peak memory
    Memory,
    /// A delivery with its BLAKE3 hashes
    Blake3,
    /// A delivery with its XXH64 hashes
    Xxh64,
    /// Two sequences that differ in every pixel
    Changed,
    /// Two sequences of the same bytes
    Same,
}

/// Turns of the row that measures milliseconds.
const STARTS: u32 = 30;

impl Name {
    pub(super) fn measure(self, bench: &Bench) -> Result<Row> {
        match self {
            Self::Pixels => pixels(bench),
            Self::Structure => structure(bench),
            Self::Names => names(bench),
            Self::Cached => cached(bench),
            Self::First => first(bench),
            Self::Memory => memory(bench),
            Self::Blake3 => blake3(bench),
            Self::Xxh64 => xxh64(bench),
            Self::Changed => compared(bench, "changed", "100 pairs of frames 1920x1080, every pixel another", 1),
            Self::Same => compared(bench, "same", "100 pairs of frames 1920x1080, the same bytes", 0),
        }
    }

    /// What it is a row of.
    pub(super) fn subject(self) -> Subject {
        match self {
            Self::Blake3 | Self::Xxh64 => Subject::Verify,
            Self::Changed | Self::Same => Subject::Compare,
            _ => Subject::Check,
        }
    }
}

fn check(bench: &Bench, options: &[&str], path: &Path) -> Call {
    Call::new(&bench.etabli, ["check"].iter().chain(options)).with([path.to_owned()])
}

fn script(bench: &Bench, python: &Path, name: &str) -> Call {
    Call::new(python, [bench.peers.scripts.join(name)])
}

fn pixels(bench: &Bench) -> Result<Row> {
    let folder = bench.data.frames(&HEAVY)?;
    let files = files(&folder)?;
    let mut all = vec![Contender::one("etabli check", check(bench, &["--level", "pixels", "--no-cache"], &folder))];
    if let Some(oiiotool) = &bench.peers.oiiotool {
        all.push(Contender::one("oiiotool --stats", Call::new(oiiotool, ["--stats"]).with(files.clone())));
    }
    if let Some(python) = &bench.peers.python {
        all.push(Contender::one("OpenEXR and numpy", script(bench, python, "bench_statistics.py").with([folder])));
    }
    let decode = |way: &str| Call::new(&bench.decode_only, [way]).with(files.clone());
    all.push(Contender::one("exr crate, NaN only", decode("exr")));
    all.push(Contender::one("bare inflate", decode("inflate")));
    let wants = [
        Want { more: "oiiotool --stats", less: "etabli check", bound: Bound::AtLeast(4.5) },
        Want { more: "etabli check", less: "bare inflate", bound: Bound::AtMost(1.25) },
    ];
    compare("pixels", "100 frames 1920x1080 RGBA half ZIP, every pixel", &all, bench.rounds, &wants)
}

fn structure(bench: &Bench) -> Result<Row> {
    let folder = bench.data.frames(&SMALL)?;
    let mut all = vec![Contender::one("etabli check", check(bench, &["--level", "structure", "--no-cache"], &folder))];
    if let Some(exrinfo) = &bench.peers.exrinfo {
        let calls: Vec<Call> =
            folders(&folder)?.iter().map(|folder| Ok(Call::new(exrinfo, [""; 0]).with(files(folder)?))).collect::<Result<_>>()?;
        all.push(Contender::many("exrinfo, 1000 a process", calls.clone(), 1));
        all.push(Contender::many("exrinfo, two at a time", calls, 2));
    }
    let wants =
        ["exrinfo, 1000 a process", "exrinfo, two at a time"].map(|more| Want { more, less: "etabli check", bound: Bound::AtLeast(1.0) });
    compare("structure", "20 000 files of 8 kB, structure", &all, bench.rounds, &wants)
}

fn names(bench: &Bench) -> Result<Row> {
    let names = bench.data.names()?;
    let mut all = vec![Contender::one("group_names", Call::new(&bench.group_names, [""; 0]).input(names.clone()))];
    if let Some(python) = &bench.peers.python {
        all.push(Contender::one("fileseq", script(bench, python, "bench_names.py").input(names)));
        all.push(Contender::one("fileseq, no names", script(bench, python, "bench_names.py")));
    }
    let wants = [Want { more: "fileseq", less: "group_names", bound: Bound::AtLeast(10.0) }];
    compare("names", "100 000 names of 102 sequences, grouped", &all, bench.rounds, &wants)
}

fn cached(bench: &Bench) -> Result<Row> {
    let folder = bench.data.frames(&HEAVY)?;
    let call = check(bench, &["--level", "pixels"], &folder).environment("XDG_CACHE_HOME", &bench.data.cache());
    let all = [Contender::one("first scan", call.clone()).forgetting(bench.data.cache()), Contender::one("second scan", call)];
    let wants = [Want { more: "first scan", less: "second scan", bound: Bound::AtLeast(20.0) }];
    compare("cached", "the same 100 frames again", &all, bench.rounds, &wants)
}

fn first(bench: &Bench) -> Result<Row> {
    let call = check(bench, &["--no-cache", "--output-format", "jsonl"], &bench.data.cut()?);
    let passed: Vec<f64> = (0..=STARTS).map(|_| until_line(&call, "\"type\":\"finding\"")).skip(1).collect::<Result<_>>()?;
    let verdict = Verdict {
        what: format!("milliseconds to the first finding, median of {STARTS}"),
        value: Some(median(passed)),
        bound: Bound::AtMost(15.0),
    };
    Ok(Row { name: "first", title: "one cut 1920x1080 frame, named", costs: Vec::new(), verdicts: vec![verdict] })
}

fn memory(bench: &Bench) -> Result<Row> {
    let sets: [(&str, PathBuf); 2] =
        [("10 000 frames 64x64 in one folder", bench.data.frames(&LONG)?), ("500 frames 1920x1080", bench.data.links()?)];
    let verdict = |(what, folder): (&str, PathBuf)| {
        let value = peak(&check(bench, &["--no-cache"], &folder))?;
        Ok(Verdict { what: format!("MiB, {what}"), value: Some(value), bound: Bound::AtMost(200.0) })
    };
    let verdicts = sets.into_iter().map(verdict).collect::<Result<_>>()?;
    Ok(Row { name: "memory", title: "peak memory of parent and reader", costs: Vec::new(), verdicts })
}

fn blake3(bench: &Bench) -> Result<Row> {
    let wants = [Want { more: "etabli verify", less: "b3sum", bound: Bound::AtMost(1.1) }];
    let peer = bench.peers.b3sum.as_ref().map(|b3sum| ("b3sum", Call::new(b3sum, [""; 0])));
    verified(bench, "blake3", "100 frames 1920x1080, their BLAKE3 against a list", peer, &wants)
}

fn xxh64(bench: &Bench) -> Result<Row> {
    let wants = [Want { more: "etabli verify", less: "xxhsum", bound: Bound::AtMost(1.4) }];
    let peer = bench.peers.xxhsum.as_ref().map(|xxhsum| ("xxhsum", Call::new(xxhsum, ["-H64"])));
    verified(bench, "xxh64", "100 frames 1920x1080, their XXH64 against a list", peer, &wants)
}

/// A sealed delivery verified, and a peer that only computes the hashes of its files.
fn verified(bench: &Bench, format: &'static str, title: &'static str, peer: Option<(&str, Call)>, wants: &[Want]) -> Result<Row> {
    let folder = bench.data.sealed(format, &bench.etabli)?;
    let verify = Call::new(&bench.etabli, ["verify", "--no-cache"]).with([folder.clone()]);
    let mut all = vec![Contender::one("etabli verify", verify)];
    if let Some((name, call)) = peer {
        all.push(Contender::one(name, call.with(files(&folder)?)));
    }
    compare(format, title, &all, bench.rounds, wants)
}

/// The heavy frames beside those that come `by` places after them.
fn compared(bench: &Bench, name: &'static str, title: &'static str, by: usize) -> Result<Row> {
    let [before, after] = [bench.data.frames(&HEAVY)?, bench.data.shifted(by)?];
    let pairs: Vec<[PathBuf; 2]> = files(&before)?.into_iter().zip(files(&after)?).map(|(before, after)| [before, after]).collect();
    let own = Call::new(&bench.etabli, ["compare", "--output-format", "jsonl"]).with([before, after]).telling_differences();
    let mut all = vec![Contender::one("etabli compare", own)];
    if let Some(oiiotool) = &bench.peers.oiiotool {
        let each = pairs
            .iter()
            .flat_map(|[before, after]| [before.as_os_str(), after.as_os_str(), "--diff".as_ref(), "--pop".as_ref(), "--pop".as_ref()]);
        all.push(Contender::one("oiiotool --diff", Call::new(oiiotool, each).telling_differences()));
    }
    if let Some(idiff) = &bench.peers.idiff {
        let calls = pairs.iter().map(|pair| Call::new(idiff, [""; 0]).with(pair.clone()).telling_differences()).collect();
        all.push(Contender::many("idiff, a process a pair", calls, 1));
    }
    let wants =
        ["oiiotool --diff", "idiff, a process a pair"].map(|more| Want { more, less: "etabli compare", bound: Bound::AtLeast(2.0) });
    compare(name, title, &all, bench.rounds, &wants)
}

/// How many times what one contender takes the other should take.
struct Want {
    more: &'static str,
    less: &'static str,
    bound: Bound,
}

fn compare(name: &'static str, title: &'static str, all: &[Contender], rounds: u32, wants: &[Want]) -> Result<Row> {
    let taken = race(all, rounds)?;
    let of = |who: &str| all.iter().zip(&taken).find(|(contender, _)| contender.name == who).map(|(_, costs)| costs.as_slice());
    let verdicts = wants.iter().map(|want| verdict(want, of(want.more), of(want.less))).collect();
    let costs = all.iter().zip(&taken).map(|(contender, costs)| (contender.name.clone(), middle(costs))).collect();
    Ok(Row { name, title, costs, verdicts })
}

/// The median of the rounds' own ratios: what slowed a round slowed both.
fn verdict(want: &Want, more: Option<&[Cost]>, less: Option<&[Cost]>) -> Verdict {
    let value = more.zip(less).map(|(more, less)| median(more.iter().zip(less).map(|(more, less)| more.cpu / less.cpu)));
    Verdict { what: format!("{} / {}, processor time", want.more, want.less), value, bound: want.bound }
}

fn middle(costs: &[Cost]) -> Cost {
    Cost { cpu: median(costs.iter().map(|cost| cost.cpu)), wall: median(costs.iter().map(|cost| cost.wall)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_taken_within_its_round() {
        let want = Want { more: "a", less: "b", bound: Bound::AtLeast(2.0) };
        let costs = |cpu: [f64; 3]| cpu.map(|cpu| Cost { cpu, wall: 0.0 });
        let (more, less) = (costs([2.0, 40.0, 6.0]), costs([1.0, 20.0, 2.0]));
        assert_eq!(verdict(&want, Some(&more), Some(&less)).value, Some(2.0));
        assert_eq!(verdict(&want, Some(&more), None).value, None);
    }
}

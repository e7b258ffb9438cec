//! Groups the names on standard input, one a line, as the names of one folder, and prints what comes out.

use std::io::{self, Read, Write};

use etabli_diagnosis::sequence::{FrameSequence, density, group, holes, notation, ranges, step};

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let names: Vec<&str> = text.lines().collect();
    let grouping = group(&names);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for sequence in &grouping.sequences {
        print(&mut out, sequence, &names)?;
    }
    for name in grouping.singles.iter().filter_map(|index| names.get(*index)) {
        writeln!(out, "{name}")?;
    }
    out.flush()
}

fn print(out: &mut impl Write, sequence: &FrameSequence, names: &[&str]) -> io::Result<()> {
    let frames: Vec<i64> = sequence.members.iter().map(|member| member.frame).collect();
    write!(out, "{} [{}] density {:.2}", notation(sequence), ranges(&frames), density(sequence))?;
    if let Some(step) = step(sequence) {
        write!(out, " step {step}")?;
    }
    for hole in holes(sequence) {
        write!(out, " hole {}-{}", hole.start(), hole.end())?;
    }
    for stray in &sequence.strays {
        write!(out, " stray {} ({:?})", names.get(stray.name).unwrap_or(&""), stray.why)?;
    }
    writeln!(out)
}

//! `etabli explain`: the page of a fault.

use std::io::{self, Write};

use clap::Args;
use etabli_diagnosis::causes::{CAUSES, Cause};
use etabli_diagnosis::{Detect, Fault, Fix, Healthy, Lang, Text, example, faults, render, typeset};

use super::list::weight;
use super::print;
use crate::config;
use crate::lang::either;
use crate::problem::{Outcome, Problem};
use crate::select;
use crate::terminal::Terminal;

/// Explain a fault or a cause: what is seen, how it comes about, what to do; or every key of etabli.toml
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Code or name ("IMG001", "nan-pixels"), or etabli.toml
    #[arg(value_name = "CODE|NAME", required_unless_present = "all")]
    faults: Vec<String>,

    /// Explain every fault, then every cause
    #[arg(long, conflicts_with = "faults")]
    all: bool,

    /// Write Markdown, one section a page
    #[arg(long)]
    markdown: bool,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let mut pages = arguments.faults.iter().map(|code| subject(code)).collect::<Result<Vec<_>, _>>()?;
    if arguments.all {
        pages.extend(faults::all().map(Subject::Fault).chain(CAUSES.iter().copied().map(Subject::Cause)));
    }
    let columns = Terminal::of_output(false).columns.clamp(40, 100);
    print(|out| {
        pages.iter().zip(0..).try_for_each(|(subject, number)| {
            if number > 0 {
                writeln!(out)?;
            }
            let mut page = Page { lang, columns, markdown: arguments.markdown, out };
            match subject {
                Subject::Fault(fault) => fault_page(fault, &mut page),
                Subject::Cause(cause) => cause_page(cause, &mut page),
                Subject::Configuration => configuration_page(&mut page),
            }
        })
    })
}

/// What a page is about.
enum Subject {
    Fault(&'static Fault),
    Cause(&'static Cause),
    Configuration,
}

fn subject(code: &str) -> Result<Subject, Box<Problem>> {
    if code.eq_ignore_ascii_case(config::NAME) {
        return Ok(Subject::Configuration);
    }
    let cause = CAUSES.iter().find(|c| c.code.eq_ignore_ascii_case(code) || c.name.eq_ignore_ascii_case(code));
    cause.map_or_else(|| select::fault(code).map(Subject::Fault), |cause| Ok(Subject::Cause(cause)))
}

struct Page<'a> {
    lang: Lang,
    columns: usize,
    markdown: bool,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn title(&mut self, title: &str) -> io::Result<()> {
        writeln!(self.out, "{}{title}", if self.markdown { "## " } else { "" })
    }

    fn section(&mut self, fr: &str, en: &str, text: &str) -> io::Result<()> {
        if self.markdown {
            return writeln!(self.out, "\n**{}.** {text}", either(self.lang, fr, en));
        }
        writeln!(self.out, "\n{}", typeset(either(self.lang, fr, en), self.lang))?;
        fold(&typeset(text, self.lang), self.columns - 2).iter().try_for_each(|line| writeln!(self.out, "  {line}"))
    }
}

fn configuration_page(page: &mut Page) -> io::Result<()> {
    let lang = page.lang;
    page.title(config::NAME)?;
    page.section("Où il est lu", "Where it is read", FOUND.of(lang))?;
    page.section("Ses clés", "Its keys", KEYS.of(lang))?;
    let sample = config::sample(lang);
    if page.markdown {
        writeln!(page.out, "\n```toml\n{sample}```")?;
    } else {
        writeln!(page.out)?;
        sample.lines().try_for_each(|line| writeln!(page.out, "{}", format!("  {line}").trim_end()))?;
    }
    page.section("À côté des images", "Beside the frames", BESIDE.of(lang))
}

const FOUND: Text = Text {
    fr: "D'un dossier vers le haut, puis dans la configuration de l'utilisateur (etabli/etabli.toml) ; le plus proche l'emporte, la ligne de commande sur tous. \
         Les tables se complètent, les listes se remplacent. Les motifs (globs) partent du dossier du fichier ; * reste dans un dossier, ** en traverse.",
    en: "From a folder upwards, then in the user's configuration (etabli/etabli.toml); the nearest wins, the command line over all. \
         Tables merge, lists replace. Globs start from the folder of the file; * stays in a folder, ** crosses several.",
};
const KEYS: Text = Text {
    fr: "Toutes sont facultatives ; ce qui n'est pas déclaré est jugé d'après la majorité. Chaque valeur est un exemple.",
    en: "All are optional; what is not declared is judged by the majority. Each value is an example.",
};
const BESIDE: Text = Text {
    fr: "Un fichier .etabli-ignore accepte un constat par ligne : CODE MOTIF [AAAA-MM-JJ] RAISON, par exemple « SEQ001 beauty.*.exr 2027-01-31 tenue exprès ». \
         Ses autres lignes sont des motifs, à la façon de .gitignore, de ce qui n'est pas parcouru.",
    en: "A file .etabli-ignore accepts one finding a line: CODE GLOB [YYYY-MM-DD] REASON, for example \"SEQ001 beauty.*.exr 2027-01-31 held on purpose\". \
         Its other lines are globs, in the way of .gitignore, of what is not walked.",
};

fn cause_page(cause: &Cause, page: &mut Page) -> io::Result<()> {
    let lang = page.lang;
    page.title(&format!("{} {}  ·  cause", cause.code, cause.name))?;
    page.section("Ce que lit l’artiste", "What the artist reads", &cause.artist.set(lang))?;
    page.section("Que regarder, et dans quel ordre", "What to look at, and in which order", &cause.td.set(lang))?;
    page.section("Peut expliquer", "Can explain", &named(cause.explains))
}

fn fault_page(fault: &'static Fault, page: &mut Page) -> io::Result<()> {
    let (words, lang) = (&fault.words, page.lang);
    let since = either(lang, "depuis", "since");
    page.title(&format!("{} {}  ·  {}  ·  {since} {}", fault.code, fault.name, weight(fault.severity, lang), fault.since))?;
    let example = example(fault);
    if let Some(example) = &example {
        page.section("Ce que voit l’artiste, par exemple", "What the artist sees, for example", &render(&words.artist, example, lang))?;
        page.section("Ce que lit le TD", "What the TD reads", &render(&words.td, example, lang))?;
    }
    page.section("Comment cela arrive", "How it comes about", &words.page.set(lang))?;
    let advice = example.as_ref().map_or_else(|| words.advice.set(lang), |example| render(&words.advice, example, lang));
    page.section("Que faire", "What to do", &advice)?;
    if let Some(cure) = fault.fix.cure() {
        let said = example.as_ref().map_or_else(|| cure.what.set(lang), |example| render(&cure.what, example, lang));
        page.section("Correction", "Fix", &format!("{}: {said}", risk(&fault.fix, lang)))?;
    }
    page.section("Comment c'est trouvé", "How it is found", found(fault, lang))?;
    if !fault.outranks.is_empty() {
        page.section("Fait taire, au même endroit", "Silences, in the same place", &named(fault.outranks))?;
    }
    if !fault.implies.is_empty() {
        page.section("Peut parler en même temps", "May speak beside it", &named(fault.implies))?;
    }
    if fault.inject.variants.is_empty() {
        return Ok(());
    }
    page.section("Le faire exprès", "Making it on purpose", &making(fault, lang))
}

fn risk(fix: &Fix, lang: Lang) -> &'static str {
    match fix {
        Fix::Safe(_) => either(lang, "sûre, etabli check --fix", "safe, etabli check --fix"),
        _ => either(lang, "risquée, etabli check --unsafe-fixes", "unsafe, etabli check --unsafe-fixes"),
    }
}

fn named(codes: &[&str]) -> String {
    let names = codes.iter().map(|code| faults::find(code).map_or((*code).to_owned(), |f| format!("{code} {}", f.name)));
    names.collect::<Vec<_>>().join(", ")
}

fn found(fault: &Fault, lang: Lang) -> &'static str {
    match fault.detect {
        Detect::Image(..) => pixels(lang),
        Detect::File(needs, _) if needs.pixels() => pixels(lang),
        Detect::File(..) => either(lang, "par le nom, la taille et les droits du fichier", "by the file's name, size and rights"),
        Detect::Folder(needs, _) if needs.pixels() => pixels(lang),
        Detect::Folder(..) => either(lang, "en comparant les noms d'un dossier", "by comparing the names of a folder"),
        Detect::Exr(_) => either(lang, "par la structure du fichier OpenEXR", "by the structure of the OpenEXR file"),
        Detect::Manifest(_) => either(lang, "en relisant une livraison avec ses manifestes", "by reading a delivery against its manifests"),
        Detect::Sequence(needs, _) if needs.pixels() => either(
            lang,
            "en comparant les pixels d'une suite d'images (niveau pixels)",
            "by comparing the pixels of a frame sequence (level pixels)",
        ),
        Detect::Sequence(..) => either(lang, "en comparant les images d'une suite", "by comparing the frames of a sequence"),
    }
}

fn pixels(lang: Lang) -> &'static str {
    either(lang, "par les pixels (niveau pixels)", "by the pixels (level pixels)")
}

fn making(fault: &Fault, lang: Lang) -> String {
    let set = match fault.inject.healthy {
        Healthy::ExrSequence => either(lang, "une suite OpenEXR", "an OpenEXR sequence"),
        Healthy::Declared => {
            either(lang, "une suite OpenEXR dont etabli.toml déclare tout", "an OpenEXR sequence of which etabli.toml declares everything")
        }
        Healthy::Multilayer => either(lang, "une suite OpenEXR à plusieurs calques", "an OpenEXR sequence of several layers"),
        Healthy::Stereo => either(lang, "deux vues stéréo dans un dossier", "two stereo views in one folder"),
        Healthy::Uncompressed => either(lang, "une suite OpenEXR sans compression", "an uncompressed OpenEXR sequence"),
        Healthy::Tiled => either(lang, "une suite OpenEXR en tuiles", "a tiled OpenEXR sequence"),
        Healthy::PngSequence => either(lang, "une suite PNG", "a PNG sequence"),
        Healthy::TiffSequence => either(lang, "une suite TIFF", "a TIFF sequence"),
        Healthy::DpxSequence => either(lang, "une suite DPX", "a DPX sequence"),
        Healthy::JpegSequence => either(lang, "une suite JPEG", "a JPEG sequence"),
        Healthy::TextureSet => either(lang, "des textures UDIM", "UDIM textures"),
        Healthy::OtherPictures => either(lang, "des suites TGA, HDR et BMP", "TGA, HDR and BMP sequences"),
        Healthy::Sealed => either(lang, "une livraison scellée", "a sealed delivery"),
    };
    let first = format!("etabli inject {} {} --seed 1", fault.code, either(lang, "COPIE", "COPY"));
    let needs = either(lang, "où COPIE est un dossier qui contient", "where COPY is a folder that holds");
    match fault.inject.variants {
        [_, _, ..] => {
            let variants = fault.inject.variants.join(", ");
            format!("{first}, {needs} {set}. {} ({}:…) : {variants}", either(lang, "Variantes", "Variants"), fault.code)
        }
        _ => format!("{first}, {needs} {set}"),
    }
}

/// Folds a text into lines of at most so many characters, at its spaces.
fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn a_text_is_folded_at_its_spaces() {
        assert_eq!(fold("une image coupée\n  en bas", 10), ["une image", "coupée en", "bas"]);
        assert_eq!(fold("incompressible", 4), ["incompressible"]);
        assert_eq!(fold("vide\u{202F}: rien", 4), ["vide\u{202F}:", "rien"], "a space that does not break stays");
    }
}

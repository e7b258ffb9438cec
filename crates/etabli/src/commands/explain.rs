//! `etabli explain`: the page of a fault.

use std::io::{self, Write};

use clap::Args;
use etabli_diagnosis::{Detect, Fault, Healthy, Lang, example, faults, render};

use super::list::weight;
use super::print;
use crate::lang::either;
use crate::problem::Outcome;
use crate::select;
use crate::terminal::Terminal;

/// Explain a fault: what is seen, how it comes about, what to do
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Code or name ("IMG001", "nan-pixels")
    #[arg(value_name = "CODE|NAME", required = true)]
    faults: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let pages = arguments.faults.iter().map(|code| select::fault(code)).collect::<Result<Vec<_>, _>>()?;
    let columns = Terminal::of_output(false).columns.clamp(40, 100);
    print(|out| {
        pages.iter().zip(0..).try_for_each(|(fault, number)| {
            if number > 0 {
                writeln!(out)?;
            }
            page(fault, lang, columns, out)
        })
    })
}

fn page(fault: &Fault, lang: Lang, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let words = &fault.words;
    let since = either(lang, "depuis", "since");
    writeln!(out, "{} {}  ·  {}  ·  {since} {}", fault.code, fault.name, weight(fault.severity, lang), fault.since)?;
    let mut section = |fr: &str, en: &str, text: &str| -> io::Result<()> {
        writeln!(out, "\n{}", either(lang, fr, en))?;
        fold(text, columns - 2).iter().try_for_each(|line| writeln!(out, "  {line}"))
    };
    if let Some(example) = example(fault) {
        section("Ce que voit l’artiste, par exemple", "What the artist sees, for example", &render(&words.artist, &example, lang))?;
        section("Ce que lit le TD", "What the TD reads", &render(&words.td, &example, lang))?;
    }
    section("Comment cela arrive", "How it comes about", &words.page.set(lang))?;
    section("Que faire", "What to do", &words.advice.set(lang))?;
    section("Comment c'est trouvé", "How it is found", found(fault, lang))?;
    if !fault.outranks.is_empty() {
        section("Fait taire, au même endroit", "Silences, in the same place", &named(fault.outranks))?;
    }
    if !fault.implies.is_empty() {
        section("Peut parler en même temps", "May speak beside it", &named(fault.implies))?;
    }
    section("Le faire exprès", "Making it on purpose", &making(fault, lang))
}

fn named(codes: &[&str]) -> String {
    let names = codes.iter().map(|code| faults::find(code).map_or((*code).to_owned(), |f| format!("{code} {}", f.name)));
    names.collect::<Vec<_>>().join(", ")
}

fn found(fault: &Fault, lang: Lang) -> &'static str {
    match fault.detect {
        Detect::File(..) => either(lang, "par le nom, la taille et les droits du fichier", "by the file's name, size and rights"),
        Detect::Folder(..) => either(lang, "en comparant les noms d'un dossier", "by comparing the names of a folder"),
        Detect::Exr(_) => either(lang, "par la structure du fichier OpenEXR", "by the structure of the OpenEXR file"),
        Detect::Image(..) => either(lang, "par les pixels (niveau pixels)", "by the pixels (level pixels)"),
        Detect::Sequence(needs, _) if needs.pixels() => either(
            lang,
            "en comparant les pixels d'une suite d'images (niveau pixels)",
            "by comparing the pixels of a frame sequence (level pixels)",
        ),
        Detect::Sequence(..) => either(lang, "en comparant les images d'une suite", "by comparing the frames of a sequence"),
    }
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
    for word in text.split_whitespace() {
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
    }
}

//! Progress of a scan, on a terminal only, and only when it takes long enough to be waited for.

use std::cell::{Cell, OnceCell};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use etabli_diagnosis::Lang;
use etabli_scan::{Progress, Volume};
use indicatif::{ProgressBar, ProgressStyle};

use crate::lang::either;

/// A shorter scan shows nothing.
const PATIENCE: Duration = Duration::from_millis(400);

/// The bar on standard error.
pub(crate) struct Bar {
    lang: Lang,
    begun: Instant,
    is_shown: bool,
    expected: Cell<u64>,
    done: Cell<u64>,
    bar: OnceCell<ProgressBar>,
}

impl Bar {
    /// A bar that appears when it is worth it.
    pub(crate) fn new(lang: Lang) -> Self {
        let is_shown = std::io::stderr().is_terminal();
        Self { lang, begun: Instant::now(), is_shown, expected: Cell::new(0), done: Cell::new(0), bar: OnceCell::new() }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn open(&self) -> ProgressBar {
        let template = either(self.lang, "{bar:32} {pos}/{len} fichiers, reste {eta}", "{bar:32} {pos}/{len} files, {eta} left");
        styled(self.expected.get(), template)
    }
}

/// How many bytes of a delivery were read, and how fast.
pub(crate) struct Gauge {
    bar: ProgressBar,
}

impl Gauge {
    /// A gauge on standard error; nothing when that is no terminal.
    pub(crate) fn new(lang: Lang) -> Self {
        let template = "{bar:32} {bytes}/{total_bytes}, {bytes_per_sec}, ";
        Self { bar: styled(0, &format!("{template}{}", either(lang, "reste {eta}", "{eta} left"))) }
    }

    /// Takes the gauge away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Volume for Gauge {
    fn expect(&self, bytes: u64) {
        self.bar.inc_length(bytes);
    }

    fn add(&self, bytes: u64) {
        self.bar.inc(bytes);
    }
}

/// The bar of a demonstration that is being painted.
pub(crate) fn painting(lang: Lang) -> ProgressBar {
    styled(0, either(lang, "{bar:32} {pos}/{len} fichiers peints, reste {eta}", "{bar:32} {pos}/{len} files painted, {eta} left"))
}

/// A bar on standard error; nothing when that is no terminal.
fn styled(length: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

impl Progress for Bar {
    fn expect(&self, files: u64) {
        self.expected.set(self.expected.get() + files);
        if let Some(bar) = self.bar.get() {
            bar.set_length(self.expected.get());
        }
    }

    fn step(&self) {
        self.done.set(self.done.get() + 1);
        if self.is_shown && self.begun.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.open()).set_position(self.done.get());
        }
    }
}

//! Pictures of formats other than OpenEXR, made by hand: their headers, their figures, and what is asked of them.

mod dpx;
mod jpeg;
mod png;
mod tiff;

use etabli_formats::exr::{Answer, Ask, ChannelStats, Plan, Scratch};
use etabli_formats::still::{Still, open};
use etabli_formats::{Budget, Format, Source};

fn opened(file: &dyn Source) -> Still {
    let format = Format::of(&file.read_range(0, 16).unwrap()).unwrap();
    open(file, format, &Budget::default()).unwrap().unwrap()
}

/// Name, smallest and largest sample, and mean of each channel.
fn figures(file: &dyn Source) -> Vec<(String, f64, f64, f64)> {
    let still = opened(file);
    let survey = still.survey(file, &Plan::default(), &Budget::default(), &mut Scratch::default()).unwrap().finish();
    assert_eq!(survey.defects, []);
    let named = |(name, stats): (String, &ChannelStats)| (name, stats.min, stats.max, stats.mean().unwrap());
    still.header.channels.iter().map(|channel| channel.name.clone()).zip(&survey.parts[0].channels).map(named).collect()
}

fn look(file: &dyn Source, ask: &Ask) -> Option<Answer> {
    opened(file).look(file, ask, &Budget::default(), &mut Scratch::default()).unwrap()
}

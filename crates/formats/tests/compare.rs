//! Pictures that differ in known places, in every layout.

use std::fmt::Debug;

use etabli_formats::Budget;
use etabli_formats::compare::{Compared, Plan, Side, Tolerance, compare};
use etabli_formats::exr::{Box2i, Compression, Image, PartPixels, Plane, Samples, Scratch, write};
use etabli_formats::png;

const WIDTH: u32 = 45;
const HEIGHT: u32 = 70;

/// A ramp in two layers, and identities.
fn picture(compression: Compression, tiles: Option<[u32; 2]>) -> PartPixels {
    let mut part = PartPixels::rgba(WIDTH, HEIGHT, |x, y| [x as f32 / 64.0, y as f32 / 128.0, 0.25, 1.0]);
    part.planes.push(Plane::float("depth.Z", (0..WIDTH * HEIGHT).map(|n| n as f32)));
    part.planes.push(Plane::uint("id", 0..WIDTH * HEIGHT));
    part.planes.sort_by(|a, b| a.name.cmp(&b.name));
    PartPixels { compression, tiles, ..part }
}

fn file(part: PartPixels) -> Vec<u8> {
    write(&Image::single(part)).unwrap()
}

/// Changes one half sample.
fn change(part: &mut PartPixels, channel: &str, [x, y]: [u32; 2], bits: u16) {
    let plane = part.planes.iter_mut().find(|plane| plane.name == channel).unwrap();
    let Samples::Half(samples) = &mut plane.samples else { panic!("half") };
    samples[(y * WIDTH + x) as usize] = bits;
}

fn plan(channels: u32) -> Plan {
    Plan { pairs: (0..channels).map(|channel| [(0, channel); 2]).collect(), heat: Some(64), ..Plan::default() }
}

fn compared(before: &Vec<u8>, after: &Vec<u8>, plan: &Plan) -> Compared {
    let budget = Budget::default();
    let [a, b] = [before, after].map(|bytes| Side::open(bytes, &budget).unwrap().unwrap());
    compare(&a, &b, plan, &budget, &mut [Scratch::default(), Scratch::default()]).unwrap()
}

fn bbox(min: [i32; 2], max: [i32; 2]) -> Box2i {
    Box2i { min, max }
}

#[track_caller]
fn same<T: PartialEq + Debug>(a: &T, b: &T) {
    assert_eq!(a, b);
}

/// Every pair of layouts: the ones that are read abreast and the ones that are held.
#[test]
fn a_change_is_found_whatever_the_layouts_are() {
    let layouts = [(Compression::Zip, None), (Compression::Zips, None), (Compression::None, Some([16, 16])), (Compression::Rle, None)];
    for before in layouts {
        for after in layouts {
            let mut changed = picture(after.0, after.1);
            change(&mut changed, "G", [9, 3], 0x7E00);
            change(&mut changed, "G", [40, 66], 0x7C00);
            change(&mut changed, "R", [40, 66], 0x4000);
            let found = compared(&file(picture(before.0, before.1)), &file(changed), &plan(6));
            assert_eq!((found.changed.pixels, found.changed.first), (2, Some([9, 3])), "{before:?} {after:?}");
            same(&found.changed.bbox, &Some(bbox([9, 3], [40, 66])));
            let counts: Vec<u64> = found.channels.iter().map(|delta| delta.differing).collect();
            // A, B, G, R, depth.Z, id.
            assert_eq!(counts, [0, 0, 2, 1, 0, 0]);
            assert_eq!(found.channels.iter().map(|delta| delta.samples).collect::<Vec<_>>(), [u64::from(WIDTH * HEIGHT); 6]);
            let [green, red] = [&found.channels[2], &found.channels[3]];
            assert_eq!((green.nan.appeared, green.infinite.appeared, green.largest), (1, 1, None));
            assert_eq!(red.largest.map(|largest| (largest.pixel, largest.values)), Some(([40, 66], [0.625, 2.0])));
            assert_eq!((found.alone, found.neither), ([0, 0], 0));
            assert!(found.heat.is_some());
        }
    }
}

#[test]
fn what_lies_outside_the_boxes_is_told_apart() {
    let mut changed = picture(Compression::Zip, None);
    change(&mut changed, "G", [9, 3], 0x3C00);
    change(&mut changed, "G", [30, 50], 0x3C00);
    let inside = |min, max| Plan { inside: Some(vec![Box2i { min, max }]), ..plan(6) };
    let files = [file(picture(Compression::Zip, None)), file(changed)];
    let found = compared(&files[0], &files[1], &inside([8, 2], [10, 4]));
    assert_eq!((found.changed.pixels, found.outside.pixels, found.outside.first), (2, 1, Some([30, 50])));
    assert_eq!(compared(&files[0], &files[1], &inside([0, 0], [44, 69])).outside.pixels, 0);
}

#[test]
fn equal_pictures_of_other_bytes_are_equal_and_tolerance_is_kept() {
    let files = [Compression::Zip, Compression::None].map(|compression| file(picture(compression, None)));
    let found = compared(&files[0], &files[1], &plan(6));
    assert_eq!((found.changed.pixels, found.heat), (0, None));
    let mut near = picture(Compression::Zip, None);
    // 0.25 and its next half.
    change(&mut near, "B", [0, 0], 0x3401);
    let tolerant = Plan { tolerance: Tolerance { absolute: 0.001, relative: 0.0 }, ..plan(6) };
    let near = file(near);
    assert_eq!(compared(&files[0], &near, &plan(6)).changed.pixels, 1);
    let found = compared(&files[0], &near, &tolerant);
    assert_eq!((found.changed.pixels, found.channels[1].differing), (0, 0));
    assert!(found.channels[1].sum > 0.0 && found.channels[1].psnr().unwrap() > 90.0);
}

#[test]
fn pixels_outside_a_window_are_zero() {
    let mut cropped = picture(Compression::Zip, None);
    cropped.data_window = Box2i { min: [10, 10], max: [19, 29] };
    for plane in &mut cropped.planes {
        let kept = |n: usize| (10..20).contains(&(n % 45)) && (10..30).contains(&(n / 45));
        match &mut plane.samples {
            Samples::Half(all) => *all = all.iter().enumerate().filter(|(n, _)| kept(*n)).map(|(_, v)| *v).collect(),
            Samples::Float(all) => *all = all.iter().enumerate().filter(|(n, _)| kept(*n)).map(|(_, v)| *v).collect(),
            Samples::Uint(all) => *all = all.iter().enumerate().filter(|(n, _)| kept(*n)).map(|(_, v)| *v).collect(),
        }
    }
    let files = [file(picture(Compression::Zip, None)), file(cropped)];
    for (before, after) in [(0, 1), (1, 0)] {
        let found = compared(&files[before], &files[after], &plan(6));
        assert_eq!((found.changed.pixels, found.changed.bbox), (45 * 70 - 200, Some(bbox([0, 0], [44, 69]))));
        assert_eq!(found.channels[0].samples, 45 * 70);
        assert_eq!(found.alone, [0, 0]);
    }
}

/// The lines of a chunk that does not decode are there on one side alone, whichever way the two are read.
#[test]
fn what_one_side_has_lost_counts_as_changed() {
    let whole = file(picture(Compression::Zip, None));
    let mut cut = whole.clone();
    cut.truncate(cut.len() - 10);
    for layout in [(Compression::Zip, None), (Compression::Zips, None)] {
        let other = file(picture(layout.0, layout.1));
        for (files, alone) in [([&cut, &other], [u64::from(WIDTH) * 6, 0]), ([&other, &cut], [0, u64::from(WIDTH) * 6])] {
            let found = compared(files[0], files[1], &plan(6));
            assert_eq!((found.alone, found.changed.pixels), (alone, u64::from(WIDTH) * 6), "{layout:?}");
            same(&found.changed.bbox, &Some(bbox([0, 64], [44, 69])));
        }
    }
}

#[test]
fn a_format_is_compared_with_another() {
    let pixels: Vec<u8> = (0..16 * 8 * 3).map(|n| n as u8).collect();
    let painted = png::write(16, 8, png::Colour::Rgb, &pixels, &[]);
    let mut part = PartPixels::new(16, 8);
    let plane = |name: &str, channel: usize| Plane::float(name, (0..128).map(|n| f32::from((n * 3 + channel) as u8) / 255.0));
    part.planes = vec![plane("B", 2), plane("G", 1), plane("R", 0)];
    let pairs = Plan { pairs: vec![[(0, 0), (0, 2)], [(0, 1), (0, 1)], [(0, 2), (0, 0)]], ..Plan::default() };
    let found = compared(&painted, &file(part.clone()), &pairs);
    assert_eq!((found.changed.pixels, found.channels[0].samples), (0, 128));
    let Samples::Float(red) = &mut part.planes[2].samples else { panic!("float") };
    red[17] = 2.0;
    assert_eq!(compared(&painted, &file(part), &pairs).changed.first, Some([1, 1]));
}

//! What every shot promises to whoever looks at it or checks it.

use std::sync::LazyLock;
use std::thread;

use etabli_demo::{FAR, Picture, Shot, paint, shots};

/// Frames looked at in each shot: the first, and two neighbours in the middle.
fn frames(shot: &Shot) -> [i32; 3] {
    let middle = i32::midpoint(shot.first, shot.last);
    [shot.first, middle, middle + 1]
}

static PAINTED: LazyLock<Vec<(&'static Shot, Vec<Picture>)>> = LazyLock::new(|| {
    thread::scope(|scope| {
        let running: Vec<_> =
            shots().iter().map(|shot| (shot, scope.spawn(|| frames(shot).map(|frame| paint(shot, frame)).to_vec()))).collect();
        running.into_iter().map(|(shot, pictures)| (shot, pictures.join().unwrap())).collect()
    })
});

/// Every picture with a name to blame.
fn each() -> impl Iterator<Item = (String, &'static Picture)> {
    let named = |(shot, pictures): &'static (&'static Shot, Vec<Picture>)| {
        let names = frames(shot).map(|frame| format!("{}/{} {frame}", shot.sequence, shot.name));
        names.into_iter().zip(pictures)
    };
    PAINTED.iter().flat_map(named)
}

fn colours(picture: &Picture) -> [&Vec<f32>; 3] {
    [&picture.red, &picture.green, &picture.blue]
}

/// The value below which a share of the samples lies.
fn quantile(plane: &[f32], share: f64) -> f32 {
    let mut sorted = plane.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

#[test]
fn the_same_frame_is_always_the_same() {
    for (shot, pictures) in PAINTED.iter() {
        assert!(paint(shot, shot.first) == pictures[0], "{}/{}", shot.sequence, shot.name);
    }
}

#[test]
fn light_is_finite_never_black_and_a_little_above_white_in_a_lamp() {
    for (name, picture) in each() {
        let (width, height) = (picture.width, picture.height);
        assert!(colours(picture).iter().all(|plane| plane.len() == width * height), "{name}");
        assert!(colours(picture).into_iter().flatten().all(|v| v.is_finite() && *v > 0.0 && *v < 8.0), "{name}");
        let brightest = picture.red.iter().fold(0.0_f32, |most, v| most.max(*v));
        assert!((1.0..5.0).contains(&brightest), "{name}: {brightest}");
        assert!(picture.alpha.iter().all(|a| (0.0..=1.0).contains(a)), "{name}");
    }
}

#[test]
fn neighbouring_frames_differ_a_little_everywhere() {
    for (shot, pictures) in PAINTED.iter() {
        let changes: Vec<f32> = pictures[1].green.iter().zip(&pictures[2].green).map(|(a, b)| (a - b).abs()).collect();
        let same = changes.iter().filter(|change| **change == 0.0).count();
        let mean = changes.iter().sum::<f32>() / changes.len() as f32;
        assert!(same * 100 < changes.len(), "{}: {same} samples are held", shot.name);
        assert!((0.0003..0.03).contains(&mean), "{}: {mean}", shot.name);
    }
}

#[test]
fn the_level_is_steady() {
    for (shot, pictures) in PAINTED.iter() {
        let ratio = quantile(&pictures[2].green, 0.5) / quantile(&pictures[1].green, 0.5);
        assert!((ratio - 1.0).abs() < 0.02, "{}: {ratio}", shot.name);
    }
}

#[test]
fn no_sample_is_a_firefly() {
    for (name, picture) in each() {
        for plane in colours(picture) {
            let brightest = plane.iter().fold(0.0_f32, |most, v| most.max(*v));
            assert!(brightest < 30.0 * quantile(plane, 0.99), "{name}");
            assert_eq!(lone(plane, picture.width), None, "{name}");
        }
    }
}

/// The first sample far above all eight around it.
fn lone(plane: &[f32], width: usize) -> Option<usize> {
    (width + 1..plane.len() - width - 1).find(|i| {
        let around = [i - width - 1, i - width, i - width + 1, i - 1, i + 1, i + width - 1, i + width, i + width + 1];
        let most = around.iter().fold(0.0_f32, |most, j| most.max(plane[*j]));
        plane[*i] > 4.0 * most + 0.02
    })
}

#[test]
fn passes_describe_what_is_seen() {
    for (shot, pictures) in PAINTED.iter() {
        for picture in pictures {
            assert_eq!(picture.passes.is_some(), shot.has_passes, "{}", shot.name);
            let Some(passes) = &picture.passes else { continue };
            assert!(passes.depth.iter().all(|z| (2.0..=FAR).contains(z)));
            let axes = |i: usize| passes.normal.iter().map(|axis| axis[i] * axis[i]).sum::<f32>();
            assert!((0..passes.depth.len()).all(|i| axes(i) < 1.001));
            let covered = |i: usize| passes.matte.iter().map(|matte| matte[i]).sum::<f32>();
            assert!((0..passes.depth.len()).all(|i| (0.0..1.001).contains(&covered(i))));
            assert!((0..passes.depth.len()).all(|i| (covered(i) > 0.0) == (passes.depth[i] < FAR)));
            assert!(passes.matte.iter().all(|matte| matte.iter().filter(|v| **v > 0.99).count() > 1000));
        }
    }
}

//! The ready examples of `hooks/`, run as a farm, Deadline, `OpenCue` and pyblish run them; the two hosts' own modules are stood in for.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Bench, FRAME, Said};

fn hook(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../hooks").join(name)
}

fn run(bench: &Bench, mut command: Command, arguments: &[&str]) -> Said {
    command.args(arguments).current_dir(bench.home.path()).env("ETABLI", env!("CARGO_BIN_EXE_etabli")).env("LC_ALL", "C.UTF-8");
    command.env("HOME", bench.home.path()).env("PYTHONDONTWRITEBYTECODE", "1");
    Said::of(command.output().unwrap())
}

fn shell(bench: &Bench, name: &str, arguments: &[&str]) -> Said {
    let mut command = Command::new("sh");
    command.arg(hook(name));
    run(bench, command, arguments)
}

/// Runs a hook's module in Python, with what its host gives: a script that knows the hook as `hook`.
fn python(bench: &Bench, name: &str, script: &str) -> Said {
    let load = "import importlib.util, sys\nspec = importlib.util.spec_from_file_location('hook', sys.argv[1])\n\
                hook = importlib.util.module_from_spec(spec)\n";
    let mut command = Command::new("python3");
    command.arg("-c").arg(format!("{load}{script}")).arg(hook(name));
    run(bench, command, &[])
}

#[test]
fn a_task_passes_with_sound_frames_and_fails_with_a_cut_or_a_missing_one() {
    let bench = Bench::new();
    let task = |frames: &[&str]| shell(&bench, "farm/post-task.sh", frames);
    assert_eq!(task(&[FRAME]).status, 0);
    let missing = task(&[FRAME, "shot/sq010/sh010/beauty.2000.exr"]);
    missing.holds(&["beauty.2000.exr: missing"]);
    assert_eq!(missing.status, 1);
    bench.cut(FRAME);
    let cut = task(&[FRAME]);
    cut.holds(&["EXR001"]);
    assert_eq!(cut.status, 1);
    assert_eq!(task(&[]).status, 2);
}

#[test]
fn a_layer_tells_the_renderers_failure_from_the_frames() {
    let bench = Bench::new();
    let layer = |renderer: &str| shell(&bench, "opencue/render-then-check", &["shot", "--", "sh", "-c", renderer]).status;
    assert_eq!(layer("exit 7"), 7);
    assert_eq!(layer("exit 0"), 0);
    bench.cut(FRAME);
    assert_eq!(layer("exit 0"), 101);
    assert_eq!(shell(&bench, "opencue/render-then-check", &["shot"]).status, 102);
}

const DEADLINE: &str = "
spec.loader.exec_module(hook)
class Job:
    OutputDirectories, OutputFileNames = ['shot/sq010/sh010'], ['beauty.####.exr']
class Plugin:
    GetJob = lambda self: Job
    GetStartFrame = lambda self: 1009
    GetEndFrame = lambda self: 1010
    LogInfo = LogWarning = lambda self, line: print('log', line)
    FailRender = lambda self, line: print('failed', line)
hook.__main__(Plugin())
";

#[test]
fn a_deadline_task_fails_with_the_artists_sentence() {
    let bench = Bench::new();
    let sound = python(&bench, "deadline/check_frames.py", DEADLINE);
    assert_eq!((sound.status, sound.out.as_str()), (0, ""), "{}", sound.err);
    bench.cut(FRAME);
    python(&bench, "deadline/check_frames.py", DEADLINE).holds(&["log error EXR001", "failed beauty.1010.exr is cut short"]);
    std::fs::remove_file(bench.path(FRAME)).unwrap();
    python(&bench, "deadline/check_frames.py", DEADLINE).holds(&["failed", "beauty.1010.exr is missing"]);
}

const PYBLISH: &str = "
import types
api = types.ModuleType('pyblish.api')
api.InstancePlugin, api.ValidatorOrder = object, 1
sys.modules['pyblish'], sys.modules['pyblish.api'] = types.ModuleType('pyblish'), api
sys.modules['pyblish'].api = api
spec.loader.exec_module(hook)
class Log:
    warning = error = lambda self, line: print('log', line)
plugin = hook.ValidateFrames()
plugin.log = Log()
class Instance:
    data = {'stagingDir': 'shot/sq010/sh010', 'files': ['beauty.1009.exr', 'beauty.1010.exr']}
try:
    plugin.process(Instance())
    print('valid')
except ValueError as error:
    print('refused', error)
";

#[test]
fn a_pyblish_instance_is_refused_with_its_findings() {
    let bench = Bench::new();
    python(&bench, "pyblish/validate_frames.py", PYBLISH).holds(&["valid"]);
    bench.cut(FRAME);
    python(&bench, "pyblish/validate_frames.py", PYBLISH).holds(&["log EXR001", "refused 1 of the findings are errors"]);
}

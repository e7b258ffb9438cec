"""Deadline post-task script: check the frames that a task should have written.

Set it as the job property "Post Task Script" (PostTaskScript= in the job's info file). Deadline calls `__main__` with the plug-in of the task.
The program is `etabli`, or what the environment's ETABLI names. A frame with an error fails the task, with a sentence for the artist.
"""

import json
import os
import re
import subprocess
import tempfile

PADDING = re.compile(r"[#?]+")


def frames_of(folder, name, first, last):
    """The paths of a task's frames: `#` or `?` in a name stands for the digits of the frame."""
    for frame in range(first, last + 1):
        digits = PADDING.sub(lambda found: str(frame).zfill(len(found.group())), name)
        yield os.path.join(folder, digits)


def expected(plugin):
    job = plugin.GetJob()
    folders, names = list(job.OutputDirectories), list(job.OutputFileNames)
    first, last = int(plugin.GetStartFrame()), int(plugin.GetEndFrame())
    return [path for folder, name in zip(folders, names) for path in frames_of(folder, name, first, last)]


def check(paths):
    """What `etabli check` says of these files: its findings, and what it could not check."""
    program = os.environ.get("ETABLI", "etabli")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as listed:
        listed.write("\0".join(paths))
    try:
        command = [program, "check", "--no-cache", "--output-format", "jsonl", "--files-from", listed.name]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    finally:
        os.unlink(listed.name)
    if run.returncode not in (0, 1, 3):
        raise RuntimeError("etabli could not run: " + (run.stderr.strip() or "status %d" % run.returncode))
    events = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
    return [event for event in events if event["type"] in ("finding", "unchecked")]


def judge(paths):
    """Lines for the log, and lines that fail the task."""
    absent = [path for path in paths if not os.path.lexists(path)]
    told, failed = [], ["%s is missing: the task ended and the frame is not there" % path for path in absent]
    for event in check([path for path in paths if path not in absent]) if len(absent) < len(paths) else []:
        if event["type"] == "unchecked":
            failed.append("%s was not checked: %s" % (event["path"], event["why"]))
            continue
        line = "%s %s %s: %s" % (event["severity"], event["code"], event["path"], event["words"]["td"])
        told.append(line)
        if event["severity"] == "error":
            failed.append(event["words"]["artist"])
    return told, failed


def __main__(*args):
    plugin = args[0]
    paths = expected(plugin)
    if not paths:
        plugin.LogWarning("The job names no output file: its frames were not checked. Set OutputFilename0= in the job's info file.")
        return
    told, failed = judge(paths)
    for line in told:
        plugin.LogInfo(line)
    if failed:
        plugin.FailRender("; ".join(failed))

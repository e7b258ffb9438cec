"""A pyblish validator: the frames of an instance, checked by `etabli`.

An instance is looked at when one of its families is in `families`, and its frames are found in `instance.data["files"]` (paths, or names in
`instance.data["stagingDir"]`). The program is `etabli`, or what the environment's ETABLI names.
"""

import json
import os
import subprocess
import tempfile

import pyblish.api


def paths_of(instance):
    """The frames that an instance carries, as paths."""
    files = instance.data.get("files") or []
    if isinstance(files, str):
        files = [files]
    staging = instance.data.get("stagingDir") or ""
    return [path if os.path.isabs(path) else os.path.join(staging, path) for path in files]


def findings_of(paths):
    """The findings of `etabli check` on these files, and what it could not check."""
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


class ValidateFrames(pyblish.api.InstancePlugin):
    """Frames are whole, sound and alike (etabli)."""

    label = "Validate Frames"
    order = pyblish.api.ValidatorOrder
    families = ["render", "renderlayer", "plate", "image"]

    def process(self, instance):
        paths = paths_of(instance)
        if not paths:
            self.log.warning("%s carries no files: nothing was checked" % instance)
            return
        errors = []
        for event in findings_of(paths):
            if event["type"] == "unchecked":
                errors.append("%s was not checked: %s" % (event["path"], event["why"]))
                continue
            line = "%s %s: %s" % (event["code"], event["path"], event["words"]["td"])
            if event["severity"] == "error":
                self.log.error(line)
                errors.append(event["words"]["artist"])
            else:
                self.log.warning(line)
        if errors:
            raise ValueError("%d of the findings are errors: %s" % (len(errors), "; ".join(errors)))

#!/usr/bin/env python3
"""Compare the figures of `exr_pixels` with OpenEXR's own library and numpy, channel by channel.

usage: exr_pixels FILE... | pixels_agree.py
reads JSON lines; exits 0 when every channel of every part that is claimed agrees: samples, NaN, infinities, smallest and largest
finite sample exactly, mean over finite samples within 1e-6 (relative, absolute below 1); 1 otherwise
needs: pip install OpenEXR numpy
"""
import json
import sys

import numpy
import OpenEXR

TOLERANCE = 1e-6


def truth(pixels):
    values = numpy.asarray(pixels).ravel()
    if values.dtype == object:  # deep: a list of samples for each pixel, or none
        values = numpy.concatenate([numpy.zeros(0)] + [samples for samples in values if samples is not None])
    values = values.astype(numpy.float64)
    finite = values[numpy.isfinite(values)]
    return {
        "samples": values.size,
        "nan": int(numpy.isnan(values).sum()),
        "positive_infinite": int(numpy.isposinf(values).sum()),
        "negative_infinite": int(numpy.isneginf(values).sum()),
        "min": float(finite.min()) if finite.size else None,
        "max": float(finite.max()) if finite.size else None,
        "mean": float(finite.mean()) if finite.size else None,
    }


def differences(ours, expected):
    for key, value in expected.items():
        if key == "mean" and value is not None and ours[key] is not None:
            if abs(ours[key] - value) > TOLERANCE * max(1.0, abs(value)):
                yield f"{key} {ours[key]!r}, OpenEXR {value!r}"
        elif ours[key] != value:
            yield f"{key} {ours[key]!r}, OpenEXR {value!r}"


def compare(line, counts):
    """Yield what differs in one file. A file with defects agrees when OpenEXR refuses it too."""
    defects = line["defects"] + line["structure"]
    if all(part["unreadable"] for part in line["parts"]):
        counts["unchecked"] += 1
        return
    try:
        file = OpenEXR.File(line["path"], separate_channels=True)
        parts = [file.channels(index) for index in range(len(line["parts"]))]
    except (RuntimeError, ValueError) as error:
        counts["refused"] += 1
        if not defects:
            yield f"OpenEXR refuses: {error}"
        return
    yield from map(str, defects)
    for index, (part, theirs) in enumerate(zip(line["parts"], parts)):
        if part["unreadable"]:
            counts["unchecked"] += 1
            continue
        counts["channels"] += len(theirs)
        if sorted(theirs) != sorted(channel["name"] for channel in part["channels"]):
            yield f"part {index}: OpenEXR has the channels {sorted(theirs)}"
            continue
        for channel in part["channels"]:
            for difference in differences(channel, truth(theirs[channel["name"]].pixels)):
                yield f"part {index} {part['compression']} {channel['name']}: {difference}"


def main():
    counts = {"files": 0, "channels": 0, "unchecked": 0, "refused": 0, "wrong": 0}
    for line in map(json.loads, sys.stdin):
        counts["files"] += 1
        for difference in compare(line, counts):
            counts["wrong"] += 1
            print(f"{line['path']}: {difference}")
    print(", ".join(f"{value} {key}" for key, value in counts.items()))
    sys.exit(1 if counts["wrong"] or not counts["channels"] else 0)


main()

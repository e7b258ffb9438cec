#!/usr/bin/env python3
"""Compare the figures of `still_pixels` with OpenImageIO's, those of JPEG with Pillow's, channel by channel.

usage: still_pixels FILE... | stills_agree.py
reads JSON lines; exits 0 when every channel of every picture that is claimed agrees: size, samples, NaN, smallest and largest sample to
what a 32-bit float can tell, mean within 1e-6 (relative, absolute below 1); of JPEG, whose decoders may round, mean within half a level
and smallest and largest within twelve, most of it where chroma is spread; 1 otherwise
needs: pip install OpenImageIO numpy pillow
"""
import json
import sys
import types

import numpy
import OpenImageIO as oiio
import PIL.Image

TOLERANCE = 1e-6
LEVEL = 1 / 255
JPEG = {"min": 12 * LEVEL, "max": 12 * LEVEL, "mean": LEVEL / 2}
PIL.Image.MAX_IMAGE_PIXELS = None


def pixels(path):
    """First picture of a file, as stored: alpha not multiplied in, integers as 0 to 1."""
    config = oiio.ImageSpec()
    config.attribute("oiio:UnassociatedAlpha", 1)
    file = oiio.ImageInput.open(path, config)
    if not file:
        raise ValueError(oiio.geterror())
    spec = file.spec()
    values = file.read_image(0, 0, 0, spec.nchannels, spec.format)
    if values is None:
        raise ValueError(file.geterror())
    scale = numpy.iinfo(values.dtype).max if values.dtype.kind == "u" else 1
    return spec, values.reshape(-1, spec.nchannels).astype(numpy.float64) / scale


def jpeg(path):
    """Grey, or red, green and blue; CMYK multiplied out, as Pillow gives it when the marker says that it is inverted."""
    try:
        image = PIL.Image.open(path)
        values = numpy.asarray(image).astype(numpy.float64) / 255
    except OSError as error:
        raise ValueError(error) from error
    if image.mode == "CMYK":
        values = (1 - values[..., :3]) * (1 - values[..., 3:])
    spec = types.SimpleNamespace(width=image.width, height=image.height, nchannels=1 if values.ndim == 2 else 3)
    return spec, values.reshape(-1, spec.nchannels)


def differences(picture, spec, values):
    window = picture["header"]["data_window"]
    size = [window["max"][axis] - window["min"][axis] + 1 for axis in (0, 1)]
    if size != [spec.width, spec.height] or len(picture["channels"]) != spec.nchannels:
        yield f"{size} of {len(picture['channels'])} channels, the other {spec.width}x{spec.height} of {spec.nchannels}"
        return
    for channel, theirs in zip(picture["channels"], values.T):
        finite = theirs[numpy.isfinite(theirs)]
        expected = {"samples": theirs.size, "nan": int(numpy.isnan(theirs).sum())}
        expected |= {"min": finite.min(), "max": finite.max(), "mean": finite.mean()} if finite.size else {}
        for key, value in expected.items():
            close = JPEG.get(key, 0) if picture["header"]["compression"].startswith("JPEG") else TOLERANCE * max(1.0, abs(value))
            if abs(channel[key] - value) > (close if key in ("min", "max", "mean") else 0):
                yield f"{channel['name']} {key} {channel[key]!r}, the other {value!r}"


def compare(line, counts):
    """Yield what differs in one file. A file with defects agrees when OpenImageIO refuses it too."""
    picture = line["picture"]
    if not picture or picture["unread"]:
        counts["unchecked"] += 1
        print(f"{line['path']}: not read: {picture and picture['unread']}")
        return
    try:
        spec, values = (jpeg if line["format"] == "Jpeg" else pixels)(line["path"])
    except ValueError as error:
        counts["refused"] += 1
        if not picture["defects"]:
            yield f"the other refuses: {error}"
        return
    if isinstance(spec, oiio.ImageSpec) and spec.nchannels == 1 and spec.get_int_attribute("oiio:BitsPerSample") == 10 and spec.width % 3:
        counts["unchecked"] += 1
        print(f"{line['path']}: OpenImageIO loses the last sample of a line of one 10-bit channel")
        return
    yield from map(str, picture["defects"])
    if not picture["defects"]:
        counts["channels"] += spec.nchannels
        yield from differences(picture, spec, values)


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

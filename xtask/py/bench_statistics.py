#!/usr/bin/env python3
"""Read whole frames with OpenEXR's own library and count what numpy can count of them.

usage: bench_statistics.py FOLDER
prints NaN, infinities, smallest, largest and mean of all samples below the folder
needs: pip install OpenEXR numpy
"""
import pathlib
import sys

import numpy
import OpenEXR


def planes(path):
    with OpenEXR.File(str(path), separate_channels=True) as file:
        for part in file.parts:
            for channel in part.channels.values():
                yield channel.pixels


def main():
    nan = infinite = samples = 0
    total, low, high = 0.0, float("inf"), float("-inf")
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.exr")):
        for plane in planes(path):
            nan += int(numpy.isnan(plane).sum())
            infinite += int(numpy.isinf(plane).sum())
            low, high = min(low, float(plane.min())), max(high, float(plane.max()))
            total += float(plane.sum(dtype=numpy.float32))
            samples += plane.size
    print(f"nan {nan} infinite {infinite} min {low} max {high} mean {total / max(samples, 1)}")


if __name__ == "__main__":
    main()

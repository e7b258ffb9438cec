#!/usr/bin/env python3
"""Write frames for the bench with OpenEXR's own library, at its default compression level.

usage: bench_frames.py OUT WIDTH HEIGHT COUNT PER_FOLDER
writes OUT/sh0001/beauty.1001.exr and on: RGBA half ZIP, PER_FOLDER frames in each folder, every frame another picture
needs: pip install OpenEXR numpy
"""
import multiprocessing
import os
import sys

import numpy
import OpenEXR

ACES = (0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767)


def picture(frame, seed, width, height):
    """Slow waves, and grain that grows with the light, as a render has them."""
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    noise = numpy.random.default_rng(seed * 100003 + frame)
    phase = frame * 0.05
    base = 0.5 + 0.4 * numpy.sin(x / 50 + phase) * numpy.cos(y / 40 - phase)
    grain = noise.normal(0, 0.02, (height, width)).astype(numpy.float32)

    def half(values):
        return numpy.maximum(values, 0).astype(numpy.float16)

    colours = {name: half(base * share + grain * base) for name, share in (("R", 0.8), ("G", 0.6), ("B", 0.4))}
    return {**colours, "A": numpy.ones((height, width), numpy.float16)}


def write(job):
    folder, seed, frame, width, height = job
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, "chromaticities": ACES}
    OpenEXR.File(header, picture(frame, seed, width, height)).write(f"{folder}/beauty.{frame:04d}.exr")


def jobs(out, width, height, count, per_folder):
    for index in range(count):
        shot, frame = divmod(index, per_folder)
        folder = f"{out}/sh{shot + 1:04d}"
        if frame == 0:
            os.makedirs(folder, exist_ok=True)
        yield folder, shot + 1, 1001 + frame, width, height


def main():
    out, *numbers = sys.argv[1:]
    with multiprocessing.Pool() as pool:
        for _ in pool.imap_unordered(write, jobs(out, *map(int, numbers)), chunksize=16):
            pass


if __name__ == "__main__":
    main()

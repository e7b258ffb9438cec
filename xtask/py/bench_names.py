#!/usr/bin/env python3
"""Group the names on standard input, one a line, with fileseq.

usage: bench_names.py < NAMES
prints one sequence a line
needs: pip install Fileseq
"""
import sys

import fileseq


def main():
    for sequence in fileseq.findSequencesInList(sys.stdin.read().splitlines()):
        print(sequence)


if __name__ == "__main__":
    main()

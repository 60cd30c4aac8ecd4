#!/usr/bin/env python3
"""The attack must find the faults of a program that has some on purpose, each as often as it was met, and no other.

    planted.py PROGRAM    the sound program, which the planted one behaves like otherwise
"""
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
N_KINDS = 12  # of faults


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        notes, failures = Path(folder, "notes"), Path(folder, "failures")
        notes.mkdir()
        command = [sys.executable, HERE / "attack.py", "--program", HERE / "planted/program", "--mutants", "60",
                   "--studies", "16", "--limit", "6", "--failures", failures]
        environment = os.environ | {"TRIBUTER_REAL": str(Path(program).resolve()), "TRIBUTER_NOTES": str(notes)}
        said = subprocess.run(command, capture_output=True, text=True, env=environment)
        planted = Counter(note.read_text() for note in notes.iterdir())
        found = Counter({what: int(times) for times, what in re.findall(r"^ *(\d+) times: (.*)$", said.stdout, re.M)})
        saved = sum(1 for _ in failures.glob("*/repeat"))
    print(said.stdout + said.stderr)
    sound = said.returncode == 1 and planted == found and len(planted) == N_KINDS and saved == planted.total()
    print(f"{planted.total()} faults of {len(planted)} kinds were met, {found.total()} were found, {saved} saved")
    return 0 if sound else f"error: not each fault made on purpose was found as often as it was met: {planted}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
"""Tests that every command of README.md, docs/tutorial.md and docs/cluster.md works, and that links and files named in pages exist.

    readme.py ROOT TRIBUTER      runs the ```sh lines one by one and the ```python blocks; exit code 1 if one fails

Each page is run in a folder of its own that looks like ROOT, so that what the commands write lands there. Lines that
begin with tools/ or tests/ install, build, measure or test: they must exist and be executable, and are not run.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES_RUN = ("README.md", "docs/tutorial.md", "docs/cluster.md")
PAGES_LINKED = ("README.md", "docs/**/*.md", "scenarios/README.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:sim|include|analysis|docs|scenarios|tests|tools)/[\w./-]*)`")
PLANTED = "```sh\nfalse\n```\n```sh\ntools/there_is_none\n```\n```python\nraise SystemExit(3)\n```\n"
PLANTED_LINKS = "[there](nowhere.md#here) [here](README.md) `sim/nowhere.cpp` `sim/processes`\n"
README_LINES = 120


def steps_of(text):
    """(kind, code) in order: a line of sh, or a whole block of python."""
    for kind, code in FENCE.findall(text):
        if kind == "sh":
            yield from (("sh", line) for line in code.split("\n") if line.strip() and not line.startswith("#"))
        elif kind == "python":
            yield "python", code


def failure_of(kind, code, folder, environment):
    if kind == "sh" and code.startswith(("tools/", "tests/")):
        return "" if os.access(folder / code.split()[0], os.X_OK) else "there is no such program"
    command = ["bash", "-c", code] if kind == "sh" else ["/usr/bin/python3", "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    return "" if done.returncode == 0 else f"exit code {done.returncode}\n{done.stdout[-500:]}{done.stderr[-1500:]}"


def likeness_of(root, folder):
    """Copies the files that the commands may change, and links the others."""
    for entry in root.iterdir():
        if entry.name == "scenarios":
            shutil.copytree(entry, folder / entry.name)
        elif not entry.name.startswith(("out", ".", "build")):
            (folder / entry.name).symlink_to(entry)


def run_page(name, text, root, environment):
    failures, steps = [], list(steps_of(text))
    with tempfile.TemporaryDirectory() as temporary:
        likeness_of(root, Path(temporary))
        for kind, code in steps:
            why = failure_of(kind, code, Path(temporary), environment)
            if why:
                failures.append(f"{name}: {code.strip()}\n    {why}")
    return failures, len(steps)


def leading_nowhere(text, folder, root):
    for target in LINK.findall(FENCE.sub("", text)):  # code may look like a link
        if not (folder / target).exists():
            yield f"the link to {target} leads nowhere"
    made = [word for kind, code in FENCE.findall(text) if kind == "sh" for word in code.split() if "/" in word]
    for name in FILE.findall(text):
        if not (root / name).exists() and not any(name.startswith(word) for word in made):
            yield f"there is no {name}"


def broken_links(root):
    for pattern in PAGES_LINKED:
        for page in sorted(root.glob(pattern)):
            for what in leading_nowhere(page.read_text(encoding="utf-8"), page.parent, root):
                yield f"{page.relative_to(root)}: {what}"


def main(root, tributer):
    environment = dict(os.environ, PATH=f"{Path(tributer).resolve().parent}:{os.environ['PATH']}", NO_COLOR="1")
    planted, n_planted = run_page("planted", PLANTED, root, environment)
    failures = list(broken_links(root))
    if len(planted) != n_planted or len(list(leading_nowhere(PLANTED_LINKS, root, root))) != 2:
        failures.append("a fault made on purpose was not found")
    if (root / "README.md").read_text(encoding="utf-8").count("\n") > README_LINES:
        failures.append(f"README.md has more than {README_LINES} lines: move what is long to docs/")
    n_steps = 0
    for name in PAGES_RUN:
        found, n = run_page(name, (root / name).read_text(encoding="utf-8"), root, environment)
        failures += found
        n_steps += n
    print("\n".join(failures + [f"{n_steps} steps, {len(failures)} failures"]))
    return 1 if failures or n_steps == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2]))

#!/usr/bin/env python3
"""Every row of evidence that the code or a scenario names must be in docs/evidence.md.

    evidence.py ROOT    prints each name that has no row as file:line; exit code 1 if there is one
"""
import re
import sys
from pathlib import Path

ROW = re.compile(r"^\| (P-\d+[a-z]?|V\d+[a-z]?) \|", re.M)
NAMED = re.compile(r"(?<![\w-])(P-\d+[a-z]?|V\d{1,2}[a-z]?)(?![\w-])")


def unknown_rows(root):
    root = Path(root)
    rows = set(ROW.findall((root / "docs/evidence.md").read_text(encoding="utf-8")))
    files = [path for top in ("include", "sim", "scenarios") for path in (root / top).rglob("*")
             if path.suffix in (".hpp", ".cpp", ".toml")]
    found = []
    for path in sorted(files):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            found += [f"{path.relative_to(root)}:{number}: {name}" for name in NAMED.findall(line) if name not in rows]
    return rows, found


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows, found = unknown_rows(sys.argv[1])
    print("\n".join(found + [f"{len(rows)} rows in docs/evidence.md, {len(found)} names without a row"]))
    sys.exit(1 if found or not rows else 0)

#!/usr/bin/env python3
"""Tables of the pages that the program prints itself, and names of parameters in the pages of the model.

    generated.py ROOT TRIBUTER            exit code 1 if a table differs from what the program prints, or if a page
                                          of docs/model names a parameter that does not exist
    generated.py ROOT TRIBUTER --write    writes the tables anew

A table stands between the lines `<!-- generated: NAME -->` and `<!-- end -->`.
"""
import re
import subprocess
import sys
from pathlib import Path

COMMANDS = {"parameters": ["parameters", "--markdown"], "variables": ["observables", "--markdown"]}
BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.S)
ADDRESS = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*\.(?:[a-z_]+|[a-z_]*\*))`")
FILE_ENDINGS = (".md", ".cpp", ".hpp", ".toml", ".csv", ".h5", ".py", ".json")


def renewed(text, printed):
    """The page as it should be."""
    return BLOCK.sub(lambda found: found[1] + "\n" + printed[found[2]].strip() + "\n\n" + found[4], text)


def unknown_parameters(text, addresses):
    """Addresses such as `choice.move_cost` or `choice.*` that no parameter has."""
    for name in ADDRESS.findall(text):
        if name.endswith(FILE_ENDINGS):
            continue
        start = name.rstrip("*")
        if name not in addresses and not (name != start and any(a.startswith(start) for a in addresses)):
            yield name


def faults(pages, printed):
    """`pages`: text by name. Every table must be there once."""
    addresses = set(re.findall(r"^\| `([^`]+)`", printed["parameters"], re.M))
    found, seen = [], []
    for name, text in pages.items():
        seen += [block[1] for block in BLOCK.findall(text)]
        if renewed(text, printed) != text:
            found.append(f"{name}: a table differs from what the program prints; run tests/lint/generated.py with --write")
        if name.startswith("docs/model/"):
            found += [f"{name}: there is no parameter {address}" for address in unknown_parameters(text, addresses)]
    found += [f"no page holds the table '{name}' once" for name in COMMANDS if seen.count(name) != 1]
    return found


def planted_faults_pass(printed):
    """Yields planted pages with one fault each that are wrongly accepted."""
    sound = {"docs/parameters.md": renewed("<!-- generated: parameters -->\n<!-- end -->\n", printed),
             "docs/formats.md": renewed("<!-- generated: variables -->\n<!-- end -->\n", printed),
             "docs/model/choice.md": "`choice.move_cost` and `choice.*`, not `files.md`\n"}
    if faults(sound, printed):
        yield "sound pages are refused"
    planted = [("docs/parameters.md", sound["docs/parameters.md"].replace("| `choice.move_cost` | ", "| `choice.move_cost` | 9", 1)),
               ("docs/formats.md", ""),
               ("docs/model/choice.md", "`choice.move_costs`")]
    for name, text in planted:
        if not faults({**sound, name: text}, printed):
            yield f"a fault planted in {name} is not found"


def main(root, tributer, write):
    printed = {name: subprocess.run([tributer, *command], check=True, capture_output=True, text=True).stdout
               for name, command in COMMANDS.items()}
    files = sorted(root.glob("docs/**/*.md"))
    if write:
        for path in files:
            path.write_text(renewed(path.read_text(encoding="utf-8"), printed), encoding="utf-8")
    pages = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in files}
    found = faults(pages, printed) + list(planted_faults_pass(printed))
    print("\n".join(found + [f"{len(pages)} pages, {len(found)} faults"]))
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--write"]):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:] == ["--write"]))

#!/usr/bin/env python3
"""Code, comments, messages and pages use the words of docs/glossary.md, and not those in its column "not".

    words.py ROOT [--count]    prints each banned word as file:line; exit code 1 if there is one

The glossary has a table `| term | meaning | not |`. The third column contains words or phrases, separated by commas, that
are not used for the term. They are searched as whole words in any case. Letters joined by `_` are one word, so a name
such as `buyers_leave` is not found. The table `| phrase | why |` below the heading "Exceptions" of the glossary lists
the phrases in which a banned word may stand. A phrase may be broken over lines.
"""
import re
import sys
from collections import Counter
from pathlib import Path

TOPS = ("include", "sim", "analysis", "scenarios", "docs", "tests", "README.md")
SUFFIXES = {".hpp", ".cpp", ".py", ".md", ".toml", ".html", ".js"}
SKIPPED = {"docs/glossary.md", "tests/lint/words.py", "tests/lint/planted.py"}
ROW = re.compile(r"^\|([^|]+)\|([^|]+)\|([^|]*)\|\s*$", re.M)
EXCEPTIONS = re.compile(r"^## Exceptions$(.*?)(?=^## |\Z)", re.M | re.S)
EXCEPTION_ROW = re.compile(r"^\|([^|]+)\|([^|]+)\|\s*$", re.M)
# Between two words of a phrase: spaces, the end of a line, and the signs of a comment or text.
BETWEEN = r'[\s"/#*]+'


def is_head(cell, title):
    return set(cell) <= {"-", ":", " "} or cell.lower() == title


def banned_words(glossary):
    """{word: term for which it is not used}"""
    words = {}
    for term, _, without in ROW.findall(glossary):
        if is_head(without.strip(), "not"):
            continue
        for word in re.sub(r"\([^)]*\)", "", without).split(","):
            word = word.strip(" `*_;.")
            if word:
                words[word.lower()] = term.strip(" `*")
    return words


def exceptions(glossary):
    """The phrases in which a banned word may stand."""
    section = EXCEPTIONS.search(glossary)
    cells = [phrase.strip(" `*") for phrase, _ in EXCEPTION_ROW.findall(section[1])] if section else []
    return [phrase for phrase in cells if not is_head(phrase, "phrase")]


def whole_words(phrases, between=" "):
    """An expression for these words or phrases, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    any_of = "|".join(between.join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![A-Za-z_])(?:{any_of})(?![A-Za-z_])", re.I)


def faults(root):
    root = Path(root)
    glossary = (root / "docs/glossary.md").read_text(encoding="utf-8")
    words, phrases = banned_words(glossary), exceptions(glossary)
    if not words:
        return words, []
    banned = whole_words(words)
    allowed = whole_words(phrases, BETWEEN) if phrases else None
    files = [path for top in TOPS for path in ([root / top] if (root / top).is_file() else sorted((root / top).rglob("*")))
             if path.suffix in SUFFIXES]
    found = []
    for path in files:
        name = path.relative_to(root).as_posix()
        if name in SKIPPED or "/node_modules/" in name or "/data/" in name or "/worlds/" in name:
            continue
        text = path.read_text(encoding="utf-8")
        if allowed:
            text = allowed.sub(lambda phrase: "\n" * phrase[0].count("\n"), text)
        for number, line in enumerate(text.split("\n"), 1):
            found += [(name, number, word.lower()) for word in banned.findall(line)]
    return words, found


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    words, found = faults(sys.argv[1])
    if "--count" in sys.argv:
        for word, n in Counter(word for _, _, word in found).most_common():
            print(f"{n:6} {word} (use: {words[word]})")
    else:
        for name, number, word in found:
            print(f"{name}:{number}: '{word}': the glossary says {words[word]}")
    print(f"{len(words)} words are not used by the glossary, {len(found)} uses")
    return 1 if found or not words else 0


if __name__ == "__main__":
    sys.exit(main())

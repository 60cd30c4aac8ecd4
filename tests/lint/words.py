#!/usr/bin/env python3
"""Code, comments, messages and pages use the words of docs/glossary.md, and not those in its column "not".

    words.py ROOT [--count]    prints each banned word as file:line; exit code 1 if there is one

The glossary is a table `| term | meaning | not |`; the third column holds words or phrases, separated by commas, that
are not used for the term. They are searched as whole words, whatever their case. What must keep such a word is in
ALLOWED: names that users write in study files, and the column itself.
"""
import re
import sys
from collections import Counter
from pathlib import Path

TOPS = ("include", "sim", "analysis", "scenarios", "docs", "tests", "README.md")
SUFFIXES = {".hpp", ".cpp", ".py", ".md", ".toml", ".html", ".js"}
SKIPPED = {"docs/glossary.md", "tests/lint/words.py", "tests/lint/planted.py"}
ROW = re.compile(r"^\|([^|]+)\|([^|]+)\|([^|]*)\|\s*$", re.M)
# Names of instruments, keys of studies and variables of results: users' files must keep working.
ALLOWED = re.compile(r"\b(?:buyers_leave|buyer_premium|liability_cover|usd_per_place|agents_usd_per_place|tribute_places|"
                     r"engagement_usd_per_place|partner_usd_per_place|declared_share|covered_loans\w*|\w+_places)\b")


def banned_words(glossary):
    """{word: term it stands for}"""
    words = {}
    for term, _, without in ROW.findall(glossary):
        if set(without.strip()) <= {"-", ":", " "} or without.strip().lower() == "not":
            continue
        for word in re.sub(r"\([^)]*\)", "", without).split(","):
            word = word.strip(" `*_;.")
            if word:
                words[word.lower()] = term.strip(" `*")
    return words


def faults(root):
    root = Path(root)
    words = banned_words((root / "docs/glossary.md").read_text(encoding="utf-8"))
    if not words:
        return words, []
    pattern = re.compile(r"(?<![A-Za-z])(?:%s)(?![A-Za-z])" % "|".join(sorted(map(re.escape, words), key=len, reverse=True)), re.I)
    files = [path for top in TOPS for path in ([root / top] if (root / top).is_file() else sorted((root / top).rglob("*")))
             if path.suffix in SUFFIXES]
    found = []
    for path in files:
        name = path.relative_to(root).as_posix()
        if name in SKIPPED or "/data/" in name or "/worlds/" in name:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            found += [(name, number, word.lower()) for word in pattern.findall(ALLOWED.sub("", line))]
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

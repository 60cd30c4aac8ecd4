#!/usr/bin/env python3
"""Numbers about behaviour are declared parameters: the folders of the model contain no bare numbers.

    literals.py ROOT    prints each bare number as file:line; exit code 1 if there is one

0, 1, 2 and -1 are no assumptions, nor are subscripts and sizes in angle brackets. A number is declared where it stands
among the arguments of a call that names a key in quotes, or of one of the calls in DECLARERS. Units have names in
core/units.hpp. Whatever else must be written out is in EXCEPTIONS with the reason.
"""
import re
import sys
from pathlib import Path

ROOMS = ("sim/processes", "sim/model", "sim/livelihoods", "sim/instruments", "include/tributer/model")
NUMBER = re.compile(r"(?<![\w.])(?:0[xX][\da-fA-F']+|\d[\d']*(?:\.[\d']*)?(?:[eE][-+]?\d+)?|\.\d+)[a-zA-Z]*")
PLAIN = {0.0, 1.0, 2.0}
KEY = re.compile(r'"[a-z][a-z0-9_]*"')
# The arguments of these calls are defaults of keys that they read.
DECLARERS = re.compile(r"\b(?:read_window|read_fund|read_grant|FundInstrument|WindowedInstrument|FundDefaults(?: const)? \w+|"
                       r"AmountInstrument(?:<\w+>)?(?: const)?>?)\s*$")

# file, numbers, why each is no assumption about anybody
EXCEPTIONS = {
    "sim/model/invert_ground.cpp": (None, "steps, clamps and limits of a numerical search"),
    "include/tributer/model/initialisers.hpp": ({"1e9"}, "stands for work that does not exist"),
    "sim/model/type_moves_kernel.cpp": ({"1e9", "80"}, "limits that keep the weights of a choice finite"),
    "sim/model/away_book.cpp": ({"1e-6"}, "share of people that the search may move to another place"),
    "sim/model/representative_types.cpp": (None, "irrational steps of an even spread of types"),
    "sim/model/representative_types.hpp": ({"96"}, "number of types in the search"),
    "sim/model/lending.cpp": (None, "grids and limits of a table read by interpolation"),
    "sim/model/scoring.cpp": ({"1e-6"}, "keeps a logarithm finite"),
    "include/tributer/model/lending.hpp": ({"12", "14", "24"}, "sizes of that table; a value that is always replaced"),
    "include/tributer/model/support.hpp": ({"0.2", "24"}, "values that the keys of instruments always replace"),
    "include/tributer/model/aid.hpp": ({"12"}, "values that the keys of instruments always replace"),
    "include/tributer/model/census.hpp": ({"4", "8", "128"}, "people that fit into a cache, and columns at a time"),
    "include/tributer/model/shortfalls.hpp": ({"64", "128", "9e9"},
                                              "where vectors lie; households at a time; a bound of exact numbers"),
    "sim/model/census_kernel.cpp": ({"4", "6", "64"}, "columns at a time; where vectors lie"),
    "include/tributer/model/terms.hpp": ({"1e-6", "1e6", "0.5"}, "sums in millionths, so that terms commute"),
    "include/tributer/model/market.hpp": ({"0.01"}, "no sum of shifts takes a price to 0"),
    "include/tributer/model/choice_value.hpp": ({"4", "8", "12", "0.25f", "4.0f"},
                                                "P-1: pay weights by rank, the mix of a crew; limits of sensitivity"),
    "include/tributer/model/decisions.hpp": ({"64"}, "people who are weighed at a time; where vectors lie in memory"),
    "sim/model/decisions_kernel.cpp": ({"64"}, "no vector is wider"),
    "sim/processes/choice.cpp": ({"20", "1024"}, "rows that are handled at a time"),
    "include/tributer/model/household_budget.hpp": (
        {"64", "256", "1e14"}, "where vectors lie in memory; households that are settled at a time; a bound of exact sums"),
    "include/tributer/model/school_term.hpp": (
        {"4", "32", "64", "128"}, "words of luck: four a draw; boys' draws begin at the 32nd; where vectors lie in memory; "
                                  "households that are decided on at a time"),
    "include/tributer/model/person.hpp": ({"90"}, "size of a table by age"),
    "sim/model/person.cpp": ({"4", "16.0f", "0.5f", "40", "1'000'000'000", "32'767", "65'535", "1000.0", "0.5"},
                             "words of luck and digits of a draw; what columns hold, in thousandths; bits of a root"),
    "sim/model/licence.cpp": ({"30"}, "above it ln(1 + e^x) is x"),
    "sim/processes/demography.cpp": ({"31"}, "half of the ordinals of a month"),
    "sim/processes/aid.cpp": ({"3", "4", "256"}, "states of a package; what a column can name"),
    "sim/processes/formalisation.cpp": ({"0.5"}, "a bound that skips what cannot pay and changes no decision"),
    "sim/instruments/lsm_mine.cpp": ({"1e5"}, "a range, of keys that are named where it is used"),
}


def enclosing_arguments(code, at):
    """The brackets around a position, innermost first: (text before the bracket, text inside it)."""
    depth, position = 0, at
    while position > 0:
        position -= 1
        c = code[position]
        if c in ")}]":
            depth += 1
        elif c in "({[":
            if depth > 0:
                depth -= 1
                continue
            end, level = position + 1, 1
            while end < len(code) and level > 0:
                level += (code[end] in "({[") - (code[end] in ")}]")
                end += 1
            yield code[position], code[max(0, position - 60):position], code[position + 1:end - 1]
        elif c == ";" and depth == 0:
            return


def is_declared(code, at):
    for bracket, before, inside in enclosing_arguments(code, at):
        if ";" in inside:
            return False
        if DECLARERS.search(before) or (bracket == "(" and KEY.search(inside)):
            return True
        if bracket == "[":
            return True
    return False


def in_angles(code, start, end):
    return re.search(r"<[\w:, ]*$", code[max(0, start - 60):start]) is not None and re.match(r"[\w:, ]*>", code[end:end + 40]) is not None


def keep_strings(text):
    """Comments blanked, lines and strings kept."""
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"',
                  lambda m: m.group(0) if m.group(0)[0] == '"' else "\n" * m.group(0).count("\n"), text, flags=re.S)


def faults_of(name, text):
    allowed, _ = EXCEPTIONS.get(name, (set(), ""))
    return [] if allowed is None else [found for found in bare_numbers(name, text) if found[2] not in allowed]


def unused_exceptions(name, text):
    """Exceptions that a file no longer needs."""
    allowed, _ = EXCEPTIONS[name]
    there = {number for _, _, number in bare_numbers(name, text)}
    return (["any"] if not there else []) if allowed is None else sorted(allowed - there)


def bare_numbers(name, text):
    code = keep_strings(text)
    plain = re.sub(r'"(?:\\.|[^"\\\n])*"', lambda m: m.group(0) if KEY.fullmatch(m.group(0)) else '"' + " " * (len(m.group(0)) - 2) + '"', code)
    for match in NUMBER.finditer(plain):
        line_start = plain.rfind("\n", 0, match.start()) + 1
        if plain[line_start:].lstrip().startswith("#"):
            continue
        if plain[:match.start()].count('"', line_start) % 2 == 1:
            continue
        number = match.group(0)
        digits = re.sub(r"(?<![xX\da-fA-F])[fFuUlL]+$|[uUlL]+$", "", number.replace("'", ""))
        try:
            value = float(int(digits, 16)) if digits.lower().startswith("0x") else float(digits.rstrip("fF"))
        except ValueError:
            value = None
        if value in PLAIN or in_angles(plain, *match.span()) or is_declared(plain, match.start()):
            continue
        yield name, plain.count("\n", 0, match.start()) + 1, number


def faults(root):
    root = Path(root)
    files = sorted(p for room in ROOMS for p in (root / room).glob("*.[ch]pp"))
    return len(files), [fault for p in files
                        for fault in faults_of(p.relative_to(root).as_posix(), p.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    n, found = faults(sys.argv[1])
    for name, line, number in found:
        print(f"{name}:{line}: the bare number {number}: declare a parameter, or name a unit in core/units.hpp")
    unused = 0
    for name in EXCEPTIONS:
        file = Path(sys.argv[1]) / name
        for number in unused_exceptions(name, file.read_text(encoding="utf-8")) if file.exists() else ["any"]:
            print(f"{name}: tests/lint/literals.py excepts {number}, which is not there: remove the exception")
            unused += 1
    print(f"{n} files, {len(found)} bare numbers, {unused} unused exceptions")
    sys.exit(1 if found or unused or n == 0 else 0)

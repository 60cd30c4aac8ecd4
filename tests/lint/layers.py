#!/usr/bin/env python3
"""Checks the rules for sources: layers, libraries that only one file includes, maths, names, globals, length.

    layers.py ROOT      prints each fault as file:line: what; exit code 1 if there is one
"""
import re
import sys
from pathlib import Path

# What each folder may include besides itself. `scenario` and `state` do not include each other, nor do the
# folders of processes and plug-ins.
INTERFACES = {"core", "scenario", "state", "model"}
MAY_INCLUDE = {
    "core": set(),
    "scenario": {"core"},
    "state": {"core"},
    "model": {"core", "scenario", "state"},
    "processes": INTERFACES,
    "livelihoods": INTERFACES,
    "instruments": INTERFACES,
    "observables": INTERFACES,
    "output": INTERFACES,
    "run": INTERFACES | {"output"},
    "analysis": {"core"},
}
TOP = {"api", "app"}  # the public interface of the library and the program include everything
ROOMS = MAY_INCLUDE.keys() | TOP
HDF5_FILES = "output/hdf5_"  # they see core only, and are the one part of output that analysis sees

# Headers of libraries that only one .cpp may include.
DOORS = ("toml.hpp", "json.hpp", "hdf5.h", "mpi.h", "program_options.hpp")

# Code that affects results uses core/math and never libm, whose last bits differ by version and processor.
# sqrt, abs and floor are exact everywhere.
ROOMS_OF_RESULTS = ROOMS - {"output", "analysis", "api", "app"}
LIBM = ("exp exp2 exp10 expm1 log log2 log10 log1p pow cbrt hypot sin cos tan asin acos atan atan2 sinh cosh "
        "tanh asinh acosh atanh erf erfc tgamma lgamma fma").split()
LIBM_CALL = re.compile(r"(?<![\w.>:])(?:std::|::)?(?:%s)[fl]?\s*\(|\busing\s+std::(?:%s)\b"
                       % ("|".join(LIBM), "|".join(LIBM)))
OWN_MATHS = "core/math"  # defines its own exp and log, and may call them by these names

LINES_AT_MOST = 400

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
STATIC_LOCAL = re.compile(r"^\s*(?:inline\s+|thread_local\s+)*(?:static|thread_local)\s+(?!const\b|constexpr\b|"
                          r"constinit const\b|_?assert)(?P<rest>[^()]*)(?P<end>[=;{])")
CONSTANT = re.compile(r"\b(?:const|constexpr|consteval)\b")
NOT_A_VARIABLE = re.compile(r"\s*(?:#|using\b|typedef\b|template\b|namespace\b|class\b|struct\b|enum\b|union\b|"
                            r"friend\b|extern\b|static_assert\b|concept\b|return\b|\}|\)|\]|$)")


def without_comments(text):
    """The text with comments, string and character literals blanked; lines stay where they are."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![\w])\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        piece = match.group(0)
        kept = "\n" * piece.count("\n")
        return kept if piece.startswith("/") else '""' + kept

    return pattern.sub(blank, text)


def room_of(path):
    """The room a path under the root belongs to, or None."""
    parts = path.parts
    if parts[:2] == ("include", "tributer"):
        return parts[2] if len(parts) > 3 else "api"
    if parts[0] == "sim" and len(parts) > 2:
        return parts[1]
    return "analysis" if parts[0] == "analysis" else None


def resolve(root, file, name):
    """The path under the root that an include line means, or None for a library's header."""
    for base in (Path("include"), file.parent, Path("sim"), Path()):
        path = Path(base, name)
        if (root / path).is_file():
            return Path(*(root / path).resolve().relative_to(root).parts)
    if name.startswith("tributer/"):
        return Path("include", name)
    return None


def is_hdf5_file(path):
    return HDF5_FILES in path.as_posix()


def layer_fault(file, target):
    """What is wrong with `file` including `target`, or None."""
    room, other = room_of(file), room_of(target)
    if other not in ROOMS:
        return f"includes {target}, which is in no room of the layer table"
    if is_hdf5_file(file):
        allowed = other == "core" or is_hdf5_file(target)
    elif room == "analysis" and is_hdf5_file(target):
        allowed = True
    else:
        allowed = room == other or room in TOP or other in MAY_INCLUDE[room]
    return None if allowed else f"{room} must not include {other} ({target})"


def check_globals(file, code):
    """Namespace-scope and static variables that are not constants: lines outside any function or class."""
    depth_of_code = 0  # braces that are not those of a namespace
    openers = []
    statement = ""
    for number, line in enumerate(code.split("\n"), 1):
        if line.lstrip().startswith("#"):
            continue
        if STATIC_LOCAL.match(line) and not CONSTANT.search(line):
            yield file, number, "a static or thread_local variable that is not a constant"
        for character in line:
            if character == "{":
                is_namespace = depth_of_code == 0 and re.search(r'\bnamespace\b[^;{}]*$|\bextern\s*""\s*$', statement)
                openers.append(bool(is_namespace))
                if is_namespace:
                    statement = ""
                else:
                    depth_of_code += 1
                    if depth_of_code == 1:
                        statement += "{"
            elif character == "}":
                if openers:
                    if not openers.pop():
                        depth_of_code -= 1
                        # A function's body ends a statement; a variable's braces are followed by a semicolon.
                        if depth_of_code == 0 and re.search(r"\)[^=;{}]*\{$|\)\s*->[^{}]*\{$|\)\s*:.*\{$", statement):
                            statement = ""
                    else:
                        statement = ""
            elif depth_of_code == 0:
                if character == ";":
                    if is_mutable_variable(statement):
                        yield file, number, "a global variable that is not a constant: " + " ".join(statement.split())
                    statement = ""
                else:
                    statement += character
        statement += " " if depth_of_code == 0 else ""


def is_mutable_variable(statement):
    statement = re.sub(r"\[\[.*?\]\]", " ", statement).strip()
    if NOT_A_VARIABLE.match(statement) or CONSTANT.search(statement.split("=")[0]):
        return False
    declared = re.split(r"[={]", statement)[0]
    while re.search(r"<[^<>]*>", declared):  # a function type in template arguments is no function
        declared = re.sub(r"<[^<>]*>", "", declared)
    if "(" in declared or re.search(r"\boperator\b", declared):
        return False  # a function
    return bool(re.match(r"(?:inline |static |thread_local |constinit )*[\w:]+[\s*&]+[\w:]+(?:\[.*\])?\s*$", declared))


def check_file(root, file, doors):
    """Yields (file, line, what) for each fault; notes in `doors` who includes what."""
    text = (root / file).read_text(encoding="utf-8")
    code = without_comments(text)
    room = room_of(file)
    if room not in ROOMS:
        yield file, 1, "is in no room of the layer table"
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        name = match.group(2)
        target = resolve(root, file, name)
        if target:
            fault = layer_fault(file, target)
            if fault:
                yield file, number, fault
        else:
            if match.group(1) == '"':
                yield file, number, f'"{name}" is not found in the tree'
            if Path(name).name in DOORS:
                doors[Path(name).name].append((file, number))
    for number, line in enumerate(code.split("\n"), 1):
        match = LIBM_CALL.search(line)
        own = file.with_suffix("").as_posix().endswith(OWN_MATHS) and "std::" not in match.group(0) if match else False
        if room in ROOMS_OF_RESULTS and match and not own:
            yield file, number, f"calls libm ({match.group(0).rstrip('( ')}): use math:: of core/math"
        if re.search(r"\basm\b", line):
            yield file, number, "'asm' is a keyword of C++: choose another name"
    length = text.count("\n")
    if length > LINES_AT_MOST:
        yield file, length, f"{length} lines, more than {LINES_AT_MOST}: look for the missing concept"
    yield from check_globals(file, code)


def check_doors(doors):
    for header, places in doors.items():
        for file, number in places:
            if file.suffix != ".cpp":
                yield file, number, f"{header} may be included by a .cpp only"
            elif len({place for place, _ in places}) > 1:
                others = ", ".join(str(place) for place, _ in places if place != file)
                yield file, number, f"{header} has one door, but {others} includes it too"


def faults(root):
    root = Path(root).resolve()
    files = sorted(path.relative_to(root) for top in ("include", "sim", "analysis")
                   for path in (root / top).rglob("*") if path.suffix in (".hpp", ".cpp", ".h"))
    files = [file for file in files if "node_modules" not in file.parts]
    doors = {header: [] for header in DOORS}
    found = [fault for file in files for fault in check_file(root, file, doors)]
    return len(files), found + list(check_doors(doors))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    n_files, found = faults(sys.argv[1])
    for file, number, what in found:
        print(f"{file}:{number}: {what}")
    print(f"{n_files} files, {len(found)} faults")
    return 1 if found or n_files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

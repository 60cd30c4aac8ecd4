#!/usr/bin/env python3
"""The layer check must find each of these faults, planted one at a time in a small tree, and nothing in the tree itself."""
import sys
import tempfile
from pathlib import Path

import evidence
import layers
import literals
import words

SOUND = {
    "include/tributer/core/math.hpp": "#pragma once\ninline float exp(float x) { return x; }\ninline float twice(float x) { return exp(x); }\n",
    "include/tributer/core/ids.hpp": "#pragma once\n#include <cstdint>\nnamespace tributer {\nstruct MinerId {\n  static MinerId none();\n"
                                     "  static constexpr int width = 8;\n  int value{0};\n};\n}\n",
    "include/tributer/scenario/study.hpp": '#pragma once\n#include "tributer/core/ids.hpp"\n',
    "include/tributer/state/miners.hpp": '#pragma once\n#include "tributer/core/ids.hpp"\n',
    "include/tributer/model/process.hpp": '#pragma once\n#include "tributer/scenario/study.hpp"\n#include "tributer/state/miners.hpp"\n',
    "include/tributer/output/hdf5_file.hpp": '#pragma once\n#include "tributer/core/ids.hpp"\n',
    "sim/scenario/toml_text.cpp": "#include <toml.hpp>\n",
    "sim/processes/farming.cpp": '#include "tributer/model/process.hpp"\n#include "weather.hpp"\n#include <cmath>\nnamespace tributer {\nnamespace {\n'
                                 'constexpr int months = 12;\nint const table[] = {1, 2};\nchar const* const name = "static int x;";\n'
                                 "// std::exp(x) in a comment; an asm too\n}\nfloat f(float x) {\n  static int const k = 1;\n  auto y = std::sqrt(x) + std::floor(x);\n"
                                 "  return math::exp(y) * k;\n}\nint Farm::g() const { return value; }\n}\n",
    "sim/processes/weather.hpp": "#pragma once\n",
    "sim/output/hdf5_file.cpp": '#include "tributer/output/hdf5_file.hpp"\n#include <hdf5.h>\n',
    "sim/run/batch.cpp": '#include "tributer/output/hdf5_file.hpp"\n#include "tributer/model/process.hpp"\n',
    "sim/app/main.cpp": '#include "processes/weather.hpp"\n#include "analysis/statistics/paired.hpp"\n#include <cmath>\nauto x() { return std::exp(1.0); }\n',
    "analysis/statistics/paired.hpp": '#pragma once\n#include "tributer/output/hdf5_file.hpp"\n',
}

# file, the line appended to it, what the check says
FAULTS = [
    ("include/tributer/core/ids.hpp", '#include "tributer/state/miners.hpp"', "core must not include state"),
    ("include/tributer/scenario/study.hpp", '#include "tributer/state/miners.hpp"', "scenario must not include state"),
    ("include/tributer/state/miners.hpp", '#include "tributer/scenario/study.hpp"', "state must not include scenario"),
    ("include/tributer/model/process.hpp", '#include "tributer/output/hdf5_file.hpp"', "model must not include output"),
    ("sim/processes/farming.cpp", '#include "tributer/livelihoods/mining.hpp"', "processes must not include livelihoods"),
    ("sim/processes/farming.cpp", '#include "../run/batch.cpp"', "processes must not include run"),
    ("sim/processes/farming.cpp", '#include "tributer/odd/thing.hpp"', "in no room"),
    ("sim/processes/farming.cpp", '#include "nowhere.hpp"', "is not found"),
    ("sim/output/hdf5_file.cpp", '#include "tributer/state/miners.hpp"', "output must not include state"),
    ("sim/run/batch.cpp", '#include "processes/weather.hpp"', "run must not include processes"),
    ("analysis/statistics/paired.hpp", '#include "tributer/model/process.hpp"', "analysis must not include model"),
    ("sim/app/main.cpp", "#include <toml.hpp>", "toml.hpp has one door"),
    ("sim/app/main.cpp", '#include "hdf5.h"', "hdf5.h has one door"),
    ("include/tributer/model/process.hpp", "#include <nlohmann/json.hpp>", "json.hpp may be included by a .cpp only"),
    ("include/tributer/model/process.hpp", "#include <mpi.h>", "mpi.h may be included by a .cpp only"),
    ("sim/processes/farming.cpp", "float e(float x) { return std::exp(x); }", "calls libm (std::exp)"),
    ("sim/processes/farming.cpp", "float e(float x) { return expf (x); }", "calls libm (expf)"),
    ("sim/processes/farming.cpp", "float e(float x) { return 2 * pow(x, 3); }", "calls libm (pow)"),
    ("sim/processes/farming.cpp", "using std::log;", "calls libm"),
    ("include/tributer/core/math.hpp", "float e(float x) { return std::exp(x); }", "calls libm (std::exp)"),
    ("sim/processes/farming.cpp", "int asm = 3;", "'asm' is a keyword"),
    ("sim/processes/farming.cpp", "int n_calls = 0;", "a global variable"),
    ("sim/processes/farming.cpp", "std::vector<int> cache{1, 2};", "a global variable"),
    ("sim/processes/farming.cpp", "namespace { std::function<void(int)> hook; }", "a global variable"),
    ("sim/processes/farming.cpp", "int next() {\n  static int n = 0;\n  return ++n;\n}", "a static or thread_local"),
    ("sim/processes/farming.cpp", "int next() {\n  thread_local int n = 0;\n  return ++n;\n}", "a static or thread_local"),
    ("sim/processes/farming.cpp", "// more\n" * 400, "lines, more than 400"),
    ("sim/odd/thing.cpp", "int main();", "in no room"),
]


# A file of a room of the model, and the bare numbers in it.
LITERALS = """#include "x.hpp"
// 7 of a comment; 'no' literal
constexpr double bare = 0.3;
double f(T const& t) {
  double const declared = t.real("share", 0.25, {"1", 0, 9, "assumed: a test", "17 in a text"});
  std::array<double, 5> sizes{};
  check(sizes.size() < 44, "a message with words");
  return sizes[3] * 2.0 + declared - 1 + whole(0.7 * read_window(t, 36));
}
"""
BARE = ["0.3", "44", "0.7"]

# A glossary with an exception, a page, and the words that are found in it.
GLOSSARY = ("| term | meaning | not |\n|---|---|---|\n| miner | a person who mines | digger, diggers |\n"
            "| buyers abroad | companies | buyer, buyers |\n\n"
            "## Exceptions\n| phrase | why |\n|---|---|\n| buyers abroad | the term itself |\n")
PAGE = ("The Digger sells to a trader; buyers_leave is a name, a\nbuyer is not; undiggered neither. Buyers abroad and buyers\n"
        "// abroad are the term; buyers at home are not.\n")
FOUND = [("docs/page.md", 1, "digger"), ("docs/page.md", 2, "buyer"), ("docs/page.md", 3, "buyers")]


def plant(root, extra=None):
    for name, text in SOUND.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text)
    if extra:
        path = Path(root, extra[0])
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(extra[1] + "\n")


def main():
    failures = []
    with tempfile.TemporaryDirectory() as root:
        plant(root)
        failures += [f"a sound tree is refused: {fault}" for fault in layers.faults(root)[1]]
    for file, line, expected in FAULTS:
        with tempfile.TemporaryDirectory() as root:
            plant(root, (file, line))
            said = [what for place, _, what in layers.faults(root)[1] if str(place) == file]
            if not any(expected in what for what in said):
                failures.append(f"not found: {line[:60]!r} in {file}; expected {expected!r}, got {said}")
    with tempfile.TemporaryDirectory() as root:
        plant(root, ("sim/processes/farming.cpp", '// "P-1" and V22; not IP-3\nauto f = {"P-1", "P-99"};'))
        plant(root, ("docs/evidence.md", "| P-1 | figure |\n| V22 | pattern |"))
        found = evidence.unknown_rows(root)[1]
        if [line.split(": ")[1] for line in found] != ["P-99"]:
            failures.append(f"a name without a row of evidence: expected P-99, got {found}")
    if [number for _, _, number in literals.faults_of("sim/processes/farming.cpp", LITERALS)] != BARE:
        failures.append(f"bare numbers: {list(literals.faults_of('sim/processes/farming.cpp', LITERALS))}")
    if literals.unused_exceptions("sim/processes/demography.cpp", "int no_number;") != ["31"]:
        failures.append("an exception from the rule on bare numbers that nothing needs was not found")
    with tempfile.TemporaryDirectory() as root:
        plant(root, ("docs/glossary.md", GLOSSARY))
        plant(root, ("docs/page.md", PAGE))
        found = words.faults(root)[1]
        if found != FOUND:
            failures.append(f"words of the glossary: {found}")
    print("\n".join(failures + [f"{len(FAULTS) + 4} planted faults, {len(failures)} failures"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

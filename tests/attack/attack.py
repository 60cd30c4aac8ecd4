#!/usr/bin/env python3
"""Attacks the program: broken inputs must be refused without harm, and random valid studies must run to sound results.

    attack.py --program PATH [--mutants N] [--studies N] [--seed S] [--first K] [--sanitized] [--failures FOLDER]

Mutants are studies, worlds, series, sites and results files that are broken in some way (mutants.py); random valid
studies are made from what the program lists (studies.py). Each is determined by the seed and its number; numbers begin
at K. What counts as wrong is in trial.py and possible.py. Every failure is saved in a folder of its own, with a script
`repeat`. The exit code is 1 if anything is wrong. With --sanitized the program has address and undefined-behaviour
sanitizers, whose reports count; memory is then not limited, and as such a program is slow, --limit must be larger.
"""
import argparse
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import mutants
import possible
import studies
import trial


@dataclass
class Outcome:
    kind: str
    number: int
    ran: bool = False
    wrong: list = field(default_factory=list)


class Attack:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.limits = trial.Limits(seconds=options.limit, sanitized=options.sanitized)
        self.material = mutants.Material(folder)
        self.catalogue = studies.Catalogue(options.program)
        self.make_results()

    def make_results(self):
        """The results of the base study, which mutants damage."""
        step = trial.Step(["run", mutants.BASE / "study.toml", "-q", "--threads", "1", "-o", self.folder])
        ended = trial.run(self.options.program, step, self.folder, self.limits)
        if ended.code != 0:
            sys.exit(f"error: the base study does not run: exit code {ended.code}; {ended.err}")

    def mutant(self, number):
        kind, luck = mutants.mutant(self.options.seed, number)
        return self.attempt(kind.__name__.replace("_", " "), number, lambda folder: kind(luck, folder, self.material))

    def study(self, number):
        luck = random.Random(f"{self.options.seed}-study-{number}")
        outcome = self.attempt("valid study", number, lambda folder: studies.study(luck, folder, self.catalogue))
        if not outcome.ran and not outcome.wrong:
            outcome.wrong.append("no valid study is found")
        return outcome

    def attempt(self, kind, number, begin):
        """Takes the steps of one trial until something is wrong or they end."""
        folder = Path(tempfile.mkdtemp(prefix="trial_", dir=self.folder))
        outcome = Outcome(kind, number)
        steps, ended = begin(folder), None
        while True:
            try:
                step = steps.send(ended)
            except StopIteration:
                break
            before = trial.files_in(folder)
            ended = trial.run(self.options.program, step, folder, self.limits)
            outcome.wrong = trial.wrong_with(step, ended, before, trial.files_in(folder))
            if not outcome.wrong and ended.code == 0 and step.arguments[0] == "run":
                outcome.wrong = possible.impossible(folder / step.arguments[step.arguments.index("-o") + 1] / "results.h5")
            if outcome.wrong:
                self.save(outcome, folder, step, ended)
                break
        outcome.ran = ended.code in (0, 1)
        shutil.rmtree(folder)
        return outcome

    def save(self, outcome, folder, step, ended):
        place = self.options.failures / f"{outcome.kind.replace(' ', '_')}_{self.options.seed}_{outcome.number}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("out"))
        said = [*outcome.wrong, f"exit code {ended.code}", "", ended.err[-20_000:], ended.out[-5_000:]]
        (place / "said").write_text("\n".join(said), "utf-8", "surrogateescape")
        line = trial.as_shell(self.options.program, step, self.limits)
        (place / "repeat").write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && {line}\n')
        (place / "repeat").chmod(0o755)
        print(f"{place}/repeat: {'; '.join(outcome.wrong)}", flush=True)


def print_table(outcomes):
    print(f"{'kind':20}{'tried':>8}{'refused':>9}{'ran':>8}{'wrong':>8}")
    kinds = list(dict.fromkeys(outcome.kind for outcome in outcomes))
    for kind in kinds + ["all"]:
        of_kind = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        wrong = sum(bool(outcome.wrong) for outcome in of_kind)
        ran = sum(outcome.ran and not outcome.wrong for outcome in of_kind)
        print(f"{kind:20}{len(of_kind):8}{len(of_kind) - ran - wrong:9}{ran:8}{wrong:8}")
    for what, times in Counter(what for outcome in outcomes for what in outcome.wrong).most_common():
        print(f"{times:6} times: {what}")


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--mutants", type=int, default=150)
    parser.add_argument("--studies", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1883)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("--limit", type=float, default=20, help="seconds after which a command hangs")
    parser.add_argument("--failures", type=Path, default=Path("attack_failures"))
    options = parser.parse_args(arguments)
    options.program, options.failures = options.program.resolve(), options.failures.resolve()
    return options


def main(arguments):
    options = options_of(arguments)
    with tempfile.TemporaryDirectory(prefix="tributer_attack_") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        attack = Attack(options, Path(folder))
        first = options.first
        found = pool.map(attack.mutant, range(first, first + options.mutants))
        valid = pool.map(attack.study, range(first, first + options.studies))
        outcomes = list(found) + list(valid)
    print_table(outcomes)
    return 1 if any(outcome.wrong for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

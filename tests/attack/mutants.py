"""Inputs that are broken in some way, and the commands that read them. A mutant is determined by a seed and its number.

Each kind is a generator: it prepares the trial's folder, yields a Step and is sent how that Ended.
"""
import csv
import random
import re
import shutil
from pathlib import Path

import damage
import texts
from trial import Step

BASE = Path(__file__).resolve().parent / "base"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
NEEDS = re.compile(r"memory (\d+) MB  time about (\d+) s")
MOST_SECONDS = 5  # of a run, as `check` estimates it
SHORT = ["--months", "3", "--replicates", "1", "--threads", "1"]
LONGER = ["--months", "144", "--replicates", "1", "--threads", "1", "--set", "world.weight=200"]
# Addresses of the base study with a value that each may have, and some that it does not have.
SETTINGS = """choice.move_cost=1 operations.crew=8 time.months=3 time.burn_in=1 random.seed=1 compare.discount_rate=0.1
arm.acted.presence.force=0.5 arm.acted.lsm_mine.jobs=20 arm.helped.relocation.plots=20 world.people.undercount=1.5
world.weight=2 lender.rural.deposit=0.3 mineral.tin.scale=2 output.panel.share=0.1 gold_price.scale=2 arm.acted=1 =1 ..=1
compare.baseline=acted world.path=world arm.acted.gold_price_shock.start=2015-02 a.b=1 arm.nobody.x.y=1""".split()
FILES_OF_STUDIES = ["study.toml", "gold.csv", "tin.csv", "targets.toml", "world"]


class Material:
    """What mutants are made from: the files of the base, the shipped studies with small worlds, and results."""

    def __init__(self, folder):
        self.results = folder / "results.h5"
        self.shipped = folder / "shipped"
        self.studies = []
        self.shipped.mkdir()
        shutil.copytree(SCENARIOS / "data", self.shipped / "data")
        all_text = ""
        for file in sorted(SCENARIOS.glob("*.toml")):
            text = file.read_text()
            if "[[arm]]" in text or "extends" in text:
                (self.shipped / file.name).write_text(text)
                self.studies.append(file.name)
                all_text += text
        for world in sorted((SCENARIOS / "worlds").iterdir()):
            small_world(world, self.shipped / "worlds" / world.name, set(re.findall(r'"(\d{3})"', all_text)))


def small_world(source, target, kept):
    """A copy with the concession of each territory that has most miners, with those of these ids, and with a connection
    from each to the next."""
    shutil.copytree(source, target)
    kept = kept | set(re.findall(r'"(\d{3})"', (source / "world.toml").read_text()))
    with open(source / "concessions.csv", newline="") as file:
        rows = list(csv.reader(file))
    largest = {}
    for row in rows[1:]:
        if row[2] not in largest or int(row[7]) > int(largest[row[2]][7]):
            largest[row[2]] = row
    chosen = [row for row in rows[1:] if row[0] in kept or row is largest[row[2]]]
    with open(target / "concessions.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows[:1] + chosen)
    with open(target / "connections.csv", "w", newline="") as file:
        pairs = [[a[0], b[0], 20, 1] for a, b in zip(chosen, chosen[1:])]
        csv.writer(file).writerows([["from", "to", "km", "travel_hours"]] + pairs)


def take(folder, names):
    for name in names:
        (shutil.copytree if (BASE / name).is_dir() else shutil.copy)(BASE / name, folder / name)


def read_and_run(name, options, codes=(0, 65, 74)):
    """Checks a study, and runs it if it is accepted and is no great work."""
    ended = yield Step(["check", name, *options], codes)
    needs = NEEDS.search(ended.out)
    if ended.code == 0 and needs and int(needs[2]) <= MOST_SECONDS:
        yield Step(["run", name, "-q", "-o", "out", *options])


def study(luck, folder, _):
    take(folder, FILES_OF_STUDIES)
    texts.mutate(luck, folder / "study.toml", texts.TOML)
    yield from read_and_run("study.toml", SHORT)


def shipped_study(luck, folder, material):
    for part in ("worlds", "data"):
        (folder / part).symlink_to(material.shipped / part)
    name = luck.choice(material.studies)
    for file in material.studies:  # some extend others
        shutil.copy(material.shipped / file, folder)
    texts.mutate(luck, folder / name, texts.TOML)
    yield from read_and_run(name, LONGER)


def setting(luck, folder, _):
    take(folder, FILES_OF_STUDIES)
    address, number = luck.choice(SETTINGS).split("=")
    value = luck.choice([texts.changed_number(luck, number, number), luck.choice(texts.TOML_VALUES)])
    yield from read_and_run("study.toml", [*SHORT, "--set", f"{address}={value}"], (0, 2, 65, 74))


def world(luck, folder, _):
    take(folder, FILES_OF_STUDIES)
    name = luck.choice(["concessions.csv", "concessions.csv", "connections.csv", "world.toml"])
    texts.mutate(luck, folder / "world" / name, texts.TOML if name.endswith(".toml") else texts.CSV)
    yield from read_and_run("study.toml", SHORT)


def series(luck, folder, _):
    take(folder, FILES_OF_STUDIES)
    texts.mutate(luck, folder / luck.choice(["gold.csv", "gold.csv", "tin.csv"]), texts.CSV)
    yield from read_and_run("study.toml", SHORT)


def targets(luck, folder, _):
    take(folder, FILES_OF_STUDIES)
    texts.mutate(luck, folder / "targets.toml", texts.TOML)
    yield Step(["calibrate", "targets.toml", "-q", "--threads", "1"])


def imported(luck, folder, name, ways):
    take(folder, [name, "towns.csv"])
    options = []
    if luck.random() < 0.4:
        options += ["--towns", "towns.csv"]
        texts.mutate(luck, folder / "towns.csv", texts.CSV)
    if not options or luck.random() < 0.5:
        texts.mutate(luck, folder / name, ways)
    options += luck.choice([[], ["--round", "0"], ["--round", "1"], ["--skip-blank", "miners"], ["--columns", "lon=x"]])
    ended = yield Step(["world", "import", name, "-o", "made", *options])
    if ended.code == 0:
        (folder / "s.toml").write_text('format = 1\n[world]\npath = "made"\n[time]\nstart = "2015-01"\nmonths = 2\n'
                                       "burn_in = 0\n[gold_price]\nconstant_usd_per_gram = 40\n[[arm]]\nname = \"b\"\n")
        yield Step(["check", "s.toml", "--threads", "1"])


def sites(luck, folder, _):
    yield from imported(luck, folder, "sites.csv", texts.CSV)


def geojson(luck, folder, _):
    yield from imported(luck, folder, "sites.geojson", texts.JSON)


def read_results(luck, folder, material):
    """All commands that read a results file. It is never changed."""
    yield Step(["compare", "results.h5", *luck.choice([[], ["--csv"], ["--all"]])], (0, 65, 74))
    (folder / "sound.h5").symlink_to(material.results)
    pair = ["results.h5", "sound.h5"]
    luck.shuffle(pair)
    yield Step(["compare", "--exact", *pair], (0, 1, 74))
    to = luck.choice(["csv", "ema", "salib", "arviz"])
    yield Step(["export", "results.h5", "--to", to, "-o", "exported"], (0, 65, 74))
    if luck.random() < 0.2:
        take(folder, FILES_OF_STUDIES)
        yield Step(["run", "study.toml", "-q", "-o", ".", *SHORT])


def results_bytes(luck, folder, material):
    (folder / "results.h5").write_bytes(damage.bytes_of(luck, material.results.read_bytes()))
    yield from read_results(luck, folder, material)


def results_structure(luck, folder, material):
    shutil.copy(material.results, folder / "results.h5")
    damage.structure(luck, folder / "results.h5")
    yield from read_results(luck, folder, material)


KINDS = [study, world, sites, results_structure, study, shipped_study, series, geojson, results_bytes, setting, targets]


def mutant(seed, number):
    """The kind of the mutant of this number, and its luck."""
    return KINDS[number % len(KINDS)], random.Random(f"{seed}-{number}")

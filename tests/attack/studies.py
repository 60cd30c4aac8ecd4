"""Random valid studies: any instruments together, and parameters at the ends of their ranges and between them.

The schema of a study lists instruments and keys with their ranges. What the program refuses, because values do not fit
together, is taken out until the study is accepted.
"""
import json
import math
import random
import re
import shutil
import subprocess
from dataclasses import dataclass, field, replace

from mutants import BASE
from trial import Step

MOST_STUDIES, MOST_REPAIRS = 10, 30
REFUSED = re.compile(r"^error: (study|world/world)\.toml:(\d+): ", re.M)
WORLD_KEY = re.compile(r"^\| `world\.((?:income|need|people|poverty)\.\w+)` \| (\S+) \| (\S+) to (\S+) \|", re.M)
STARTS = [(2015, 1), (2015, 1), (1900, 1), (2180, 6)]


@dataclass
class Key:
    """A key that takes one value or a list of values."""
    name: str  # may hold dots
    kind: str  # integer, number, boolean, month, string, array, or word: one that must be given
    words: list
    least: float
    most: float
    default: object = None

    @property
    def required(self):
        return self.default is None and self.kind not in ("array", "string") or self.name in ("concession", "to", "name")


@dataclass
class Block:
    """A table of a study. Without one of its first `fixed` lines it has no meaning."""
    lines: list
    fixed: int = 1
    file: str = "study"
    kept: bool = False  # the study has no meaning without it


@dataclass
class Place:
    """What keys may refer to."""
    concessions: list
    territories: list
    lenders: list = field(default_factory=lambda: ["bank"])
    minerals: list = field(default_factory=lambda: ["gold"])
    countries: list = field(default_factory=lambda: ["rest"])
    year: int = 2015
    month: int = 1
    months: int = 12


def keys_of(table, before=""):
    """The keys of a table of the schema, and of the tables within it."""
    for name, inner in table["properties"].items():
        if "else" in inner:
            plain = inner["else"]
            kind = "month" if "pattern" in plain else plain["type"]
            words = plain.get("enum") or plain.get("items", {}).get("enum") or []
            yield Key(before + name, kind, words, plain.get("minimum"), plain.get("maximum"), inner.get("default"))
        elif inner.get("type") == "object":
            yield from keys_of(inner, f"{before}{name}.")


def variants(table):
    """The keys of an instrument, for each value of the key that decides which others it has."""
    if "properties" in table:
        return [list(keys_of(table))]
    (deciding, condition), = table["if"]["properties"].items()
    word = condition["anyOf"][0]["const"]
    keys = [replace(key, kind="word", words=[word], default=None) if key.name == deciding else key
            for key in keys_of(table["then"])]
    return [keys] + (variants(table["else"]) if table.get("else", {}).keys() & {"if", "properties"} else [])


class Catalogue:
    """All tables of parameters, instruments and values of the world that the program lists."""

    def __init__(self, program):
        def printed(*arguments):
            return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout

        schema = json.loads(printed("schema"))
        of_the_study = {"format", "extends", "title", "time", "random", "gold_price", "compare", "output", "world", "design"}
        self.tables = {name: list(keys_of(inner)) for name, inner in schema["properties"].items()
                       if name not in of_the_study and inner["type"] == "object"}
        choices = schema["properties"]["arm"]["items"]["properties"]["instrument"]["items"]["allOf"]
        self.instruments = {choice["if"]["properties"]["type"]["anyOf"][0]["const"]: variants(choice["then"])
                            for choice in choices}
        self.world = [Key(name, "number" if "." in default else "integer", [], float(least), float(most), float(default))
                      for name, default, least, most in WORLD_KEY.findall(printed("parameters", "--markdown"))]


def number_for(luck, key, at_ends):
    """A number of the key's range: an end, the default, or any other, by magnitude if the range is wide."""
    way = luck.random()
    if way < at_ends:
        value = luck.choice([key.least, key.most])
    elif way < at_ends + 0.1 and isinstance(key.default, (int, float)):
        value = key.default
    elif key.least >= 0 and key.most > 100 * max(key.least, 1):
        value = math.exp(luck.uniform(math.log(max(key.least, 1e-3)), math.log(key.most)))
    else:
        value = luck.uniform(key.least, key.most)
    if key.kind == "integer":
        return str(int(min(max(round(value), key.least), key.most)))
    return repr(min(max(float(f"{value:.6g}"), key.least), key.most))


def month_for(luck, place):
    months = luck.choice([0, 0, place.months - 1, luck.randrange(place.months)]) + place.month - 1
    return f'"{place.year + months // 12:04}-{months % 12 + 1:02}"'


def value_for(luck, key, place, at_ends):
    """The text of a value, or None if the key is better left out."""
    if key.kind in ("integer", "number"):
        return number_for(luck, key, at_ends)
    if key.kind == "boolean":
        return luck.choice(["true", "false"])
    if key.kind == "month":
        return month_for(luck, place)
    names = {"concession": place.concessions, "concessions": place.concessions, "to": place.concessions,
             "territory": place.territories, "lender": place.lenders, "mineral": place.minerals,
             "country": place.countries}
    words = key.words or names.get(key.name.split(".")[-1])
    if not words:
        return None
    if key.kind == "array":
        return json.dumps(luck.sample(words, luck.randint(1, min(3, len(words)))))
    return json.dumps(luck.choice(words))


def lines_for(luck, keys, place, at_ends, share):
    """Lines that set all required keys, and of the others this share."""
    required, others = [], []
    for key in keys:
        if key.required or luck.random() < share:
            value = value_for(luck, key, place, at_ends)
            if value is not None:
                (required if key.required else others).append(f"{key.name} = {value}")
    return required, others


def head(luck, folder, place):
    """The blocks that say where, when and at which price, and that name lenders, countries and minerals."""
    if luck.random() < 0.5:
        shutil.copytree(BASE / "world", folder / "world")
        place.concessions, place.territories = [f"c{k}" for k in range(6)], ["North", "South"]
        where = '[world]\npath = "world"'
    else:
        n = luck.choice([1, 2, 3, 5, 8])
        place.concessions, place.territories = [str(k) for k in range(n)], []
        miners = luck.choice([1, n, 10 * n, 100 * n])
        where = f"[world]\nsynthetic = {{ concessions = {n}, miners = {miners}, seed = {luck.randint(1, 9)} }}"
    place.year, place.month = luck.choice(STARTS)
    place.months = luck.choice([1, 2, 6, 12, 18])
    yield Block(["format = 1", 'title = "random"', *where.split("\n"), f"weight = {luck.choice([1, 1, 1, 2, 10, 10000])}",
                 "[time]", f'start = "{place.year:04}-{place.month:02}"', f"months = {place.months}",
                 f"burn_in = {luck.choice([0, 0, 1, 3, 6])}", "[random]", f"seed = {luck.choice([0, 1, 9 * 10**18, 77])}",
                 f"replicates = {luck.choice([1, 1, 2])}", "[gold_price]",
                 f"constant_usd_per_gram = {luck.choice([0.001, 40, 40, 40, 1000])}"], kept=True)
    one = json.dumps([luck.choice(place.concessions)])
    if luck.random() < 0.3:
        place.minerals.append("tin")
        price = luck.choice([0.001, 0.02, 1000])
        yield Block(["[[mineral]]", 'name = "tin"', f"constant_usd_per_gram = {price}", f"concession = {one}"], 4)
    if luck.random() < 0.3:
        place.countries.append("south")
        yield Block(["[[country]]", 'name = "south"', f"concession = {one}"], 3)
    if luck.random() < 0.3:
        place.lenders = ["rural", "urban"]
        yield Block(["[[lender]]", 'name = "rural"', f"capital_usd = {luck.choice([0, 1e9])}"], 2)
        yield Block(["[[lender]]", 'name = "urban"', f"deposit = {luck.choice([0, 0.9])}"], 2)
    if luck.random() < 0.3:
        yield Block(["[output]", f"sensitive = {luck.choice(['true', 'false'])}",
                     f"panel = {{ share = {luck.choice([0, 0.1, 1])}, every_months = {luck.choice([1, 3, 1200])} }}"])


def random_study(luck, folder, catalogue):
    """The blocks of a study; `folder` gets its world."""
    place = Place([], [])
    yield from head(luck, folder, place)
    at_ends, share = luck.choice([0, 0.3, 0.6, 1]), luck.choice([0, 0.05, 0.05, 0.3, 1])
    for name, keys in catalogue.tables.items():
        lines = lines_for(luck, keys, place, at_ends, share)[1]
        if lines:
            yield Block([f"[{name}]", *lines])
    if (folder / "world").exists():
        (folder / "world/world.toml").unlink()
        yield Block(["format = 1", *lines_for(luck, catalogue.world, place, at_ends, share)[1], "[tenure]", 'c3 = "lsm"'],
                    1, "world/world", True)
    yield Block(["[[arm]]", 'name = "baseline"'], kept=True)
    for arm in range(luck.choice([1, 1, 2])):
        yield Block(["[[arm]]", f'name = "acted_{arm}"'], kept=True)
        names = sorted(catalogue.instruments)
        chosen = luck.choice([luck.sample(names, luck.randint(1, 3)), luck.sample(names, luck.randint(4, 12)), names])
        for at, name in enumerate(chosen):
            keys = [key for key in luck.choice(catalogue.instruments[name]) if key.name not in ("type", "id")]
            required, others = lines_for(luck, keys, place, at_ends, luck.choice([0, 0.5, 1]))
            fixed = ["[[arm.instrument]]", f'type = "{name}"', f'id = "{at}-{name[:12]}"', *required]
            yield Block(fixed + others, len(fixed))


def write(folder, blocks):
    """Writes the files; returns {file: [(block, line of the block) of each line]}."""
    places = {"study": [], "world/world": []}
    text = {"study": "", "world/world": ""}
    for block in blocks:
        for at, line in enumerate(block.lines):
            text[block.file] += line + "\n"
            places[block.file].append((block, at))
    for file, content in text.items():
        if content:
            (folder / f"{file}.toml").write_text(content)
    return places


def without_refused(blocks, places, err):
    """The blocks without what is refused, or None if that leaves no study."""
    lines = [places[file][int(line) - 1] for file, line in REFUSED.findall(err)]
    refused = {(id(block), at) for block, at in lines}
    dropped = {id(block) for block, at in lines if at < block.fixed and not block.kept}
    left = []
    for block in blocks:
        if id(block) in dropped:
            continue
        if block.kept and block.file == "study" and any((id(block), at) in refused for at in range(len(block.lines))):
            return None
        kept = [line for at, line in enumerate(block.lines) if (id(block), at) not in refused]
        left.append(Block(kept, block.fixed, block.file, block.kept))
    return left if lines else None


def study(luck, folder, catalogue):
    """A generator of steps, like the kinds of mutants: the last one runs a valid study, if one is found."""
    for _ in range(MOST_STUDIES):
        inner = random.Random(luck.random())
        blocks = list(random_study(inner, folder, catalogue))
        for _ in range(MOST_REPAIRS):
            places = write(folder, blocks)
            ended = yield Step(["run", "study.toml", "-q", "-o", "out", "--threads", "1"], (0, 65))
            if ended.code != 65:
                return
            blocks = without_refused(blocks, places, ended.err)
            if blocks is None:
                break
        shutil.rmtree(folder / "world", ignore_errors=True)
        (folder / "study.toml").unlink()

"""Studies with one mistake each, made from the shipped studies and from what `tributer parameters` lists."""
import random
import re
import subprocess
from dataclasses import dataclass

ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \| (.*?) \| (.*?) \|")
SECTION = re.compile(r"^\s*(\[\[?)([\w.]+)\]\]?")
ASSIGNED = re.compile(r"^(\s*)([\w-]+)(\s*=\s*)(\S.*?)\s*$")
IN_STUDY = re.compile(r"^(?!arm\.|world\.|execution\.)|^world\.(?:path|weight|synthetic)\b")


@dataclass
class Parameter:
    table: str  # "choice", or for the key of an instrument "arm.instrument"
    kind: str  # type of the instrument, or ""
    key: str  # may hold a dot
    default: str
    lowest: str
    highest: str


def parameters(tributer):
    listed = subprocess.run([tributer, "parameters", "--markdown"], capture_output=True, text=True, check=True).stdout
    found = []
    for address, default, ends, _ in filter(None, (m and m.groups() for m in map(ROW.match, listed.split("\n")))):
        lowest, _, highest = ends.partition(" to ")
        parts = address.split(".")
        if address.startswith("arm.ARM."):
            found.append(Parameter("arm.instrument", parts[2], ".".join(parts[3:]), default, lowest, highest))
        elif len(parts) > 1 and IN_STUDY.match(address):
            found.append(Parameter(".".join(parts[:-1]), "", parts[-1], default, lowest, highest))
    return found


class Study:
    """The lines of a study, and the positions of its tables."""

    def __init__(self, text):
        self.lines = text.rstrip("\n").split("\n")
        self.sections = []  # (table, type of instrument, line of the header, line after the last)
        for number, line in enumerate(self.lines):
            match = SECTION.match(line)
            if match:
                if self.sections:
                    self.sections[-1][3] = number
                self.sections.append([match.group(2), "", number, len(self.lines)])
            match = ASSIGNED.match(line)
            if match and self.sections and match.group(2) == "type":
                self.sections[-1][1] = match.group(4).strip('"')

    def keys(self):
        """(line, indent, key, sign, value) of each line that sets a key of some table."""
        for _, _, begin, end in self.sections:
            for number in range(begin + 1, end):
                match = ASSIGNED.match(self.lines[number])
                if match:
                    yield (number, *match.groups())

    def changed(self, number, line):
        return "\n".join(self.lines[:number] + ([] if line is None else [line]) + self.lines[number + 1:]) + "\n"

    def with_value(self, parameter, value):
        """The text with the key set, or None if the study has no such instrument or sets another part of the key."""
        for table, kind, begin, end in self.sections:
            if table != parameter.table or kind != parameter.kind:
                continue
            head = parameter.key.split(".")[0]
            for number in range(begin + 1, end):
                match = ASSIGNED.match(self.lines[number])
                if match and match.group(2) == parameter.key:
                    return self.changed(number, f"{match.group(1)}{parameter.key} = {value}")
                if match and match.group(2) == head:
                    return None
            return self.changed(begin, f"{self.lines[begin]}\n{parameter.key} = {value}")
        if parameter.kind or any(table.startswith(parameter.table.split(".")[0]) for table, *_ in self.sections):
            return None
        return "\n".join(self.lines) + f"\n[{parameter.table}]\n{parameter.key} = {value}\n"


def misspelt(word, luck):
    at = luck.randrange(len(word))
    return luck.choice([word[:at] + word[at + 1:] or "x", word[:at] + word[at] * 2 + word[at + 1:], word + "x"])


def of_key(study, luck, line_of):
    number, indent, key, sign, value = luck.choice(list(study.keys()))
    line = line_of(indent, key, sign, value)
    return None if line == study.lines[number] else study.changed(number, line)


def of_parameter(study, known, luck, value_of):
    here = {kind for _, kind, *_ in study.sections if kind}
    parameter = luck.choice([p for p in known if not p.kind or p.kind in here])
    value = value_of(parameter)
    return None if value is None else study.with_value(parameter, value)


def beyond(parameter, luck):
    """A number outside the declared range."""
    if not parameter.highest:
        return None
    lowest, highest = float(parameter.lowest), float(parameter.highest)
    step = luck.choice([1, 1000])
    return f"{lowest - step:g}" if luck.random() < 0.5 else f"{highest + max(step, abs(highest) * 0.01):.12g}"


WRONG_VALUES = ["true", '"zzz"', "12.5", "[[1]]", "{ a = 1 }", "1979-05-27", '["zzz", 3]', "-7", "[]"]
WRONG_NOTES = ['{{ value = {0}, sorce = "x" }}', "{{ value = {0}, range = 3 }}", "{{ value = {0}, range = [1] }}",
               "{{ value = {0}, source = 3 }}", '{{ value = [[{0}]], note = "x" }}', '{{ note = "x" }}']


def kinds(known):
    """The names of kinds of mistakes, each with a function that makes one: (study, luck) -> text or None."""
    def header(study, luck, line_of):
        table, _, number, _ = luck.choice(study.sections)
        return study.changed(number, line_of(table, study.lines[number]))

    def written(p):
        return None if p.default in ("required", '""') else p.default if re.match(r"[\d.\[tf-]", p.default) else f'"{p.default}"'

    def noted(luck):
        def value_of(p):
            value = written(p)
            return None if value is None or re.match(r'"?\d{4}-', value) else luck.choice(WRONG_NOTES).format(value)
        return value_of

    return {
        "misspelt key": lambda s, luck: of_key(s, luck, lambda i, k, e, v: i + misspelt(k, luck) + e + v),
        "missing key": lambda s, luck: of_key(s, luck, lambda i, k, e, v: None),
        "number as text": lambda s, luck: of_key(s, luck, lambda i, k, e, v: f'{i}{k}{e}"{v}"' if v[0].isdigit() else None),
        "text as number": lambda s, luck: of_key(s, luck, lambda i, k, e, v: f"{i}{k}{e}3" if v[0] == '"' else f"{i}{k}{e}{v}"),
        "wrong type": lambda s, luck: of_parameter(s, known, luck, lambda p: luck.choice(WRONG_VALUES)),
        "out of range": lambda s, luck: of_parameter(s, known, luck, lambda p: beyond(p, luck)),
        "unknown word": lambda s, luck: of_parameter(s, known, luck, lambda p: None if p.highest else '"zzz"'),
        "wrong note": lambda s, luck: of_parameter(s, known, luck, noted(luck)),
        "misspelt word": lambda s, luck: of_key(s, luck, lambda i, k, e, v: f'{i}{k}{e}"{misspelt(v.strip(chr(34)), luck)}"'
                                                if k in ("type", "start", "posture", "borrowers", "mode") else f"{i}{k}{e}{v}"),
        "misspelt table": lambda s, luck: header(s, luck, lambda t, line: line.replace(t.split(".")[-1], misspelt(t.split(".")[-1], luck))),
        "key of another table": lambda s, luck: header(s, luck, lambda t, line: f"{line}\n{luck.choice(known).key} = 1"),
    }


def mistakes(studies, tributer, seed):
    """Yields (kind, text) without end, each kind in turn, from a fixed seed."""
    luck = random.Random(seed)
    makers = kinds(parameters(tributer))
    while True:
        for kind, make in makers.items():
            text = None
            while text is None:
                text = make(luck.choice(studies), luck)
            yield kind, text

"""A study that runs in a second, for tests of what others do with its results."""
import csv
import subprocess
from pathlib import Path

STUDY = """format = 1
title = "Two arms, and \\"quotes\\""
[world]
synthetic = { concessions = 12, miners = 2000, seed = 1 }
weight = 5
coarse = true
[time]
start = "2015-01"
months = 14
burn_in = 2
[random]
seed = 7
replicates = 2
[gold_price]
constant_usd_per_gram = 40
[[arm]]
name = "baseline"
[[arm]]
name = "cleared"
  [[arm.instrument]]
  type = "enforcement_operation"
  start = "2015-02"
  months = 2
  largest = 3
  force = 1.0
[[arm]]
name = "subsidy"
  [[arm.instrument]]
  type = "formalisation_subsidy"
  start = "2015-02"
  months = 10
  share = 0.8
  cap_usd = 3000
  budget_usd = 100_000
[compare]
baseline = "baseline"
"""

DESIGN = """[design]
kind = "{kind}"
points = {points}
[[design.vary]]
address = "choice.move_cost"
[[design.vary]]
address = "operations.crew"
min = 6
max = 10
[[design.vary]]
address = "choice.risk_discount"
min = 0.3
max = 0.6
scale = "log"
"""


def call(program, *arguments, code=0, **options):
    """Runs the program; the exit code must be `code`. Returns what it printed on stdout and stderr."""
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, **options)
    assert done.returncode == code, (arguments, done.returncode, done.stderr)
    return done.stdout, done.stderr


def write_study(path, design=""):
    Path(path).write_text(STUDY + design, encoding="utf-8")
    return path


def compared(program, results, *options):
    """What `compare` prints, by outcome and arm; of a design, the study as it is written."""
    text, _ = call(program, "compare", results, "--csv", *options)
    return {(row["outcome"], row["arm"]): row for row in csv.DictReader(text.splitlines())}

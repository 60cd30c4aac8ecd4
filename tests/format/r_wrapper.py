#!/usr/bin/env python3
"""Uses analysis/r/tributer.R as a user would, and compares it with the same in Python.

    r_wrapper.py PROGRAM      exit code 77, which is a skipped test, if R or its package ncdf4 is not installed
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

source = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(source / "analysis/python"))
import tributer  # noqa: E402
from tiny import DESIGN, write_study  # noqa: E402

SCRIPT = """
source("{source}/analysis/r/tributer.R")
results <- tributer_run("design.toml", out = "design", replicates = 2)
say <- function(what, values) cat(what, sprintf("%.17g", values), "\\n")
for (outcome in results$outcomes$outcome) for (arm in results$arms)
  say(paste(outcome, arm), tributer_estimate(results, outcome, arm))
table <- tributer_table(results, "income_all")
stopifnot(nrow(table) == 4 * 3 * 2)
stopifnot(identical(names(table)[5:7], c("choice.move_cost", "operations.crew", "choice.risk_discount")))
stopifnot(is.numeric(table$choice.risk_discount), results$baseline == "baseline")
say("table cleared", table$value[table$arm == "cleared"])
alone <- tributer_open(dirname(file.path("design", "results.h5")))
stopifnot(identical(alone, results))
points <- data.frame(choice.move_cost = c(1, 2.5), operations.crew = c(7, 8))
found <- tributer_evaluate("plain.toml", points, "income_all", "cleared", set = list(world.coarse = TRUE))
say("evaluate cleared", found)
plain <- tributer_run("plain.toml", set = list(choice.move_cost = 2.5, operations.crew = 8))
say("plain cleared", tributer_estimate(plain, "income_all", "cleared"))
said <- tryCatch(tributer_run("plain.toml", set = list(choice.move_cst = 1)), error = conditionMessage)
stopifnot(grepl("did you mean 'move_cost'", said, fixed = TRUE))
stopifnot(grepl("no results", tryCatch(tributer_open("nothing"), error = conditionMessage), fixed = TRUE))
"""

program = os.path.abspath(sys.argv[1])
has_ncdf4 = ["Rscript", "-e", "library(ncdf4)"]
if shutil.which("Rscript") is None or subprocess.run(has_ncdf4, capture_output=True).returncode != 0:
    print("skipped: R with its package ncdf4 (Debian: r-cran-ncdf4) is not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    write_study(Path(folder, "plain.toml"))
    write_study(Path(folder, "design.toml"), DESIGN.format(kind="sobol", points=3))
    Path(folder, "use.R").write_text(SCRIPT.replace("{source}", str(source)))
    done = subprocess.run(["Rscript", "use.R"], cwd=folder, env={**os.environ, "TRIBUTER": program},
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = {}
    for line in done.stdout.splitlines():
        outcome, arm, *values = line.split()
        said[outcome, arm] = np.array([np.nan if value == "NA" else float(value) for value in values])
    data = tributer.open(Path(folder, "design"))
    for outcome in data.outcome.values:
        for arm in data.arm.values:
            expected = tributer.estimate(data, outcome, arm).values
            np.testing.assert_allclose(said[outcome, arm], expected, rtol=1e-12, atol=1e-9, err_msg=f"{outcome} {arm}")
    values = data.value.sel(outcome="income_all", arm="cleared").values
    np.testing.assert_array_equal(said["table", "cleared"], values.ravel())
    np.testing.assert_array_equal(said["evaluate", "cleared"][1], said["plain", "cleared"][0])

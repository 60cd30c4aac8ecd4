#!/usr/bin/env python3
"""Uses analysis/python/tributer.py as a user would: a run, its results, a function of an array, and its errors.

    python_wrapper.py PROGRAM
"""
import os
import sys
import tempfile
import warnings
from pathlib import Path

import netCDF4  # noqa: F401  (Debian's build warns when it is loaded, so before warnings become errors)
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "analysis/python"))
import tributer  # noqa: E402
from tiny import DESIGN, compared, write_study  # noqa: E402

warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=DeprecationWarning)
program = os.environ["TRIBUTER"] = os.path.abspath(sys.argv[1])


def raised(kind, work):
    try:
        work()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def same_as_compare(data, results):
    """Every estimate of the study as it is written is the one that `compare` prints."""
    rows = compared(program, results)
    column = "written" if "written" in next(iter(rows.values())) else "estimate"
    for (outcome, arm), row in rows.items():
        found = float(tributer.estimate(data, outcome, arm)[0])
        np.testing.assert_allclose(found, float(row[column]), rtol=1e-12, atol=1e-9, err_msg=outcome)
    return len(rows)


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    plain = write_study(folder / "plain.toml")
    design = write_study(folder / "design.toml", DESIGN.format(kind="sobol", points=3))

    data = tributer.run(plain, set={"choice.move_cost": 2, "world.coarse": True}, out=folder / "out", replicates=3)
    assert dict(data.sizes) == {"point": 1, "outcome": data.sizes["outcome"], "arm": 3, "reference": 3, "replicate": 3}
    assert str(data.unit.sel(outcome="formal_share").values) == "% of miners" and not data.failed.any()
    assert data.attrs["baseline"] == "baseline" and data.attrs["seed"] == "7"
    assert same_as_compare(data, folder / "out/results.h5") > 50
    level = tributer.estimate(data, "income_all", "baseline")
    np.testing.assert_allclose(level, data.value.sel(outcome="income_all", arm="baseline").mean("replicate"))

    points = tributer.run(design, out=folder / "points", program=program)
    assert points.sizes["point"] == 4 and points["operations.crew"].dims == ("point",)
    drawn = points["choice.risk_discount"].values[1:]
    assert 0.3 <= drawn.min() and drawn.max() <= 0.6
    assert same_as_compare(points, folder / "points/results.h5") > 50
    assert points.equals(tributer.open(folder / "points/results.h5"))

    # The function of an array gives what a run with these settings gives, and NaN where nothing is defined.
    names = ["choice.move_cost", "operations.crew", "choice.risk_discount"]
    at = np.array([[points[name].values[k] for name in names] for k in (2, 1)])
    found = tributer.evaluate(plain, names, at, ["income_all", "evictions"], "cleared")
    assert found.shape == (2, 2), found.shape
    expected = [[float(tributer.estimate(points, outcome, "cleared")[k]) for outcome in ("income_all", "evictions")]
                for k in (2, 1)]
    np.testing.assert_array_equal(found, expected)
    assert found[0, 0] != found[1, 0]
    assert tributer.evaluate(plain, names, np.empty((0, 3)), "income_all", "cleared").shape == (0,)
    one = tributer.evaluate(plain, ["choice.move_cost"], [[1]], "dead_weight", "cleared", months=13)
    assert one.shape == (1,) and np.isnan(one).all()

    error = raised(tributer.Error, lambda: tributer.run(plain, set={"choice.move_cst": 1}))
    assert error.code == 65 and "did you mean 'move_cost'" in str(error), error
    error = raised(tributer.Error, lambda: tributer.evaluate(design, names, at, "income_all", "cleared"))
    assert error.code == 65 and "'file'" in str(error), error
    error = raised(tributer.Error, lambda: tributer.evaluate(plain, names, at, "incme", "cleared"))
    assert error.code == 65 and "incme" in str(error), error
    error = raised(KeyError, lambda: tributer.estimate(data, "income_all", "nobody"))
    assert "cleared" in str(error)
    raised(ValueError, lambda: tributer.evaluate(plain, names, [[1, 2]], "income_all", "cleared"))
    assert "no results" in str(raised(tributer.Error, lambda: tributer.open(folder)))
    (folder / "broken.h5").write_bytes((folder / "out/results.h5").read_bytes()[:5000])
    assert raised(tributer.Error, lambda: tributer.open(folder / "broken.h5")).code == 74
    raised(FileNotFoundError, lambda: tributer.run(plain, program=folder / "nothing"))

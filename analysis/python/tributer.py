"""Runs `tributer` from Python, and opens its results with xarray.

    import tributer
    data = tributer.run("scenarios/crackdown.toml", set={"choice.move_cost": 2}, replicates=4, points=16, uncertain=True)
    tributer.estimate(data, "leakage_net", "with_force")          # by point, as `tributer compare` computes it

    # A function of an array, for optimisers, samplers and emulators: one row of `points` is one study.
    y = tributer.evaluate("scenarios/crackdown.toml", ["choice.move_cost", "choice.risk_discount"],
                          [[1, 0.4], [2, 0.5]], "leakage_net", "with_force", replicates=4)

This file needs NumPy, xarray, and netCDF4 or h5netcdf. Copy it to where Python finds it, or add its folder to PYTHONPATH.
The program is the argument `program`, or the environment variable TRIBUTER, or `tributer` on the PATH.
"""
import builtins
import csv
import os
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

import numpy as np
import xarray as xr

__all__ = ["Error", "run", "open", "estimate", "evaluate"]

_SOME_RUNS_FAILED = 70  # the exit code if results were written but some of their runs failed
_DEFINITION = ["question", "label", "unit", "form", "better", "scale"]
_VALUES = ["numerator", "denominator", "given", "value"]


class Error(RuntimeError):
    """The program failed. The text is what it said, and `code` its exit code (docs/formats.md)."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def run(study, set=None, out=None, *, replicates=None, months=None, points=None, uncertain=False, threads=None,
        replace=False, program=None):
    """Runs a study and returns its opened results, as `open` does.

    `set` changes values by their address, such as {"choice.move_cost": 2}. The folder `out` keeps the results; runs that
    were stopped go on there. Without it nothing is kept. Other arguments are the options of `tributer run`. Runs that
    fail are a warning, and are missing in the results.
    """
    arguments = _settings(set)
    for option, value in (("replicates", replicates), ("months", months), ("points", points), ("threads", threads)):
        if value is not None:
            arguments += [f"--{option}", str(int(value))]
    arguments += ["--uncertain"] * bool(uncertain) + ["--replace"] * bool(replace)
    return _run(study, arguments, out, program)


def open(path):
    """Opens results: a results file, or the folder of a run.

    The dataset has `value`, `numerator`, `denominator` and `given` by point, outcome, arm and replicate (see /points and
    /outcomes in docs/formats.md), and `failed` by point and replicate. Point 0 is the study as it is written. Each
    parameter that varies is a coordinate along `point`, by its address, and what defines an outcome along `outcome`.
    Attributes are those of the file. Monthly variables are in the file itself: xarray.open_dataset(FILE).
    """
    path = Path(path)
    if path.is_dir():
        path = path / "results.h5"
    if not path.is_file():
        raise Error(f"{path}: there are no results; run the study to its end, or name its folder", 74)
    root, outcomes, points = (_load(path, group) for group in (None, "outcomes", "points"))
    if outcomes is None or root.attrs.get("complete") != 1:
        raise Error(f"{path}: this is no complete results file of a tributer that records outcomes", 74)
    if points is None:  # a study without a design
        data = outcomes[_VALUES].expand_dims(point=[0])
        data = data.assign_coords(replicate=np.arange(data.sizes["replicate"]))
    else:
        data = points[_VALUES]
        numbers = points.setting_number
        for k, address in enumerate(points.parameter.values.astype(str)):
            column = (numbers if np.isfinite(numbers[:, k]).all() else points.setting)[:, k]
            data = data.assign_coords({address: ("point", column.values)})
        _point_0(data, outcomes)
    data = data.assign_coords({name: ("outcome", outcomes[name].values) for name in _DEFINITION})
    data["failed"] = (("point", "replicate"), _failed(path, data))
    data.attrs = {**root.attrs, **outcomes.attrs}
    return data


def estimate(data, outcome, arm):
    """An outcome of an arm by point, over all replicates and against the study's baseline, as `compare` computes it.

    Of the baseline itself it is the level. It is NaN where the arm does not have the outcome.
    """
    at, of_arm = _place(data, "outcome", outcome), _place(data, "arm", arm)
    baseline = _place(data, "reference", str(data.attrs["baseline"]) or str(data.arm.values[0]))
    form, scale = str(data.form.values[at]), float(data.scale.values[at])

    def totals(name):
        values = data[name].variable.isel(outcome=at, arm=of_arm).transpose("point", "reference", "replicate").values
        return values[:, of_arm], values[:, baseline]

    (n, n0), (d, d0) = totals("numerator"), totals("denominator")
    given = data["given"].variable.isel(outcome=at, arm=of_arm).transpose("point", "replicate").values
    with np.errstate(all="ignore"):
        rise, added = _mean(n - n0), _mean(d - d0)
        if form == "level":
            level, level0 = np.where(d == 0, np.nan, n / d), np.where(d0 == 0, np.nan, n0 / d0)
            found = _mean(level if of_arm == baseline else level - level0)
        elif of_arm == baseline:
            found = np.full(len(n), np.nan)
        else:
            found = {"percent_change": _mean(n) / _mean(n0) - 1, "percent_of_baseline": _mean(n) / _mean(n0),
                     "own_share": _mean(n) / _mean(d), "baseline_share": _mean(n0) / _mean(d),
                     "displaced": -rise / added, "per_addition": np.where(added > 0, rise / added, np.nan)}[form]
    exists = np.isfinite(found) & (np.nan_to_num(given) != 0).any(axis=1)
    settings = {name: variable for name, variable in data.coords.items() if variable.dims == ("point",)}
    return xr.DataArray(np.where(exists, scale * found, np.nan), settings, ["point"], outcome,
                        {"arm": arm, "long_name": str(data.label.values[at]), "units": str(data.unit.values[at])})


def evaluate(study, names, points, outcome, arm, *, set=None, replicates=None, months=None, threads=None, out=None,
             program=None):
    """Outcomes of an arm at points of your own: an array [n, d] of values of the parameters `names` -> an array [n].

    All points have the same luck and are run as one ensemble. If `outcome` is a list, the result is an array [n, k]. A
    point at which the outcome does not exist, or at which all runs fail, is NaN. The study must have no design.
    """
    points = np.atleast_2d(np.asarray(points, dtype=float))
    if points.ndim != 2 or points.shape[1] != len(names):
        raise ValueError(f"points must be an array with {len(names)} columns, one for each name, not {points.shape}")
    wanted = [outcome] if isinstance(outcome, str) else list(outcome)
    if len(points) == 0:
        return np.empty((0,) if isinstance(outcome, str) else (0, len(wanted)))
    with tempfile.TemporaryDirectory(prefix="tributer-") as folder:
        table = Path(folder, "points.csv")
        with builtins.open(table, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([names, *([repr(float(x)) for x in row] for row in points)])
        arguments = _settings({**(set or {}), "design.file": table}) + ["--outcome", wanted[0]]
        for option, value in (("replicates", replicates), ("months", months), ("threads", threads)):
            if value is not None:
                arguments += [f"--{option}", str(int(value))]
        data = _run(study, arguments, out, program)
    found = np.stack([estimate(data, name, arm).values[1:] for name in wanted], axis=1)
    return found[:, 0] if isinstance(outcome, str) else found


def _program(program):
    name = str(program or os.environ.get("TRIBUTER") or "tributer")
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name}: the program is not there; give `program`, set TRIBUTER, or add it to PATH")
    return found


def _settings(changes):
    arguments = []
    for address, value in (changes or {}).items():
        text = str(value).lower() if isinstance(value, (bool, np.bool_)) else str(value)
        arguments += ["--set", f"{address}={text}"]
    return arguments


def _run(study, arguments, out, program):
    with tempfile.TemporaryDirectory(prefix="tributer-") as folder:
        target = Path(out) if out is not None else Path(folder, "out")
        done = subprocess.run([_program(program), "run", str(study), "-o", str(target), "--quiet", *arguments],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
        message = done.stderr.strip()
        if done.returncode == _SOME_RUNS_FAILED and "failed: point" in message:
            warnings.warn(message, stacklevel=3)
        elif done.returncode != 0:
            raise Error(message or f"tributer ended with code {done.returncode}", done.returncode)
        return open(target)


def _load(path, group):
    """A group of the file, in memory; None if it has no such group."""
    try:
        with xr.open_dataset(path, group=group, decode_times=False,
                             drop_variables=None if group else _monthly(path)) as data:
            return data.load()
    except (OSError, KeyError) as error:
        if group is None:
            raise Error(f"{path}: it cannot be read: {error}", 74) from error
        return None


def _monthly(path):
    """The variables of the root, of which only the attributes are wanted."""
    with xr.open_dataset(path, decode_times=False) as data:
        return list(data.variables)


def _failed(path, data):
    failed = np.zeros((data.sizes["point"], data.sizes["replicate"]), dtype=bool)
    failures = _load(path, "failures")
    if failures is not None and failures.sizes.get("failure", 0) > 0:
        failed[failures["point"].values, failures["replicate"].values] = True
    return failed


def _point_0(data, outcomes):
    """The values of the study as it is written are those of /outcomes."""
    for name in _VALUES:
        data[name][0] = outcomes[name].transpose(*data[name].dims[1:]).values


def _place(data, kind, name):
    known = data[kind].values.tolist()
    if name not in known:
        raise KeyError(f"there is no {kind} '{name}'; there are {', '.join(known)}")
    return known.index(name)


def _mean(values):
    """Over replicates, without those that failed; NaN if all did."""
    there = ~np.isnan(values)
    return np.where(there, values, 0).sum(axis=1) / there.sum(axis=1)

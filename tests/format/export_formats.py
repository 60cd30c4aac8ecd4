#!/usr/bin/env python3
"""Exports small ensembles to other tools and reads them as these tools do, by what their documentation says.

    export_formats.py PROGRAM

The readers stand here because the EMA Workbench, SALib and ArviZ are not in Debian. Each check that reads an order or an
archive must also find a planted fault.
"""
import json
import os
import resource
import sys
import tarfile
import tempfile
import warnings
from pathlib import Path

import netCDF4  # noqa: F401  (Debian's build warns when it is loaded, so before warnings become errors)
import numpy as np
import pandas as pd
import xarray as xr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "analysis/python"))
import tributer  # noqa: E402
from tiny import DESIGN, call, compared, write_study  # noqa: E402

warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=DeprecationWarning)
program = os.path.abspath(sys.argv[1])
NAMES = ["choice.move_cost", "operations.crew", "choice.risk_discount"]


def load_ema(path):
    """As ema_workbench.load_results: experiments as a DataFrame, outcomes by name."""
    with tarfile.open(path, "r:gz", encoding="UTF8") as archive:
        metadata = json.loads(archive.extractfile("metadata.json").read())
        experiments = pd.read_csv(archive.extractfile("experiments.csv"))
        for name, kind in metadata["experiments"].items():
            experiments[name] = experiments[name].astype(kind)
        outcomes = {}
        for kind, name, file in metadata["outcomes"]:
            assert kind == "ScalarOutcome", kind
            values = pd.read_csv(archive.extractfile(file), index_col=False, header=None).values
            outcomes[name] = np.reshape(values, (values.shape[0],))
            assert len(outcomes[name]) == len(experiments), (name, "lost lines: a table may have no empty line")
    return experiments, outcomes


def read_table(path):
    return pd.read_csv(path, float_precision="round_trip")


def saltelli_fault(samples, n_variables):
    """What is wrong with the order that SALib.analyze.sobol expects without second-order indices; None if nothing is."""
    step = n_variables + 2
    if len(samples) % step:
        return "not a whole number of base points"
    for k, rows in enumerate(samples.reshape(-1, step, n_variables)):
        a, b = rows[0], rows[-1]
        for j in range(n_variables):
            expected = a.copy()
            expected[j] = b[j]
            if not np.array_equal(rows[1 + j], expected):
                return f"base point {k}: row {1 + j} is not A with column {j} of B"
    return None


def check_ema(folder, data):
    call(program, "export", folder, "--to", "ema", "-o", folder / "e.tar.gz", "--quiet")
    experiments, outcomes = load_ema(folder / "e.tar.gz")
    assert list(experiments.columns) == [*NAMES, "scenario", "policy", "model"], experiments.columns
    assert len(experiments) == 2 * (data.sizes["point"] - 1) and set(experiments.policy) == {"cleared", "subsidy"}
    assert experiments["choice.risk_discount"].dtype == float and experiments.scenario.dtype == np.int64
    for address in NAMES:  # as pandas reads numbers by itself, which is not to the last bit
        np.testing.assert_allclose(experiments[address], data[address].values[experiments.scenario], rtol=1e-14)
    assert "poor/female" not in outcomes and len(outcomes) > 50
    for name, values in outcomes.items():
        for arm in ("cleared", "subsidy"):
            expected = tributer.estimate(data, name, arm).values[1:]
            np.testing.assert_allclose(values[experiments.policy == arm], expected, rtol=1e-12, atol=1e-9, err_msg=name)
    call(program, "export", folder, "--to", "ema", "-o", folder / "f.tar.gz", "--outcome", "poor/", "--quiet")
    assert "poor/female" in load_ema(folder / "f.tar.gz")[1]
    whole = (folder / "e.tar.gz").read_bytes()
    (folder / "e.tar.gz").write_bytes(whole[:len(whole) // 2])
    try:
        load_ema(folder / "e.tar.gz")
    except (EOFError, tarfile.TarError):
        return
    raise AssertionError("half an archive was read")


def check_salib(folder, data):
    out = folder / "salib"
    call(program, "export", folder / "results.h5", "--to", "salib", "-o", out, "--quiet")
    problem = json.loads((out / "problem.json").read_text())
    assert problem["num_vars"] == 3 and problem["names"] == NAMES, problem
    assert problem["bounds"][1:] == [[6, 10], [0.3, 0.6]], problem
    table = read_table(out / "points.csv")
    samples = table[NAMES].values
    assert saltelli_fault(samples, 3) is None, saltelli_fault(samples, 3)
    assert saltelli_fault(samples[[0, 4, 1, 2, 3, *range(5, len(samples))]], 3) is not None  # planted: A, B, AB1, ...
    expected = tributer.estimate(data, "income_all", "subsidy").values[1:]
    np.testing.assert_allclose(table["income_all@subsidy"], expected, rtol=1e-11)
    assert len(set(expected)) > 5


def check_csv(results, data, n_points):
    out = results / "tables"
    call(program, "export", results, "--to", "csv", "-o", out, "--quiet")
    points, lines, definitions = (read_table(out / f"{name}.csv") for name in ("points", "outcomes", "definitions"))
    assert list(points.point) == list(range(n_points)) and (points.replicates == 2).all()
    assert set(lines.outcome) <= set(definitions.outcome) and {"unit", "form", "scale"} <= set(definitions.columns)
    keys = list(zip(lines.point, lines.outcome, lines.arm, lines.replicate))
    assert len(set(keys)) == len(keys)
    for column in ("value", "numerator"):
        found = dict(zip(keys, lines[column]))
        for arm in ("baseline", "cleared", "subsidy"):
            source = data.value if column == "value" else data.numerator.sel(reference=arm)
            for name in ("income_all", "evictions", "cost_per_miner_year"):
                expected = source.sel(outcome=name, arm=arm).values
                read = [[found.get((point, name, arm, r), np.nan) for r in range(2)] for point in range(n_points)]
                np.testing.assert_array_equal(read, expected, err_msg=f"{column} of {name}, {arm}")
    if n_points > 1:
        np.testing.assert_array_equal(points["choice.risk_discount"], data["choice.risk_discount"])


def check_arviz(folder, data):
    out = folder / "prior.nc"
    call(program, "export", folder, "--to", "arviz", "-o", out, "--quiet")
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(out, group="prior", engine=engine) as prior:
            assert list(prior.data_vars) == NAMES and prior.attrs["inference_library"] == "tributer", prior
            assert {"created_at", "inference_library_version"} <= set(prior.attrs)
            for name in NAMES:
                assert prior[name].dims == ("chain", "draw"), prior[name].dims
                np.testing.assert_array_equal(prior[name][0], data[name][1:])
            assert list(prior.draw.values) == list(range(1, data.sizes["point"]))
        with xr.open_dataset(out, group="prior_predictive", engine=engine) as predictive:
            assert predictive.income_all.dims == ("chain", "draw", "arm", "replicate")
            assert not set(predictive.data_vars) & set(predictive.dims)
            for name in ("income_all", "leakage_net"):
                np.testing.assert_array_equal(predictive[name][0], data.value.sel(outcome=name)[1:])
            assert predictive.income_all.attrs["units"] == str(data.unit.sel(outcome="income_all").values)


def check_refusals(none, sobol, saltelli, folder):
    def refused(results, to, said, code=65, **options):
        _, message = call(program, "export", results, "--to", to, "-o", folder / "no", code=code, **options)
        assert said in message, (said, message)
        assert not (folder / "no").exists() and not list(folder.glob("no*.part")), to

    for to in ("ema", "salib", "arviz"):
        refused(none, to, "no points of a design")
    refused(sobol, "salib", 'the design of these results is sobol')
    refused(saltelli, "arviz", "saltelli are no draws of a prior")
    refused(folder, "csv", "results.h5", code=74)
    call(program, "export", sobol, "--to", "excel", "-o", folder / "no", code=2)
    call(program, "export", sobol, "--to", "csv", code=2)

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    for to in ("ema", "arviz"):  # a full disk leaves nothing
        refused(sobol, to, "no.part", code=74, preexec_fn=small_files)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {}
        for kind, points in (("none", 0), ("sobol", 3), ("saltelli", 2)):
            design = DESIGN.format(kind=kind, points=points) if points else ""
            study = write_study(folder / f"{kind}.toml", design)
            call(program, "run", study, "-o", folder / kind, "--quiet")
            made[kind] = tributer.open(folder / kind)
        written = compared(program, folder / "none/results.h5")
        assert len(written) > 50
        check_csv(folder / "none", made["none"], 1)
        check_csv(folder / "sobol", made["sobol"], 4)
        check_ema(folder / "sobol", made["sobol"])
        check_salib(folder / "saltelli", made["saltelli"])
        check_arviz(folder / "sobol", made["sobol"])
        empty = folder / "empty"
        empty.mkdir()
        check_refusals(folder / "none", folder / "sobol", folder / "saltelli", empty)


if __name__ == "__main__":
    main()

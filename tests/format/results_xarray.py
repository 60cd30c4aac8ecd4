"""Opens the file that results_test.cpp wrote with xarray and netCDF tools, and fails at the first difference."""
import os
import subprocess
import sys
import warnings
from pathlib import Path

import netCDF4  # noqa: F401  (Debian's build warns when it is loaded, so before warnings become errors)
import numpy as np
import xarray as xr

path = os.path.abspath(sys.argv[1])
source = Path(__file__).resolve().parents[2]
warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=DeprecationWarning)


def check_root(data, engine):
    assert dict(data.sizes) == {"arm": 2, "replicate": 3, "time": 14, "area": 3, "livelihood": 2, "group": 2,
                                "from_area": 3, "to_area": 3, "category": 2, "programme": 2, "bounds": 2}, (engine, data.sizes)
    assert list(data.arm.values) == ["baseline", "Mambasa évacuée"], engine
    people = data.people
    assert people.dims == ("arm", "replicate", "time", "area", "livelihood"), engine
    assert people.dtype == np.int64, (engine, people.dtype)
    assert people.attrs["units"] == "1" and people.attrs["cell_methods"] == "time: point", engine
    assert people.attrs["long_name"] == "people by area and livelihood", engine
    assert list(people.coords["area_ring"].values) == ["cleared", "connected", "far"], engine
    assert people.coords["ring"].dtype == np.int8 and people.coords["area_people"].dtype == np.int64, engine
    assert data.income_gini.dtype == np.float64 and np.isnan(data.income_gini[0, 0, 3, 0]), engine
    assert data.time.values[1] == np.datetime64("2015-02-01"), engine
    assert data.attrs["Conventions"] == "CF-1.10, ACDD-1.3" and data.attrs["file_type"] == "tributer results", engine
    assert list(data.attrs["programme_first_month"]) == [-1, 3] and data.attrs["discount_rate"] == 0.08, engine
    assert data.attrs["seed"] == "18446744073709551615" and data.attrs["complete"] == 1, engine
    chosen = people.sel(arm="Mambasa évacuée", area="Irumu / far", livelihood="farm", time="2016-02")
    assert chosen.shape == (3, 1), engine


def check_groups(engine):
    def open_group(name):
        return xr.open_dataset(path, engine=engine, group=name)

    def open_root():
        return xr.open_dataset(path, engine=engine)

    with open_group("moves") as moves:
        assert moves.moves.dtype == np.int64 and list(moves.to_area.values)[2] == "Irumu / far", engine
        assert moves.time.values[0] == np.datetime64("2015-01-01"), engine
    with open_group("ledger") as ledger:
        assert int(ledger.flows.sel(category="wage").values.max()) == 1 << 60, engine
        assert ledger.flows.attrs["units"] == "0.01 USD", engine
    with open_group("outcomes") as outcomes:
        assert outcomes.value.dims == ("outcome", "arm", "replicate"), engine
        assert outcomes.numerator.dims == ("outcome", "arm", "reference", "replicate"), engine
        assert outcomes.attrs["discount_rate"] == 0.08 and outcomes.attrs["baseline"] == "baseline", engine
        farmers = outcomes.sel(outcome="farmers")
        assert str(farmers.unit.values) == "people at 8% a year" and str(farmers.form.values) == "level", engine
        with open_root() as root:
            months = root.people.sel(livelihood="farm").sum("area")
            assert np.array_equal(farmers.value.values, months.mean("time").values), engine
            assert np.array_equal(farmers.numerator.sel(reference="baseline", drop=True).isel(arm=1).values,
                                  months.sel(arm="baseline").sum("time").values), engine
        late = outcomes.value.sel(outcome="evictions_after")  # a year after presence lies beyond the run
        assert np.isnan(late.values).all(), engine
    with open_group("parameters") as parameters:
        assert str(parameters["value"].sel(parameter="choice.alpha").values) == "0.5", engine
    with open_group("parameters/execution") as execution:
        assert str(execution["value"].sel(setting="threads").values) == "2", engine
    with open_group("input") as files:
        assert "é" in str(files.content.values[0]), engine
    with open_group("diagnostics") as diagnostics:
        assert diagnostics.seconds_per_process.dims == ("arm", "replicate", "process"), engine
        assert diagnostics.seconds.dtype == np.float64 and diagnostics.miner_months.dtype == np.int64, engine
    with open_group("panel") as panel:
        assert int(panel.row_size.sum()) == panel.sizes["obs"] == 24, engine
        assert panel.person.dtype == np.int64 and panel.income_cents.dtype == np.int64, engine
        assert panel.row_size.attrs["sample_dimension"] == "obs", engine
    with open_group("licences") as licences:
        assert licences.person.dims == ("holder",) and licences.sizes["holder"] == 3 * (1 + 3), engine
        assert licences.person.dtype == np.int64 and licences.first_month.dtype == np.int32, engine
        of_arm = licences.where(licences.arm_index == 1, drop=True)
        assert list(of_arm.first_month.values) == [-5, 4, 12] * 3, engine
        assert list(licences.programme_index.values[:4]) == [-1, -1, 1, -1], engine
        assert licences.programme_index.attrs["flag_meanings"] == "none grant loan_fund", engine
        assert licences.months_licensed.attrs["units"] == "1", engine


for engine in ("h5netcdf", "netcdf4"):
    with xr.open_dataset(path, engine=engine) as root:
        root.load()
        check_root(root, engine)
    check_groups(engine)

header = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True).stdout
assert "int64 people(arm, replicate, time, area, livelihood)" in header, header
assert "group: moves" in header and "area = 3" in header, header

# The example that opens the panel as a table of pandas: one row for each month of a person.
sys.path.insert(0, str(source / "analysis/examples"))
from read_panel import read_panel  # noqa: E402

table = read_panel(path)
with xr.open_dataset(path, group="panel") as panel:
    assert len(table) == panel.sizes["obs"] and table.person.nunique() == len(set(panel.person.values)), len(table)
    first = panel.row_size.values[0]
    assert list(table.person.values[: first + 1]) == [panel.person.values[0]] * first + [panel.person.values[1]]

#!/usr/bin/env python3
"""Reads the panel of a results file as a table of pandas with one row for each month of a person.

    read_panel.py RESULTS.h5

The panel has two dimensions, people and their months. `to_dataframe()` of the whole group would pair every person with
every month of everybody; so each dimension is read alone, and a person is repeated for each month of its own.
"""
import sys

import xarray as xr


def read_panel(path):
    panel = xr.open_dataset(path, group="panel")
    months = panel.drop_dims("trajectory").to_dataframe()
    people = panel.drop_dims("obs").to_dataframe()
    of_month = people.loc[people.index.repeat(people.row_size)].set_index(months.index)
    return months.join(of_month.drop(columns="row_size"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    table = read_panel(sys.argv[1])
    arms = xr.open_dataset(sys.argv[1]).arm.values
    last = table[table.month == table.month.max()]
    print(f"{len(table)} rows of {table.groupby(['arm_index', 'replicate']).person.nunique().sum()} people in all runs")
    for arm, cents in last.groupby("arm_index").income_cents.median().items():
        print(f"{arms[arm]}: median income of the last month {cents / 100:.2f} USD")

#!/usr/bin/env python3
"""Reads a results file: net leakage and the books, replicate by replicate.

    read_results.py RESULTS.h5 [ARM]
"""
import sys

import xarray as xr


def net_leakage(data, arm):
    """Miner-months gained elsewhere over those lost in the cleared places, during presence and the year after."""
    at = list(data.arm.values).index(arm)
    first, last = data.attrs["presence_first_month"][at], data.attrs["presence_last_month"][at]
    miners = data.working_miners.isel(time=slice(first, last + 13)).sum("time")
    change = miners.sel(arm=arm) - miners.sel(arm=data.attrs["baseline"])
    cleared = (data.area_ring == "cleared").values
    return -change.isel(area=~cleared).sum("area") / change.isel(area=cleared).sum("area")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    data = xr.open_dataset(sys.argv[1])
    arm = sys.argv[2] if len(sys.argv) == 3 else "with_force"
    print(data.attrs["title"])
    print("net leakage by replicate:", net_leakage(data, arm).round(3).values)
    books = xr.open_dataset(sys.argv[1], group="ledger")
    yearly = books.flows.sel(arm=arm).sum("time").mean("replicate") / data.sizes["time"] * 12 / 1e8
    for category, million_usd in zip(books.category.values, yearly.values):
        print(f"{million_usd:10.3f}  {category}")

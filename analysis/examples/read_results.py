#!/usr/bin/env python3
"""Reads a results file: outcomes of an arm, the same outcomes computed from their totals, and the ledger.

    read_results.py RESULTS.h5 [ARM]
"""
import sys

import xarray as xr


def ratio_of_means(outcomes, name, arm):
    """An outcome of an arm over all replicates, from its totals: a ratio of means, not the mean of ratios."""
    of = outcomes.sel(outcome=name, arm=arm)
    numerator, denominator = of.numerator.mean("replicate"), of.denominator.mean("replicate")
    baseline = outcomes.attrs["baseline"]
    if of.form == "displaced":
        rise = numerator.sel(reference=arm) - numerator.sel(reference=baseline)
        fall = denominator.sel(reference=baseline) - denominator.sel(reference=arm)
        return float(of.scale * rise / fall)
    return float(of.scale * numerator.sel(reference=arm) / denominator.sel(reference=arm))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    data = xr.open_dataset(sys.argv[1])
    outcomes = xr.open_dataset(sys.argv[1], group="outcomes")
    arm = sys.argv[2] if len(sys.argv) == 3 else "with_force"
    print(data.attrs["title"])
    for name in ("leakage_net", "income_miners"):
        of = outcomes.sel(outcome=name)
        print(f"{of.label.item()} ({of.unit.item()}): by replicate {of.value.sel(arm=arm).round(1).values}, "
              f"over all {ratio_of_means(outcomes, name, arm):.1f}")
    books = xr.open_dataset(sys.argv[1], group="ledger")
    yearly = books.flows.sel(arm=arm).sum("time").mean("replicate") / data.sizes["time"] * 12 / 1e8
    for category, million_usd in zip(books.category.values, yearly.values):
        print(f"{million_usd:10.3f}  {category}")

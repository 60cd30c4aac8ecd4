#!/usr/bin/env python3
"""Draws what support to operations adds: formal miners compared with the baseline, month by month, and the donor's outlay.

    plot_support.py RESULTS.h5 PICTURE.svg

Lines are means over replicates, bands from the lowest to the highest replicate, each against the same replicate of the
baseline; grey: months of the programmes. Outlay is what the donor paid, less what came back to it: the label of each
category of the ledger names payer and payee.
"""
import sys

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams.update({"svg.hashsalt": "tributer", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
import matplotlib.pyplot as plt
import xarray as xr

COLOURS = ["#b3261e", "#1f5fa8", "#2e7d32", "#8a5a00", "#6a3d9a", "#444444"]


def draw(results, picture):
    data, books = xr.open_dataset(results), xr.open_dataset(results, group="ledger")
    baseline, arms = data.attrs["baseline"], list(data.arm.values)
    formal = data.people.sel(livelihood="formal_mining").sum("area")
    labels = [str(label) for label in books.category.values]  # "grants: donor to operations"
    paid = xr.DataArray([": donor to " in label for label in labels], dims="category")
    returned = xr.DataArray([label.endswith(" to donor") for label in labels], dims="category")
    outlay = (books.flows.where(paid, 0) - books.flows.where(returned, 0)).sum("category").cumsum("time") / 1e8
    programme = [a for a in range(len(arms)) if data.attrs["programme_first_month"][a] >= 0]
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.1), layout="constrained")
    for a, colour in zip(programme, COLOURS):
        added = (formal.isel(arm=a) - formal.sel(arm=baseline)) / 1000
        left.fill_between(data.time.values, added.min("replicate"), added.max("replicate"), color=colour, alpha=0.15, linewidth=0)
        left.plot(data.time.values, added.mean("replicate"), color=colour, linewidth=1.5, label=arms[a].replace("_", " "))
        right.plot(data.time.values, outlay.isel(arm=a).mean("replicate"), color=colour, linewidth=1.5)
    first, last = (data.attrs[f"programme_{end}_month"][programme[0]] for end in ("first", "last"))
    for axis, title in ((left, "More formal miners than without, thousand"), (right, "Donor's money out, million USD")):
        axis.axvspan(data.time.values[first], data.time.values[min(last + 1, data.sizes["time"] - 1)], color="#000000", alpha=0.07, linewidth=0)
        axis.set_title(title, fontsize=10, loc="left")
        axis.axhline(0, color="#999999", linewidth=0.6)
        axis.xaxis.set_major_locator(matplotlib.dates.YearLocator(2))
        axis.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y"))
    figure.legend(*left.get_legend_handles_labels(), frameon=False, loc="upper center", bbox_to_anchor=(0.5, 0), ncol=3)
    figure.savefig(picture, metadata={"Date": None} if picture.endswith(".svg") else None, dpi=150, bbox_inches="tight")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    draw(sys.argv[1], sys.argv[2])

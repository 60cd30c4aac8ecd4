#!/usr/bin/env python3
"""Draws the miners at work in the cleared, connected and far rings, month by month, in two arms.

    plot_rings.py RESULTS.h5 PICTURE.svg [ARM]     ARM: default with_force; compared with the study's baseline

Lines are means over replicates; bands run from the lowest to the highest replicate; grey: months of presence.
"""
import sys

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams.update({"svg.hashsalt": "tributer", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
import matplotlib.pyplot as plt
import xarray as xr

RINGS = {"cleared": "Cleared", "connected": "Connected to a cleared concession", "far": "Far"}


def draw(results, picture, arm):
    data = xr.open_dataset(results)
    baseline = data.attrs["baseline"]
    arms = list(data.arm.values)
    first, last = (data.attrs[f"presence_{end}_month"][arms.index(arm)] for end in ("first", "last"))
    figure, axes = plt.subplots(1, 3, figsize=(9, 2.9), layout="constrained")
    for axis, (ring, title) in zip(axes, RINGS.items()):
        miners = data.working_miners.isel(area=(data.area_ring == ring).values).sum("area") / 1000
        for name, colour in ((baseline, "#7a7a7a"), (arm, "#b3261e")):
            runs = miners.sel(arm=name)
            axis.fill_between(data.time.values, runs.min("replicate"), runs.max("replicate"), color=colour, alpha=0.2, linewidth=0)
            axis.plot(data.time.values, runs.mean("replicate"), color=colour, label=name.replace("_", " "), linewidth=1.5)
        axis.axvspan(data.time.values[first], data.time.values[min(last + 1, data.sizes["time"] - 1)], color="#000000", alpha=0.07, linewidth=0)
        axis.set_title(title, fontsize=10, loc="left")
        axis.set_ylim(bottom=0)
        axis.xaxis.set_major_locator(matplotlib.dates.YearLocator(2))
        axis.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y"))
    axes[0].set_ylabel("thousand miners at work")
    axes[2].legend(frameon=False, loc="lower right")
    figure.savefig(picture, metadata={"Date": None} if picture.endswith(".svg") else None, dpi=150)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    draw(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else "with_force")

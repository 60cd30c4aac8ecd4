#!/usr/bin/env python3
"""Tests that every variable of one results file is in another with the same values, matched by label.

    same_variables.py A.h5 B.h5    prints the first difference; exit code 1 if there is one
"""
import sys

import numpy
import xarray as xr


def difference(a, b):
    for group in ("", "moves", "ledger"):
        first, second = (xr.open_dataset(file, group=group or None) for file in (a, b))
        for name, values in first.data_vars.items():
            if name not in second:
                return f"{group}/{name}: only in the first file"
            other = second[name]
            for axis in values.dims:
                if axis in first.indexes:
                    other = other.sel({axis: first.indexes[axis]})
            if not numpy.array_equal(values.values, other.values, equal_nan=values.dtype.kind == "f"):
                return f"{group}/{name}: other values"
    return None


found = difference(*sys.argv[1:])
if found:
    print(found)
sys.exit(1 if found else 0)

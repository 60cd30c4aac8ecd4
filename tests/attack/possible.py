"""What a results file may not hold: infinity, a value that is not a number, or a count below zero."""
import h5py
import numpy

# What nobody has, such as the income of a group without people, is not a number.
OF_NOBODY = {}
# Money that is owed, also by traders for a month; and months before the start, or no programme.
BELOW_ZERO = {"ledger/balances", "trader_cash_cents", "licences/first_month", "licences/programme_index"}
COMPUTED = "outcomes/"  # from the others, and any of them may be about nobody or a difference


def impossible(path):
    """What is impossible in the file, as texts."""
    found = []

    def look(name, item):
        if not isinstance(item, h5py.Dataset) or item.dtype.kind not in "fiu":
            return
        values = item[()]
        if item.dtype.kind == "f":
            if numpy.isinf(values).any():
                found.append(f"{name} is infinite")
            if numpy.isnan(values).any() and name not in OF_NOBODY and not name.startswith(COMPUTED):
                found.append(f"{name} is not a number")
        if numpy.any(values < 0) and name not in BELOW_ZERO and not name.startswith(COMPUTED):
            found.append(f"{name} is below zero")

    try:
        with h5py.File(path) as file:
            file.visititems(look)
    except OSError:
        found.append("there are no results, or they cannot be read")
    return found

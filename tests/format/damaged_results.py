"""Damages copies of a results file, each in one way: damaged_results.py RESULTS.h5 FOLDER

A copy whose name begins with `bad_` must be refused. For the others it is enough that the program does not crash; on
some of those that begin with `byte_`, the HDF5 library does.
"""
import shutil
import sys
from pathlib import Path

import h5py
import numpy

source, folder = Path(sys.argv[1]), Path(sys.argv[2])
folder.mkdir()


def damaged(name, change):
    path = folder / f"{name}.h5"
    shutil.copy(source, path)
    with h5py.File(path, "r+") as file:
        change(file)


def made_again(name, shape, kind=None):
    def change(file):
        old = kind or (h5py.string_dtype() if file[name].dtype.kind == "O" else file[name].dtype)
        del file[name]
        file.create_dataset(name, shape=shape, dtype=old, chunks=True if 0 not in shape and shape else None)

    return change


def dropped(name):
    def change(file):
        del file[name]

    return change


def value(name, at, of):
    def change(file):
        file[name][at] = of

    return change


def attribute(name, of):
    def change(file):
        del file.attrs[name]
        file.attrs[name] = of

    return change


for axis in ("arm", "replicate", "time", "area"):
    damaged(f"bad_{axis}_dropped", dropped(axis))
    damaged(f"bad_{axis}_empty", made_again(axis, (0,)))
    damaged(f"bad_{axis}_longer", made_again(axis, (97,)))
    damaged(f"bad_{axis}_scalar", made_again(axis, ()))
    damaged(f"bad_{axis}_huge", made_again(axis, (2**40,), "f8"))
for name in ("people", "moves/moves", "outcomes/numerator", "outcomes/given", "licences/first_month"):
    damaged("bad_%s_list" % name.replace("/", "_"), made_again(name, (5,)))
    damaged("bad_%s_huge" % name.replace("/", "_"), made_again(name, (2**20, 2**20, 2**20)))
damaged("bad_numerator_dropped", dropped("outcomes/numerator"))
damaged("bad_numerator_text", made_again("outcomes/numerator", (2, 2, 2, 3), h5py.string_dtype()))
damaged("bad_label_with_control", value("arm", 1, "\x1b[31mforce"))
damaged("bad_other_arm_in_group", value("moves/arm", 1, "another"))
damaged("bad_decimals_negative", value("outcomes/decimals", 0, -5))
damaged("bad_decimals_many", value("outcomes/decimals", 0, 10**9))
damaged("bad_form", value("outcomes/form", 0, "guess"))
damaged("bad_holder_of_no_arm", value("licences/arm_index", 0, 7))
damaged("bad_holder_before_arms", value("licences/arm_index", 0, -1))
damaged("bad_holder_of_no_replicate", value("licences/replicate", 0, 99))
damaged("bad_rows_negative", value("panel/row_size", 0, -3))
damaged("bad_rows_too_many", value("panel/row_size", 0, 2**30))
damaged("bad_incomplete", attribute("complete", numpy.int32(0)))
damaged("bad_later_version", attribute("format_version", "2.0"))
damaged("bad_version_list", attribute("format_version", ["1.0", "1.0"]))
damaged("bad_start", attribute("start", "yesterday"))

with h5py.File(source) as file:
    names = []
    file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Dataset) else None)
for number, name in enumerate(names):
    damaged(f"any_{number}_dropped", dropped(name))
    damaged(f"any_{number}_list", made_again(name, (3,)))
    damaged(f"any_{number}_plane", made_again(name, (3, 2)))
    damaged(f"any_{number}_real", made_again(name, (3, 2, 14), "f8"))

luck = numpy.random.default_rng(1883)
whole = source.read_bytes()
for number in range(60):
    mutant = bytearray(whole)
    for _ in range(1 + number % 3):
        mutant[luck.integers(len(mutant))] = luck.integers(256)
    (folder / f"byte_{number}.h5").write_bytes(mutant if number % 5 else mutant[: luck.integers(len(mutant))])

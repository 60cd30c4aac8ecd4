"""Damage to a results file: to its bytes, or to its datasets, attributes and links. It stays a file that HDF5 can open."""
import re

import h5py
import numpy

SIGNATURES = re.compile(b"OHDR|FRHP|FHDB|FHIB|BTHD|BTLF|TREE|SNOD|GCOL|HEAP|OCHK")
# Most of what the program reads, and what it refers to from one table to another.
IMPORTANT = """arm replicate time area area_ring ring programme livelihood licences/person licences/arm_index
licences/replicate licences/programme_index licences/first_month licences/months_licensed ledger/flows ledger/category
moves/moves working_miners income_cents outcomes/numerator outcomes/denominator outcomes/given outcomes/form
outcomes/decimals panel/row_size panel/person people""".split()
ATTRIBUTES = """file_type format_version complete start baseline seed sensitive discount_rate presence_first_month
presence_last_month programme_first_month programme_last_month title""".split()
TYPES = ["i1", "u1", "i4", "u8", "f4", "f8", "S5", "c16", "V7", h5py.string_dtype("ascii"), h5py.string_dtype("utf-8", 3),
         h5py.vlen_dtype("i4"), h5py.enum_dtype({"a": 0}, "i1"), h5py.ref_dtype, numpy.dtype(("i4", (3,)))]
TEXTS = ["", "\x1b[31m", "x" * 100_000, "{}", "%s", "é", "a\nb", "baseline"]


def bytes_of(luck, data):
    """Some bytes changed, near the head of the file or of one of its parts more often than elsewhere; or it is cut."""
    if luck.random() < 0.25:
        cut = data[:luck.choice([luck.randrange(len(data)), luck.randrange(3000), len(data) - luck.randrange(1, 3000)])]
        return cut + bytes(luck.choice([0, 0, len(data) - len(cut)]))
    changed = bytearray(data)
    parts = [part.start() for part in SIGNATURES.finditer(data)]
    for _ in range(luck.choice([1, 2, 4, 16, 64])):
        at = luck.choice([luck.randrange(4096), luck.randrange(len(data)), luck.choice(parts) + luck.randrange(80)])
        at = min(at, len(data) - 1)
        changed[at] = luck.choice([0, 255, changed[at] ^ 1 << luck.randrange(8), luck.randrange(256)])
    return bytes(changed)


def made_again(file, name, shape, kind):
    """An empty dataset in the place of another, with the same attributes as far as they are plain."""
    plain = {key: file[name].attrs[key] for key in ("long_name", "units", "cell_methods") if key in file[name].attrs}
    del file[name]
    file.create_dataset(name, shape=shape, dtype=kind, chunks=True if shape and 0 not in shape else None)
    file[name].attrs.update(plain)


def type_of(dataset):
    return h5py.string_dtype() if dataset.dtype.kind == "O" else dataset.dtype


def shape(luck, file, name):
    old = list(file[name].shape)
    other = list(old)
    if other:
        other[luck.randrange(len(other))] = luck.choice([0, 1, 2, 3, 1000])
    wanted = luck.choice([other, other, [], old[:-1], old + [2], [0] * max(1, len(old)), [1] * luck.choice([1, 2, 4, 32])])
    made_again(file, name, tuple(wanted), type_of(file[name]))


def size(luck, file, name):
    wanted = luck.choice([(2**40,), (2**62,), (2**31, 2**31), (2**20, 2**20, 2**20), (10**9,)])
    made_again(file, name, wanted, luck.choice(["i8", "f8", "i1"]))


def kind(luck, file, name):
    made_again(file, name, file[name].shape, luck.choice(TYPES))


def values(luck, file, name):
    dataset = file[name]
    if not dataset.size:
        return
    if dataset.dtype.kind == "f":
        value = luck.choice([numpy.nan, numpy.inf, -numpy.inf, 1e308, -0.0])
    elif dataset.dtype.kind in "iu":
        ends = numpy.iinfo(dataset.dtype)
        value = luck.choice([ends.max, ends.min, max(-1, ends.min), 0, 1])
    else:
        value = luck.choice(TEXTS)
    dataset[tuple(luck.randrange(n) for n in dataset.shape) if luck.random() < 0.5 else ...] = value


def attribute(luck, file, _):
    name = luck.choice(ATTRIBUTES)
    if name in file.attrs:
        del file.attrs[name]
    value = luck.choice([None, "", b"xx", 1, -1, numpy.array([1, 2, 3]), numpy.nan, numpy.array([2**31 - 1] * 3, "i4"),
                         numpy.array([-2**31] * 3, "i4"), h5py.Empty("f"), "\x1b[31m", ["1.0", "1.0"], "2.0", "0000-00-00"])
    if value is not None:
        file.attrs[name] = value


def link(luck, file, name):
    del file[name]
    file[name] = luck.choice([h5py.SoftLink("/nowhere"), h5py.SoftLink("/" + name), h5py.SoftLink("/arm"),
                              h5py.ExternalLink("/etc/passwd", "/arm"), h5py.ExternalLink("none.h5", "/arm")])


def alias(luck, file, name):
    other = luck.choice(IMPORTANT)
    if other != name:
        del file[name]
        file[name] = file[other]


def group(_, file, name):
    del file[name]
    file.create_group(name)


def dropped(_, file, name):
    del file[name]


def bare(_, file, name):
    for key in list(file[name].attrs):
        del file[name].attrs[key]


WAYS = [shape, shape, size, kind, values, values, attribute, attribute, link, alias, group, dropped, bare]


def datasets(file):
    names = []
    file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Dataset) else None)
    return sorted(names)


def structure(luck, path):
    with h5py.File(path, "r+") as file:
        for _ in range(luck.choice([1, 1, 1, 2])):
            known = datasets(file)
            important = [name for name in IMPORTANT if name in known]
            name = luck.choice(known if luck.random() < 0.5 or not important else important)
            luck.choice(WAYS)(luck, file, name)

"""Changes of texts: studies in TOML, tables in CSV, GeoJSON, and any bytes. Each takes luck and bytes, and gives bytes."""
import re

NUMBERS = """nan inf -inf -0.0 0 -1 1 2 0.5 1e-9 1e308 -1e308 5e-324 1e999 1e15 1e18 9223372036854775807 -9223372036854775808
9223372036854775808 99999999999999999999999 4294967296 2147483648 -2147483649 65001 1200 1201 240 241 10001 1e5""".split()
TOML_VALUES = NUMBERS + r"""+nan 0xFFFFFFFFFFFFFFFF 0o777 0b1 1_000_000 1__0 _1 0x 1e 1. .5 +1 01 "" "\u0000"
"\u001b[31mred" "%s%n" "{}" "../../etc/passwd" "/dev/zero" "/dev/stdin" "/" "." "é漢字🙂" "\u202egpj.exe" true false [] [1]
["a"] [[]] [nan] {} "0000-00" "9999-12" "2015-00" "2015-13" "1900-01" "2199-12" "+015-01" 2015-01-01 07:32:00
1979-05-27T07:32:00Z "baseline" "acted" "gold" "rest" "bank" "c1" "any" '' "study.toml" "world" "gold.csv" """.split() + [
    "{ value = 1 }", "{ value = nan }", "{ value = 1, range = [0, 0] }", "{ value = 1, range = [5, 6] }",
    "{ value = 1, range = [nan, 2] }", "{ value = { value = 1 } }", "{ value = 1, x = 2 }", "{ range = [0, 1] }",
    "{ concessions = 3, miners = 50, seed = 1 }", "{ share = 1, every_months = 1 }", "'''\nx\n'''", '"""\nx"""',
    '["c1", "c1"]', '["North", "nowhere"]', '"' + "x" * 3000 + '"', "1" + "0" * 400, "0." + "0" * 400 + "1",
    "[" * 70 + "]" * 70]
TOML_LINES = [
    "[world]", "[[world]]", "[time]", "[[time]]", "[arm]", "[[arm]]", "[[arm]]\nname = \"zz\"", "[[arm.instrument]]",
    "[arm.instrument]", "[\"\"]", "[a.b.c.d]", "[[mineral]]", "[[lender]]", "[[country]]", "[mineral]", "[output.panel]",
    "[execution]", "[parameters]", "[compare]", "[choice]", "[[choice]]", "[ ]", "[[]]", "[]", "[x", "[world.synthetic]",
    "[[mineral]]\nname = \"tin\"\nconstant_usd_per_gram = 0.02", "[[lender]]\nname = \"x\"",
    "[[country]]\nname = \"c\"\nconcession = [\"c1\"]", "extends = \"study.toml\"", "extends = \"/etc/passwd\"",
    "extends = \"nope.toml\"", "a.b.c = 1", "format = 1", "format = 2", "title = \"\\u001b]0;x\\u0007\"", "# " + "z" * 5000,
    "\x00", "[[arm.instrument]]\ntype = \"gold_price_shock\"\nstart = \"2015-01\"\nshare = 1",
    "[[arm.instrument]]\ntype = \"nothing\"", "[[lsm]]\nconcession = \"c1\"", "[people]", "[tenure]\nc1 = \"lsm\""]
TOML_KEYS = ["x", "\"\"", "'a.b'", "\"\\u001b[31m\"", "ключ", "y" * 2000, "a.x", "__proto__", "type", "value"]
CELLS = NUMBERS + r"""1.5 1,5 1.000,5 " "" "a a"b "a""b" é NA #N/A null 0x10 1e3 +5 007 =1+1 %s true 2015-01 0000-00
9999-12 2199-12 180 -180 90 -90 181 0.0000001 ; c0 c1 a North""".split() + [
    "", " 5 ", "5\t", "\x00", "\x1b[31m", "\n", "\r", "\r\n", "\u202e", "x" * 3000, "#meta", "1 000"]
JSON_VALUES = r"""null true false [] {} NaN Infinity 1e400 -1e400 "" "x" 1e308 -0.0 18446744073709551616 [30,2,5] ["30","2"]
[[30,2]] "\ud800" "\u0000" "\u001b[31m" [181,0] [0,91] [0,0] [1] {"a":{"a":{"a":1}}} "Point" "MultiPoint" "Feature"
{"type":"Point","coordinates":[30,2]} -1 0.5 1e18 9223372036854775808""".split() + [
    "[" * 100, "[" * 100 + "]" * 100, '{"a":' * 70 + "1" + "}" * 70, '"' + "z" * 5000 + '"']
BEGINNINGS = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"#!/bin/sh\n", b"\x1f\x8b", b"\n\n", b"sep=;\n"]
SMALL_CHANGES = [0, 0.5, 0.9, 1.1, 2, 3]
ALL_CHANGES = SMALL_CHANGES + [-1, 1e-12, 1e-3, 10, 1e3, 1e6, 1e12]
KEY_LINE = re.compile(r"\s*[\w.\"-]+\s*=")
JSON_VALUE = re.compile(rb'("[^"]*"|-?\d+\.?\d*|null|\[[^\[\]]*\])(?=\s*[,}\]])')


def how_many(luck):
    return luck.choice([1, 1, 1, 2, 3])


def lines_of(data):
    return data.decode("utf-8", "surrogateescape").split("\n")


def joined(lines):
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def changed_number(luck, text, default, factors=ALL_CHANGES):
    """The number times a factor, or `default` if the text is no number."""
    try:
        number = float(text) * luck.choice(factors)
        return str(int(number)) if luck.random() < 0.5 else repr(number)
    except (ValueError, OverflowError):
        return default


def toml_values(luck, data):
    lines = lines_of(data)
    keyed = [number for number, line in enumerate(lines) if KEY_LINE.match(line)]
    for _ in range(how_many(luck) if keyed else 0):
        number = luck.choice(keyed)
        key, _, old = lines[number].partition("=")
        value = luck.choice(TOML_VALUES)
        lines[number] = f"{key}= {changed_number(luck, old, value) if luck.random() < 0.5 else value}"
    return joined(lines)


def toml_numbers(luck, data):
    """Several numbers a little changed, so that the text is often accepted."""
    lines = lines_of(data)
    for number in luck.sample(range(len(lines)), min(10, len(lines))):
        key, sign, old = lines[number].partition("=")
        lines[number] = key + sign + changed_number(luck, old, old, SMALL_CHANGES)
    return joined(lines)


def toml_structure(luck, data):
    lines = lines_of(data)
    keyed = [number for number, line in enumerate(lines) if KEY_LINE.match(line)]
    headers = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    way = luck.randrange(4)
    if way == 0 and keyed:
        number = luck.choice(keyed)
        key, _, value = lines[number].partition("=")
        lines[number] = f"{luck.choice(TOML_KEYS + [key.strip()[:-1] or 'x', key.strip() + '.x'])} ={value}"
    elif way == 1 and headers:
        lines[luck.choice(headers)] = luck.choice(TOML_LINES)
    elif way == 2 and len(headers) > 1:  # a table is repeated elsewhere, or lost
        begin = luck.choice(headers)
        end = min((h for h in headers if h > begin), default=len(lines))
        table = lines[begin:end]
        if luck.random() < 0.5:
            del lines[begin:end]
        else:
            to = luck.choice(headers)
            lines[to:to] = table
    else:
        lines.insert(luck.randrange(len(lines) + 1), luck.choice(TOML_LINES))
    return joined(lines)


def csv_cells(luck, data):
    lines = data.split(b"\n")
    for _ in range(how_many(luck)):
        filled = [number for number, line in enumerate(lines) if line.strip()]
        if not filled:
            break
        number = luck.choice(filled)
        cells = lines[number].split(b",")
        at = luck.randrange(len(cells))
        cell = luck.choice(CELLS)
        changed = changed_number(luck, cells[at], cell) if luck.random() < 0.4 else cell
        cells[at] = b"\xff" if luck.random() < 0.02 else changed.encode()
        if luck.random() < 0.1:
            cells.insert(at, b"1")
        elif luck.random() < 0.1:
            del cells[at]
        lines[number] = b",".join(cells)
    return b"\n".join(lines)


def csv_form(luck, data):
    """Another separator, line end or encoding of the whole table."""
    return luck.choice([
        lambda: data.replace(b",", b";"), lambda: data.replace(b",", b"\t"), lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b"\r"), lambda: data.replace(b".", b","), lambda: data.decode().encode("utf-16"),
        lambda: data.decode().encode("utf-16-be"), lambda: data.decode().encode("utf-16")[:-1],
        lambda: data.replace(b",", b";").replace(b".", b","), lambda: data.replace(b",", b", "),
        lambda: data.split(b"\n")[0], lambda: data.replace(b"\n", b"\n\n"), lambda: data + b'"',
    ])()


def json_values(luck, data):
    for _ in range(how_many(luck)):
        values = list(JSON_VALUE.finditer(data))
        if not values:
            break
        begin, end = luck.choice(values).span()
        data = data[:begin] + luck.choice(JSON_VALUES).encode() + data[end:]
    return data


def any_bytes(luck, data):
    data = bytearray(data)
    for _ in range(luck.choice([1, 1, 1, 2, 4, 16])):
        if not data:
            break
        at, to, piece = luck.randrange(len(data)), luck.randrange(len(data)), luck.randrange(1, 40)
        way = luck.randrange(6)
        if way == 0:
            data[at] ^= 1 << luck.randrange(8)
        elif way == 1:
            data[at] = luck.choice(b"\"'[]{}=.,#\n\\-+_0123456789eE \t\r;:")
        elif way == 2:
            data.insert(at, luck.randrange(256))
        elif way == 3:
            del data[at:at + piece]
        elif way == 4:
            data[to:to] = data[at:at + piece]
        else:
            data[at] = luck.randrange(256)
    return bytes(data)


def any_lines(luck, data):
    lines = data.split(b"\n")
    for _ in range(how_many(luck)):
        at, to, piece = luck.randrange(len(lines)), luck.randrange(len(lines)), luck.randrange(1, 6)
        way = luck.randrange(3)
        if way == 0:
            del lines[at:at + piece]
        elif way == 1:
            lines[to:to] = lines[at:at + piece]
        else:
            lines[at], lines[to] = lines[to], lines[at]
        lines = lines or [b""]
    return b"\n".join(lines)


def any_whole(luck, data):
    """Something before the text, or the text cut off, or other line ends."""
    return luck.choice([
        lambda: luck.choice(BEGINNINGS) + data, lambda: data[:luck.randrange(len(data))], lambda: b"",
        lambda: data.replace(b"\n", luck.choice([b"\r\n", b"\r", b"\n\n\n", b"\n ", b"\x0b\n"])),
        lambda: data + data, lambda: data[luck.randrange(len(data)):],
    ])()


ANY = [any_bytes, any_lines, any_whole]
TOML = [toml_values] * 3 + [toml_numbers] * 2 + [toml_structure] * 3 + ANY
CSV = [csv_cells] * 5 + [csv_form] + ANY
JSON = [json_values] * 5 + ANY


def mutate(luck, file, ways):
    """Changes a file in one of these ways."""
    file.write_bytes(luck.choice(ways)(luck, file.read_bytes()))

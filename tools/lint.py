#!/usr/bin/env python3
"""Holds the tree to docs/architecture.md and to the house rules that a machine can judge.

Usage: tools/lint.py [ROOT]. Prints one line per breach (file:line: what), exits 1 when there is any.
"""
import json
import pathlib
import re
import sys

import event_kinds

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
PLAN = "docs/architecture.md"
BANNED_NAMES = ("helper", "util", "utils", "handler", "impl", "common", "data", "info")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|DISABLED_\w+|GTEST_SKIP)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|root)/\w")
LONGEST_FILE = 450  # about 300 is the aim; beyond this a file has two jobs

# Texts that somebody reads stand in words/. What still stands elsewhere is counted by folder, and
# these numbers may only go down. The machine's own texts (SQL, HTTP grammar, commands) are not meant.
LITERALS_LEFT = {
    "audit": 6,
    "cli": 5,
    "connectors": 339,
    "core": 13,
    "http": 16,
    "policies": 108,
    "reconcile": 4,
    "review": 3,
    "store": 85,
    "web": 1,
}
WORDLESS = ("fixtures", "tests", "words")
# Tables whose rows are told in both languages beside what they say.
TOLD_IN_ROWS = re.compile(r"policies/\w*settings_table\.h|audit/kinds\.(inc|h|cpp)")
ENGLISH = set(
    "the is are was were be been not cannot it its this that these those with without from for by an of to in on "
    "at and or but as has have had must may can which who whose nobody somebody there would".split()
)
DANISH = set(
    "er en et den det de der som ikke kan skal har til fra med uden af på og eller men hvis hvad hvem ingen".split()
)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
SQL = re.compile(
    r"\s*(SELECT|AS|INSERT|UPDATE|DELETE|PRAGMA|BEGIN|COMMIT|ROLLBACK|CREATE|WITH|SAVEPOINT|RELEASE|ATTACH|DETACH"
    r"|AND|OR|WHERE|ORDER|FROM|JOIN|LEFT|VALUES|ON|GROUP|LIMIT|SET|UNION|EXISTS|NOT)\b"
)
CODE = re.compile(r'ErrorCode\{\s*"(\w+)"')

# May she? is asked by deed (review/organisation/deeds.h); the roles behind the deeds are named here.
ROLE_NAMES = re.compile(r"\bProductRole\b")
HOMES_OF_ROLES = {f"review/organisation/{name}" for name in (
    "roles.h", "roles.cpp", "deeds.cpp", "authority.cpp")}

# Keys of a policy file whose field in the Policy is called otherwise.
FIELDS_OF_KEYS = {
    ("mandatory_role", "name"): "mandatory_roles",
    ("level", "level"): "baseline",
    ("level", "from"): "baseline",
    ("threshold", "name"): "threshold",
    ("threshold", "value"): "threshold",
    ("threshold", "from"): "threshold",
}

# What mirrors other folders or holds no library has no rooms of its own.
UNROOMED = ("fixtures", "tests")

breaches = []


def breach(path, line, what):
    breaches.append(f"{path.relative_to(ROOT)}:{line}: {what}")


def table_after(heading, text):
    """Rows of the first markdown table under a heading, as lists of cells."""
    body = text.split(heading, 1)
    if len(body) < 2:
        sys.exit(f"{PLAN}: the heading '{heading}' is missing; the lint reads the table under it")
    rows = []
    for line in body[1].splitlines()[1:]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return rows[2:]


def read_plan():
    text = (ROOT / PLAN).read_text()
    layers = {}
    for folder, _, allowed in table_after("## Folders = libraries = namespaces", text):
        name = folder.strip("`/")
        layers[name] = {name} | (set() if allowed == "–" else set(allowed.split()))
    homes = {}
    for header, home in table_after("## Foreign headers have one home", text):
        homes.setdefault(header.strip("`"), set()).add(home.strip("`"))
    rooms = {}
    for room, _, allowed in table_after("## Rooms", text):
        rooms[room.strip("`/")] = set() if allowed == "–" else set(allowed.split())
    return layers, rooms, homes


def lint_rooms(layers, rooms):
    """The table of rooms is the tree's, and has no circle."""
    there = {
        str(child.relative_to(ROOT))
        for folder in layers
        if folder not in UNROOMED
        for child in (ROOT / folder).iterdir()
        if child.is_dir() and any(child.glob("*.cpp"))
    }
    for room in sorted(there - set(rooms)):
        breach(ROOT / PLAN, 1, f"does not show the room {room}/")
    for room in sorted(set(rooms) - there):
        breach(ROOT / PLAN, 1, f"shows the room {room}/, which does not exist")
    graph = {room: {f"{room.split('/')[0]}/{other}" for other in allowed} for room, allowed in rooms.items()}
    for ring in circles(graph):
        breach(ROOT / PLAN, 1, "rooms in a circle: " + " → ".join(ring))


def lint_includes(layers):
    """No header reaches itself through others."""
    graph = {}
    for folder in layers:
        for path in (ROOT / folder).rglob("*.h"):
            found = re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(encoding="utf-8"), re.M)
            graph[str(path.relative_to(ROOT))] = set(found)
    for ring in circles(graph):
        breach(ROOT / ring[0], 1, "includes itself: " + " → ".join(ring))


def circles(graph):
    """The first ring found from each node that is in one, as a list that ends where it began."""
    done, rings = set(), []

    def walk(node, trail):
        if node in trail:
            rings.append(trail[trail.index(node) :] + [node])
            return
        if node in done:
            return
        for other in sorted(graph.get(node, ())):
            walk(other, trail + [node])
        done.add(node)

    for node in sorted(graph):
        walk(node, [])
    return rings


def room_of(relative):
    """"review/orders" for a file in a room, "review" for one that lies in the folder itself."""
    return "/".join(relative.parts[:-1])


def lint_neighbour(path, number, relative, header, rooms):
    """A room sees its own folder's files, itself, and the rooms that the table lists."""
    folder = relative.parts[0]
    mine, other = room_of(relative), room_of(pathlib.PurePosixPath(header))
    if mine not in rooms or other == mine or other == folder or not other.startswith(folder + "/"):
        return
    if other[len(folder) + 1 :] not in rooms[mine]:
        breach(path, number, f"{mine}/ may not include {other}/ ({PLAN})")


def lint_source(path, layers, rooms, homes):
    relative = path.relative_to(ROOT)
    folder = relative.parts[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("// "):
        breach(path, 1, "the first line must say the file's one job")
    if path.suffix == ".h" and "#pragma once" not in lines:
        breach(path, 1, "#pragma once is missing")
    if len(lines) > LONGEST_FILE and folder != "tests":
        breach(path, len(lines), f"{len(lines)} lines: a file this long has more than one job")
    # A manager is a person with staff; only as the last word does it say nothing.
    if re.search(r"(^|_)((" + "|".join(BANNED_NAMES) + r")(_|\.|$)|manager\.)", path.name):
        breach(path, 1, "the name says nothing; use the field's word for it")
    for number, line in enumerate(lines, 1):
        if UNFINISHED.search(line):
            breach(path, number, "unfinished or switched off")
        if MACHINE_PATH.search(line):
            breach(path, number, "path of one machine")
        if folder != "tests" and str(relative) not in HOMES_OF_ROLES and ROLE_NAMES.search(line):
            breach(path, number, "a role is named outside the table of deeds; ask may(who, Deed::…)")
        include = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not include:
            continue
        header = include.group(2)
        if include.group(1) == '"':
            top = header.split("/")[0]
            lint_neighbour(path, number, relative, header, rooms)
            if top in layers and top not in layers[folder]:
                breach(path, number, f"{folder}/ may not include {top}/ ({PLAN})")
            elif "/" not in header:
                breach(path, number, f'write includes from the root: "{folder}/{header}"')
        elif folder != "tests":
            for prefix, allowed in homes.items():
                if header.startswith(prefix) and str(relative) not in allowed:
                    breach(path, number, f"<{header}> lives in {' '.join(sorted(allowed))} alone")


def without_comments(text):
    """The same lines, with nothing where a comment was."""
    blank = lambda found: found.group(1) or "\n" * found.group(0).count("\n")
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def is_language(text):
    """Two or more words with a Danish letter, or in the shape of a sentence of either language."""
    if SQL.match(text) or text.lstrip().startswith(("rettesnor ", "--")) or not re.search(r"\w,? \w", text):
        return False
    words = re.findall(r"[A-Za-zæøåÆØÅ']+", text)
    if len(words) < 2:
        return False
    small = [word.lower() for word in words]
    return (
        any(letter in text for letter in "æøåÆØÅ")
        or (len(words) >= 3 and any(word in ENGLISH for word in small))
        or sum(word in DANISH for word in small) >= 2
    )


def is_inside(before, openings):
    """Is the parenthesis of one of these, the last that was opened, still open?"""
    for opening in openings:
        at = before.rfind(opening)
        if at >= 0 and before.count("(", at) > before.count(")", at):
            return True
    return False


def literals_of_language(path):
    """Places of texts that belong in words/: (line, text)."""
    source = without_comments(path.read_text(encoding="utf-8"))
    found = []
    for literal in LITERAL.finditer(source):
        line = source.count("\n", 0, literal.start()) + 1
        if source[: literal.start()].rsplit("\n", 1)[-1].lstrip().startswith("#"):
            continue
        # What only a programmer ever reads: the compiler's word, and a fault of the program itself.
        if is_inside(source[: literal.start()], ("static_assert(", "logic_error(")):
            continue
        text = "".join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', literal.group(0)))
        if is_language(text):
            found.append((line, text))
    return found


def lint_language(layers):
    """No folder holds more texts outside words/ than it did."""
    for folder in sorted(set(layers) - set(WORDLESS)):
        found = []
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h") and not TOLD_IN_ROWS.fullmatch(str(path.relative_to(ROOT))):
                found += [(path, line, text) for line, text in literals_of_language(path)]
        allowed = LITERALS_LEFT.get(folder, 0)
        if len(found) > allowed:
            for path, line, text in found if allowed == 0 else found[-5:]:
                breach(path, line, f"a text that is read belongs in words/: {text[:60]}")
            breach(ROOT / folder, 1, f"{len(found)} texts outside words/, and {allowed} were there (tools/lint.py)")
        elif len(found) < allowed:
            breach(ROOT / "tools/lint.py", 1, f"LITERALS_LEFT: {folder}/ holds {len(found)} texts now; write that")


def lint_codes(layers):
    """Every error's code has a row, and every row of a refusal somebody who says it."""
    rows = {}
    for path in sorted((ROOT / "words").rglob("*.inc")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = re.match(r"(?:REFUSAL|WORD)\((\w+),", line)
            if not row:
                continue
            if row.group(1) in rows:
                breach(path, number, f"{row.group(1)} stands twice: an error's code names one row")
            rows[row.group(1)] = (path, number, line.startswith("REFUSAL"))
    said = set()
    for folder in set(layers) - {"tests", "words"}:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h"):
                continue
            source = path.read_text(encoding="utf-8")
            said |= set(re.findall(r"Refusal::(\w+)", source))
            for code in CODE.finditer(source):
                said.add(code.group(1))
                if code.group(1) not in rows:
                    line = source.count("\n", 0, code.start()) + 1
                    breach(path, line, f"the code {code.group(1)} has no row in words/")
    for name, (path, number, is_refusal) in rows.items():
        if is_refusal and name not in said:
            breach(path, number, f"nobody says {name}")


def lint_bookkeeping(folders):
    """Who writes without an event stands in the list of the header, and the list is the tree's."""
    door = ROOT / "store/bookkeeping.h"
    listed = set(re.findall(r"^// - (\S+):", door.read_text(encoding="utf-8"), re.M))
    using = {
        str(path.relative_to(ROOT))
        for folder in folders
        if folder != "tests"
        for path in (ROOT / folder).rglob("*.cpp")
        if re.search("Bookkeeping|begin_bookkeeping", path.read_text(encoding="utf-8"))
    }
    for file in sorted(using - listed):
        breach(ROOT / file, 1, "writes without an event: use Write, or say why in store/bookkeeping.h")
    for file in sorted(listed - using):
        breach(door, 1, f"lists {file}, which writes nothing by this door")


def lint_event_kinds(folders):
    """docs/formats.md shows the kinds of audit/kinds.inc, and each of them is written somewhere."""
    if (ROOT / event_kinds.PAGE).read_text(encoding="utf-8") != event_kinds.page_with_table(ROOT):
        breach(ROOT / event_kinds.PAGE, 1, "shows other kinds of events: run tools/event_kinds.py")
    written = set()
    for folder in set(folders) - {"audit", "tests"}:
        for path in (ROOT / folder).rglob("*.cpp"):
            text = path.read_text(encoding="utf-8")
            # Who asks for events of a kind does not write them.
            text = re.sub(r"\b(events_about|newest_of)\((?:[^()]|\([^()]*\))*\)", "", text)
            written |= set(re.findall(r"audit::Kind::(\w+)", text))
    for name, *_ in event_kinds.rows(ROOT):
        if name not in written:
            breach(ROOT / event_kinds.KINDS, 1, f"{name} is written nowhere")


def lint_text(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if MACHINE_PATH.search(line):
            breach(path, number, "path of one machine")


def lint_settings():
    """Every row of the tables of settings is read by somebody: kTable["key"] stands in a .cpp.

    A row that several tables share has a constant of its own, and one reader is enough.
    """
    texts = {path: path.read_text() for path in (ROOT / "policies").glob("*settings_table.h")}
    code = "\n".join(path.read_text() for path in sorted(ROOT.rglob("*.cpp"))
                     if path.relative_to(ROOT).parts[0] not in ("build", "tests", "fixtures"))
    read = set(re.findall(r'\b(k\w+)\["(\w+)"\]', code))
    whole = "\n".join(texts.values())
    shared = dict(re.findall(r'constexpr Setting (k\w+Setting) =\s*\w+_setting\("(\w+)"', whole))
    tables = {}
    for name, body in re.findall(r'SettingTable (k\w+)\{(.*?)\};', whole, re.S):
        for rows in re.findall(r'\bk\w+Rows\b', body):
            tables[rows] = name
    readers_of_shared = {}
    wanted = []
    for path, text in texts.items():
        for rows in re.finditer(r'constexpr Setting (k\w+Rows)\[\] = \{(.*?)\};', text, re.S):
            table = tables.get(rows.group(1), "")
            line = text[:rows.start()].count("\n") + 1
            for key in re.findall(r'\w+_setting\("(\w+)"', rows.group(2)):
                wanted.append((path, line, table, key, (table, key) in read))
            for constant in re.findall(r'\b(k\w+Setting)\b', rows.group(2)):
                readers_of_shared.setdefault(constant, []).append((table, shared[constant]) in read)
                wanted.append((path, line, table, shared[constant], constant))
    if not wanted:
        sys.exit("policies/*settings_table.h: the lint finds no rows; it must follow their form")
    for path, line, table, key, reader in wanted:
        if not (any(readers_of_shared[reader]) if isinstance(reader, str) else reader):
            breach(path, line, f'nobody reads the setting {table}["{key}"]')


def program_texts():
    """Every .cpp and .h of the program: no tests, no fixtures, no build."""
    return {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*"))
            if path.suffix in (".cpp", ".h")
            and path.relative_to(ROOT).parts[0] not in ("build", "tests", "fixtures", "node_modules")}


def lint_policy():
    """Every threshold and every key of a policy file is read where something comes of it."""
    texts = program_texts()
    table = ROOT / "policies/thresholds.cpp"
    source = texts[table]
    rows = re.findall(r'\{\{"(\w+)",\s*\d+,', source)
    if not rows:
        sys.exit("policies/thresholds.cpp: the lint finds no rows; it must follow their form")
    elsewhere = "\n".join(text for path, text in texts.items() if path != table)
    for name in rows:
        if f'"{name}"' not in elsewhere:
            breach(table, source[:source.index(f'"{name}"')].count("\n") + 1,
                   f"nobody reads the threshold {name}")
    values = ROOT / "policies/policy_values.cpp"
    schema = json.loads((ROOT / "policies/policy.schema.json").read_text(encoding="utf-8"))
    read = set(re.findall(r'"(\w+)"', texts[values]))
    effects = "\n".join(text for path, text in texts.items()
                        if path.relative_to(ROOT).parts[0] in
                        ("reconcile", "review", "service", "web", "cli", "connectors")
                        or path.name in ("thresholds.cpp", "silent_checks.cpp", "check_registers.cpp",
                                         "references.cpp"))
    for table_name, rows in schema["properties"].items():
        keys = (rows.get("items") or rows).get("properties", {})
        for key in keys:
            if key not in read:
                breach(values, 1, f"nobody reads the key {table_name}.{key}")
            elif not re.search(rf"(?:\.|->|::){FIELDS_OF_KEYS.get((table_name, key), key)}\b", effects):
                breach(values, 1, f"nothing comes of the key {table_name}.{key}")


def main():
    layers, rooms, homes = read_plan()
    lint_rooms(layers, rooms)
    lint_includes(layers)
    lint_language(layers)
    lint_codes(layers)
    lint_bookkeeping(layers)
    lint_event_kinds(layers)
    for folder in layers:
        if not (ROOT / folder).is_dir():
            breach(ROOT / PLAN, 1, f"shows {folder}/, which does not exist")
    for child in ROOT.iterdir():
        if child.is_dir() and any(child.glob("*.cpp")) and child.name not in layers:
            breach(ROOT / PLAN, 1, f"does not show {child.name}/")
    for folder in layers:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                lint_source(path, layers, rooms, homes)

    lint_settings()
    lint_policy()
    for path in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "fixtures").rglob("*.md")]:
        lint_text(path)
    for line in breaches:
        print(line)
    print(f"lint: {len(breaches)} breaches" if breaches else "lint: the tree follows docs/architecture.md")
    sys.exit(1 if breaches else 0)


main()

#!/usr/bin/env python3
"""Holds the tree to docs/architecture.md and to the house rules that a machine can judge.

Usage: tools/lint.py [ROOT]. Prints one line per breach (file:line: what), exits 1 when there is any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
PLAN = "docs/architecture.md"
BANNED_NAMES = ("helper", "util", "utils", "handler", "impl", "common", "data", "info")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|DISABLED_\w+|GTEST_SKIP)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|root)/\w")
LONGEST_FILE = 450  # about 300 is the aim; beyond this a file has two jobs

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
    return layers, homes


def lint_source(path, layers, homes):
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
        include = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if not include:
            continue
        header = include.group(2)
        if include.group(1) == '"':
            top = header.split("/")[0]
            if top in layers and top not in layers[folder]:
                breach(path, number, f"{folder}/ may not include {top}/ ({PLAN})")
            elif "/" not in header:
                breach(path, number, f'write includes from the root: "{folder}/{header}"')
        elif folder != "tests":
            for prefix, allowed in homes.items():
                if header.startswith(prefix) and str(relative) not in allowed:
                    breach(path, number, f"<{header}> lives in {' '.join(sorted(allowed))} alone")


def lint_text(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if MACHINE_PATH.search(line):
            breach(path, number, "path of one machine")


def main():
    layers, homes = read_plan()
    for folder in layers:
        if not (ROOT / folder).is_dir():
            breach(ROOT / PLAN, 1, f"shows {folder}/, which does not exist")
    for child in ROOT.iterdir():
        if child.is_dir() and any(child.glob("*.cpp")) and child.name not in layers:
            breach(ROOT / PLAN, 1, f"does not show {child.name}/")
    for folder in layers:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                lint_source(path, layers, homes)
    for path in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "fixtures").rglob("*.md")]:
        lint_text(path)
    for line in breaches:
        print(line)
    print(f"lint: {len(breaches)} breaches" if breaches else "lint: the tree follows docs/architecture.md")
    sys.exit(1 if breaches else 0)


main()

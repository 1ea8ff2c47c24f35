#!/usr/bin/env python3
"""Measures the house: files and lines of each room, and how far its widest headers reach.

Usage: tools/house.py           prints the table
       tools/house.py --write   puts it between the marks in docs/architecture.md
       tools/house.py --check   fails when a header outside core/ reaches too many units
A header reaches a unit (.cpp) of the program that includes it, itself or through other headers.
"""
import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAN = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- house: begin -->", "<!-- house: end -->"
NOT_PROGRAM = ("tests", "fixtures", "tools", "docs", "cmake")
WIDEST = 10
FURTHEST = 60  # units that a header outside core/ may reach


def tracked(*endings):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if name.endswith(endings) and (ROOT / name).exists()]


def lines_of(name):
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def includes_of(name):
    return re.findall(r'^\s*#\s*include\s+"([^"]+)"', (ROOT / name).read_text(encoding="utf-8"), re.M)


def room_of(name):
    parts = name.split("/")[:-1]
    return "/".join(parts[:2]) if parts[0] not in NOT_PROGRAM else parts[0]


def reach():
    """Header → number of units of the program that it reaches."""
    program = [name for name in tracked(".h", ".inc", ".cpp") if name.split("/")[0] not in NOT_PROGRAM]
    direct = {name: [other for other in includes_of(name)] for name in program}

    def all_of(name, seen):
        for other in direct.get(name, ()):
            if other not in seen:
                seen.add(other)
                all_of(other, seen)
        return seen

    counted = collections.Counter()
    for name in program:
        if name.endswith(".cpp"):
            counted.update(header for header in all_of(name, set()) if header.endswith(".h"))
    return counted


def rooms_table():
    files, lines = collections.Counter(), collections.Counter()
    for name in tracked(".h", ".cpp"):
        files[room_of(name)] += 1
        lines[room_of(name)] += lines_of(name)
    rows = ["| room | files | lines |", "|---|---:|---:|"]
    rows += [f"| `{room}/` | {files[room]} | {lines[room]} |" for room in sorted(files)]
    program = [room for room in files if room not in NOT_PROGRAM]
    for what, which in (("the program", program), ("with tests and fixtures", list(files))):
        rows.append(f"| {what} | {sum(files[r] for r in which)} | {sum(lines[r] for r in which)} |")
    return rows


def reach_table(counted):
    rows = ["| header | units it reaches |", "|---|---:|"]
    outside = [(count, header) for header, count in counted.items() if not header.startswith("core/")]
    for count, header in sorted(outside, key=lambda row: (-row[0], row[1]))[:WIDEST]:
        rows.append(f"| `{header}` | {count} |")
    return rows


def json_table():
    return ["| JSON | lines |", "|---|---:|"] + [
        f"| `{name}` | {lines_of(name)} |" for name in tracked(".schema.json")]


def table():
    return "\n".join([*rooms_table(), "", *reach_table(reach()), "", *json_table()])


def main():
    if "--check" in sys.argv:
        far = {h: n for h, n in reach().items() if n > FURTHEST and not h.startswith("core/")}
        for header, count in sorted(far.items()):
            print(f"{header}: reaches {count} units, more than {FURTHEST}")
        sys.exit(1 if far else 0)
    if "--write" not in sys.argv:
        print(table())
        return
    text = PLAN.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    PLAN.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


main()

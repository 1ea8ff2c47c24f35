#!/usr/bin/env python3
"""Writes the table of event kinds in docs/formats.md from audit/kinds.inc.

Usage: tools/event_kinds.py [ROOT]. tools/lint.py refuses a table that is another.
"""
import pathlib
import re
import sys

KINDS = "audit/kinds.inc"
PAGE = "docs/formats.md"
BEGIN = "<!-- from audit/kinds.inc by tools/event_kinds.py -->\n"
END = "<!-- end of the table -->\n"
TEXT = r'((?:"[^"]*"\s*)+)'
ROW = re.compile(rf"^KIND\((\w+),\s*(\w+),\s*{TEXT},\s*{TEXT},\s*{TEXT}\)", re.M)
READERS = {
    "auditors": "auditors, security lead",
    "auditors_and_person": "the same, and the person",
}


def rows(root):
    """(name, readers, facts, Danish, English) of each kind, in the order of the table."""

    def text(literals):
        return "".join(re.findall(r'"([^"]*)"', literals))

    source = (root / KINDS).read_text(encoding="utf-8")
    found = [(m[1], m[2], text(m[3]).split(), text(m[4]), text(m[5])) for m in ROW.finditer(source)]
    if len(found) != len(re.findall(r"^KIND\(", source, re.M)):
        sys.exit(f"{KINDS}: a row is not written as KIND(name, readers, facts, Danish, English)")
    return found


def table(root):
    lines = ["| kind | in the log page's words | facts | who reads it |\n", "|---|---|---|---|\n"]
    for name, readers, facts, _, english in rows(root):
        cells = " ".join(f"`{fact}`" for fact in facts) or "–"
        lines.append(f"| `{name}` | {english} | {cells} | {READERS[readers]} |\n")
    return "".join(lines)


def page_with_table(root):
    page = (root / PAGE).read_text(encoding="utf-8")
    if BEGIN not in page or END not in page:
        sys.exit(f"{PAGE}: the marks around the table of event kinds are missing")
    before, rest = page.split(BEGIN, 1)
    return before + BEGIN + table(root) + END + rest.split(END, 1)[1]


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    (root / PAGE).write_text(page_with_table(root), encoding="utf-8")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""clang-tidy over every folder of the program, remembering what was clean: tools/tidy.py BUILD_FOLDER [NAME …]

Reads the units that the build compiles: files of a folder together, so that headers are read once.
A unit is clean for as long as it, the headers that it includes and the rules stay as they were.
With NAMEs only the units whose name holds one of them. RETTESNOR_TIDY=deep lets the analyzer follow
calls from function to function: several times as long, for a release.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
NAMES = sys.argv[2:]
CLEAN = ROOT / "build/tidy-clean"
MODE = os.environ.get("RETTESNOR_TIDY", "shallow")
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
NOT_OURS = ("tests", "fixtures", "build")

texts = {}


def included(path):
    """The text of a file and the files of the house that it includes."""
    if path not in texts:
        text = path.read_bytes()
        found = [ROOT / name.decode() for name in INCLUDE.findall(text)]
        texts[path] = text, [other for other in found if other.is_file()]
    return texts[path]


def reach(unit):
    """The unit and all files of the house that it includes, in whatever way."""
    seen = {unit}
    waiting = [unit]
    while waiting:
        for other in included(waiting.pop())[1]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return sorted(seen)


def is_ours(unit):
    ours = [path for path in reach(unit) if path.is_relative_to(ROOT) and path.suffix == ".cpp"]
    return any(path.relative_to(ROOT).parts[0] not in NOT_OURS for path in ours)


def key_of(unit):
    digest = hashlib.sha256(MODE.encode() + (ROOT / ".clang-tidy").read_bytes())
    for path in reach(unit):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + included(path)[0])
    return digest.hexdigest()[:40]


def look_at(unit):
    """Empty when clean, else what clang-tidy said."""
    began = time.monotonic()
    # The compiler's warnings are g++'s; clang is asked for its checks alone.
    ran = subprocess.run(
        ["clang-tidy", "-p", BUILD, "--quiet", "--extra-arg=-Wno-everything",
         "--extra-arg=-Xclang", "--extra-arg=-analyzer-config", "--extra-arg=-Xclang",
         f"--extra-arg=mode={MODE}", unit],
        capture_output=True, text=True, cwd=ROOT)
    if "-v" in os.environ.get("RETTESNOR_TIDY_SAYS", ""):
        print(f"{time.monotonic() - began:6.1f} s  {unit.name}", flush=True)
    return "" if ran.returncode == 0 else ran.stdout or ran.stderr


def main():
    CLEAN.mkdir(parents=True, exist_ok=True)
    listed = json.loads((BUILD / "compile_commands.json").read_text())
    units = [pathlib.Path(entry["file"]) for entry in listed]
    units = [unit for unit in units if is_ours(unit) and (not NAMES or any(name in unit.name for name in NAMES))]
    keys = {unit: key_of(unit) for unit in units}
    waiting = [unit for unit in units if not (CLEAN / keys[unit]).exists()]
    # The largest first, so that nobody waits for the last.
    waiting.sort(key=lambda unit: -sum(len(texts[path][0]) for path in reach(unit) if path.suffix == ".cpp"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for unit, said in zip(waiting, pool.map(look_at, waiting)):
            if said:
                failed += 1
                print(said)
            else:
                (CLEAN / keys[unit]).touch()
    if failed:
        sys.exit(f"clang-tidy found something in {failed} of {len(waiting)} units")
    print(f"clang-tidy: {len(units)} units are clean, {len(waiting)} were looked at")


main()

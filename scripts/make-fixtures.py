#!/usr/bin/env python3
"""Makes the expected numbers of the tests with Python's PyTorch: test/fixtures/<area>.{safetensors,json}.

    python3 scripts/make-fixtures.py [area ...] [--out FOLDER] [--list] [--check]

Each scripts/fixtures/<area>.py has `make(out_dir)`, which writes its files and nothing else. Seeds are pinned
before each area, so that an area's files do not depend on which areas ran before. `--check` makes them into a
temporary folder and compares them with the committed ones byte by byte.
"""

import argparse
import filecmp
import importlib
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
MODULES = REPO / "scripts" / "fixtures"


def areas():
    """Names of the areas there are: every module of scripts/fixtures but the shared one and `_private` ones."""
    names = sorted(path.stem for path in MODULES.glob("*.py"))
    return [name for name in names if name != "common" and not name.startswith("_")]


def make(names, out):
    """Runs the areas' `make` and says what each wrote."""
    import torch
    from common import pin

    print(f"torch {torch.__version__}, Python {sys.version.split()[0]}")
    for name in names:
        before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
        pin()
        started = time.time()
        importlib.import_module(name).make(out)
        written = [p for p in out.rglob("*") if p.is_file() and before.get(p) != p.stat().st_mtime_ns]
        sizes = ", ".join(f"{path.name} {path.stat().st_size / 1024:.1f} KiB" for path in sorted(written))
        print(f"{name}: {sizes or 'nothing written'} ({time.time() - started:.1f} s)")


def compare(made, committed):
    """Names of files that are missing from or differ between the two folders."""
    wrong = []
    for path in sorted(made.rglob("*")):
        if path.is_file():
            other = committed / path.relative_to(made)
            if not other.exists() or not filecmp.cmp(path, other, shallow=False):
                wrong.append(str(path.relative_to(made)))
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", help="areas to make; all by default")
    parser.add_argument("--out", type=Path, default=REPO / "test" / "fixtures")
    parser.add_argument("--list", action="store_true", help="list the areas")
    parser.add_argument("--check", action="store_true", help="compare with the files that are there")
    options = parser.parse_args()

    sys.path.insert(0, str(MODULES))
    known = areas()
    if options.list:
        print("\n".join(known))
        return 0
    unknown = [name for name in options.areas if name not in known]
    if unknown:
        parser.error(f"no such area: {', '.join(unknown)}; there are {', '.join(known) or 'none'}")
    names = options.areas or known

    if options.check:
        with tempfile.TemporaryDirectory() as folder:
            make(names, Path(folder))
            wrong = compare(Path(folder), options.out)
        print("differ: " + ", ".join(wrong) if wrong else "all as committed")
        return 1 if wrong else 0

    options.out.mkdir(parents=True, exist_ok=True)
    make(names, options.out)
    total = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {total / 1024 / 1024:.2f} MiB in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())

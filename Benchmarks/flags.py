"""flags: what the command lines of the benchmarks share, each flag said once."""

import argparse

FLAGS = {
    "--kith": dict(required=True, help="the program, built in release mode"),
    "--duration": dict(type=int, default=10, help="seconds for each line (10)"),
    "--warmup": dict(type=int, default=2, help="seconds before each line that do not count (2)"),
    "--connections": dict(type=int, default=32, help="open connections (32)"),
    "--rounds": dict(type=int, default=3, help="how often everything is measured; medians count (3)"),
    "--only": dict(action="append", default=[], metavar="WORD", help="only lines whose name has this word, and health where it counts"),
    "--data": dict(metavar="DIRECTORY", help="keep loaded SQLite databases there, or take them from there"),
    "--results": dict(metavar="FILE", help="also put what is printed into its section of this Markdown file"),
}


def parser(what, records, *flags):
    """A parser with `--kith`, `--records` with this default, and the named flags; `what` is the program's own description."""
    parser = argparse.ArgumentParser(description=what.splitlines()[0])
    parser.add_argument("--records", type=int, default=records, help=f"records of each kind ({records})")
    for flag in ("--kith", *flags):
        parser.add_argument(flag, **FLAGS[flag])
    return parser

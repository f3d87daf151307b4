"""faults: breaks what a Kith server stands on, again and again, and checks that it keeps its promises.

Every fault is a file of this directory whose first lines state the promise. Exit status: 0 when every promise was kept, 1 when one
was missed or a fault could not be made to happen.
"""

import argparse
import json
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the tests.

import conflicting_writers
import cut_connections
import exhausted_pool
import failing_disk
import few_descriptors
import full_disk
import hanging_database
import killed_migration
import killed_server
import lost_primary
import lost_sync
import overload
import pace
import restarted_database
import second_server
import slow_clients
import sync_order
import vanishing_clients
from obstacles import obstacle
from postgres_store import PostgresStore
from report import Result, table
from run import Run
from sqlite_store import SQLiteStore
from store import Store
from workplace import Workplace

Fault = Callable[[Run], Result]

ANY_STORE: dict[str, Fault] = {
    "kill": killed_server.run, "conflict": conflicting_writers.run, "migration": killed_migration.run, "overload": overload.run,
    "vanish": vanishing_clients.run, "descriptors": few_descriptors.run,
}
# What no database has to do with is broken on one of them only.
CLIENTS: dict[str, Fault] = {"slow-head": slow_clients.head, "slow-body": slow_clients.body, "slow-reader": slow_clients.reader}
FAULTS: dict[str, dict[str, Fault]] = {
    "sqlite": {
        **ANY_STORE, **CLIENTS, "sync": sync_order.run, "lost": lost_sync.run, "full": full_disk.run, "failing": failing_disk.run,
        "second": second_server.run,
    },
    "postgres": {
        **ANY_STORE, "restart": restarted_database.run, "failover": lost_primary.run, "cut": cut_connections.run,
        "hang": hanging_database.run, "pool": exhausted_pool.run,
    },
}
STORES: dict[str, type[Store]] = {"sqlite": SQLiteStore, "postgres": PostgresStore}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kith", required=True, type=Path, help="the program, built in release mode")
    parser.add_argument("--store", action="append", choices=sorted(STORES), help="only on this storage engine (all)")
    words = sorted({word for faults in FAULTS.values() for word in faults})
    parser.add_argument("--only", action="append", choices=words, metavar="FAULT", help="only this fault: " + ", ".join(words))
    parser.add_argument("--cycles", type=int, help="kills and restarts in the faults that count them (25)", default=25)
    parser.add_argument("--short", action="store_true", help="fewer points and operations, for continuous integration")
    parser.add_argument(
        "--patience", type=float, default=1.0, metavar="FACTOR", help="how much longer than promised things may take on this machine (1)")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 31), help="of all random choices, to repeat a run")
    parser.add_argument("--directory", type=Path, help="where the temporary directory is made")
    parser.add_argument("--keep", action="store_true", help="leave the temporary directory, to look into it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything as JSON")
    return parser.parse_args()


def run_all(options: argparse.Namespace, workplace: Workplace) -> list[Result]:
    results = []
    kith = options.kith.resolve()
    for name in options.store or STORES:
        store = STORES[name](workplace, kith)
        run = Run(workplace, store, kith, options.cycles, options.short, options.seed)
        for word, fault in FAULTS[name].items():
            if options.only and word not in options.only:
                continue
            if options.short and (reason := obstacle(word)):
                print(f"{word} on {name}: NOT RUN, {reason}", flush=True)
                continue
            began = time.monotonic()
            try:
                result = fault(run)
            except Exception as error:
                # A fault that could not be made to happen proves nothing.
                traceback.print_exc()
                result = run.result(word)
                result.miss(f"the run ended with {type(error).__name__}: {error}")
            result.seconds = time.monotonic() - began
            results.append(result)
            print(result.line, flush=True)
            for miss in result.misses[:20]:
                print(f"  MISS {miss}", flush=True)
            if result.misses:
                print(last_errors(workplace), file=sys.stderr)
    return results


def last_errors(workplace: Workplace) -> str:
    """The last lines of the newest server's log that tell of something wrong, each kind once."""
    kinds: dict[str, str] = {}
    for log in sorted(workplace.root.glob("*-server/log"))[-1:]:
        for line in log.read_text(errors="replace").splitlines():
            if "listens on" not in line:
                kinds[re.sub(r"[0-9a-f-]{8,}|\d+", "", line)] = line
    return "\n".join(f"  LOG {line}" for line in list(kinds.values())[-8:])


def main() -> int:
    options = parse()
    pace.patience = options.patience
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    print(f"faults with --seed {options.seed}", flush=True)
    try:
        with Workplace(options.directory, options.keep) as workplace:
            results = run_all(options, workplace)
            if options.keep:
                print(f"files are left in {workplace.root}")
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    print("\n" + table(results))
    if options.json:
        options.json.write_text(json.dumps({"seed": options.seed, "results": [result.as_json() for result in results]}, indent=2) + "\n")
    misses = sum(len(result.misses) for result in results)
    print(f"\n{misses} missed" if misses else "\nEvery promise was kept.")
    return 1 if misses or not results else 0


if __name__ == "__main__":
    sys.exit(main())

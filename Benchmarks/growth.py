#!/usr/bin/env python3
"""growth: what a hundred times the records cost. Updates and reads by id on a small and on a large database, in turn.

Two servers run, each on its own database, and get the same load one after the other, round by round; a ratio is that of the large to
the small one within a round, and the median of the rounds counts. Then: the bytes that a record takes and those that a change adds,
from the sizes of closed files, and the time from the start of the process to the answer with a record.
"""

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
import flags
from bench import start_time
from cases import cases, chosen
from load import prepared
from measure import changes, check, measure, run_wrk
from report import machine, publish
from server import Server, version

AIM = 0.9


def main():
    options = parse()
    kith, load = str(Path(options.kith).resolve()), os.getloadavg()[0]
    directory = Path(tempfile.mkdtemp(prefix="growth-", dir=Path(kith).parent))
    try:
        datas = []
        for records in (options.small, options.records):
            place = directory / str(records)
            place.mkdir()
            datas.append(prepared(kith, records, place, options.data))
        starts = [start_time(kith, data, directory) for data in datas]
        with Server(kith, datas[0].database, directory / "log-0") as small, Server(kith, datas[1].database, directory / "log-1") as large:
            lines = compare(list(zip(datas, (small, large))), directory, options)
        text = report(kith, datas, lines, starts, [bytes_per_change(kith, data, directory) for data in datas], directory, options)
        print("\n" + text)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    check([result for line in lines.values() for pair in line for result in pair])
    if options.results:
        publish(options.results, "Growth", f"make bench-growth DURATION={options.duration} RECORDS={options.records}", text, load)


def compare(sides, directory, options):
    """For each case its rounds, each the small database's figures and the large one's."""
    lines = {}
    for number in range(options.rounds):
        paths = [
            [case for case in chosen(cases(data), options.only) if case.name.split()[0] not in ("list", "create")] for data, _ in sides]
        for pair in zip(*paths):
            print(f"round {number + 1}: {pair[0].name}", file=sys.stderr, flush=True)
            # Every other round the other way about, so that neither always comes second.
            order = (0, 1) if number % 2 == 0 else (1, 0)
            results = {side: measure(pair[side], sides[side][0], [sides[side][1]], directory, options) for side in order}
            lines.setdefault(pair[0].name, []).append((results[0], results[1]))
    return lines


def bytes_per_change(kith, data, directory):
    """What updates of custom entities add to the file, by the sizes before and after that a server leaves when it ends."""
    file = Path(data.database.removeprefix("sqlite:"))
    case = cases(data)[0]
    before = file.stat().st_size
    with Server(kith, data.database, directory / "log") as server:
        first = changes(data, server)
        run_wrk(case, data, server.port, directory, 32, 5)
        made = changes(data, server) - first
    return round((file.stat().st_size - before) / made)


def report(kith, datas, lines, starts, changed, directory, options):
    out = [
        f"Kith {version(kith)}, SQLite; {machine(directory)}",
        f"wrk: 1 thread, {options.connections} connections, {options.duration} s a line, medians of {options.rounds} round(s)", "",
        f"{'requests/s':24} {options.small:>11,} {options.records:>11,} {'ratio':>6} {'aim':>5}"]
    for name, rounds in lines.items():
        small, large = (statistics.median(pair[side]["requestsPerSecond"] for pair in rounds) for side in (0, 1))
        ratio = statistics.median(pair[1]["requestsPerSecond"] / pair[0]["requestsPerSecond"] for pair in rounds)
        out.append(f"{name:24} {small:>11,.0f} {large:>11,.0f} {ratio:>6.2f} {AIM:>5.2f}")
    out += [
        "", f"{'':42} {options.small:>11,} {options.records:>11,}",
        f"{'start to the first record, ms':42} {starts[0]:>11,} {starts[1]:>11,}"]
    for kind in ("contact", "voucher", "conversation"):
        out.append(f"{f'bytes per {kind}, its creation included':42} {datas[0].bytes[kind]:>11,} {datas[1].bytes[kind]:>11,}")
    out.append(f"{'bytes that an update of a voucher adds':42} {changed[0]:>11,} {changed[1]:>11,}")
    return "\n".join(out)


def parse():
    parser = flags.parser(__doc__, 1_000_000, "--duration", "--warmup", "--connections", "--rounds", "--only", "--data", "--results")
    parser.add_argument("--small", type=int, default=10_000, help="records of each kind in the small database (10000)")
    return parser.parse_args()


if __name__ == "__main__":
    main()

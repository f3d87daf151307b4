#!/usr/bin/env python3
"""bench-schema: how fast Kith validates, reads and writes JSON, next to jsonschema-rs and Foundation in the same run.

Validation is held against the Rust validator jsonschema-rs from PyPI, by its fastest call on a value that is parsed already; reading and
writing against Foundation's JSONSerialization. Three documents: the body of Kare's contact update by the schema that Kith declares, a
customer-defined type of 40 properties, and an export of about 100 KB; the first two lie in schema/, the third is made here, the same each
time. Each as it is, and with three mistakes of which all are listed.

CPU time of one thread, the two sides in turn, round by round; every figure is a median of rounds, every ratio the median of the ratios
within a round. A ratio below one says that Kith is faster. The Rust side reads Python's objects, as for everybody who calls it from
Python; on values of its own it would take less, how much less cannot be seen from here. Allocations are counted from outside
(allocations.c), as the difference between so many runs and twice as many.
"""

import argparse
import copy
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / ".build-bench-schema"
KITH = OUT / "release/SchemaBenchmark"
RUST, RUST_VERSION = "jsonschema-rs", "0.60.3"
PYTHON = OUT / f"{RUST}-{RUST_VERSION}/bin/python"
AIM = 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.2, help="of CPU time for each figure of a round")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    arguments = parser.parse_args()
    prepare()
    documents = write_documents()
    validation = {name: measure_validation(name, paths, arguments) for name, paths in documents.items()}
    texts = {name: measure_text(name, paths, arguments) for name, paths in documents.items() if "mistakes" not in name}
    print_tables(validation, texts)
    if arguments.json:
        machine = {"cpu": cpu(), "cores": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version(), RUST: RUST_VERSION}
        arguments.json.write_text(json.dumps({"machine": machine, "validation": validation, "text": texts}, indent=2) + "\n")


# Preparing


def prepare():
    """Builds the Swift side and the counter, and fetches the Rust validator once."""
    run("swift", "build", "--package-path", HERE / "schema", "--scratch-path", OUT, "--configuration", "release", quiet=True)
    run("cc", "-O2", "-shared", "-fPIC", "-o", OUT / "allocations.so", HERE / "allocations.c")
    if not PYTHON.exists():
        print(f"Fetching {RUST} {RUST_VERSION} from PyPI into {PYTHON.parent.parent.relative_to(ROOT)}", flush=True)
        run(sys.executable, "-m", "venv", "--clear", PYTHON.parent.parent)
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{RUST}=={RUST_VERSION}")


def run(*command, quiet=False):
    result = subprocess.run(command, capture_output=quiet, text=True)
    if result.returncode:
        if quiet:
            print(result.stdout, result.stderr, file=sys.stderr)
        sys.exit(f"bench-schema: failed: {' '.join(map(str, command))}")


def write_documents():
    """The documents, each as compact text with the path of its schema, by name."""
    inputs = OUT / "documents"
    inputs.mkdir(exist_ok=True)
    originals = {
        "Kare contact": (HERE / "schema/kare-contact.schema.json", json.loads((HERE / "schema/kare-contact.json").read_text())),
        "40 properties": (HERE / "schema/custom-entity.schema.json", json.loads((HERE / "schema/custom-entity.json").read_text())),
        "100 KB": (HERE / "schema/export.schema.json", export()),
    }
    paths = {}
    for name, (schema, value) in originals.items():
        for label, content in ((name, value), (f"{name}, 3 mistakes", with_mistakes(name, value))):
            path = inputs / (label.lower().replace(",", "").replace(" ", "-") + ".json")
            path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
            paths[label] = (schema, path)
    return paths


def export():
    """About 100 KB of customers, drawn from a fixed sequence of numbers."""
    state = 2026

    def draw(count):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % count

    given = ["Grace", "Zoë", "Łukasz", "Aylin", "Mehdi", "Ana-María", "Noor", "Jürgen"]
    family = ["Hopper", "Größer", "Nowak", "Yılmaz", "Rossi", "O'Neill", "van der Berg", "Sørensen"]
    cities = [("Berlin", "DE"), ("Wien", "AT"), ("Kraków", "PL"), ("Porto", "PT"), ("İzmir", "TR")]
    customers = []
    while len(customers) < 250:
        first, last = given[draw(8)], family[draw(8)]
        city, country = cities[draw(5)]
        number = draw(10_000)
        customers.append({
            "id": f"cus_{draw(2**30):08x}{draw(2**30):08x}",
            "name": f"{first} {last}",
            "emails": [f"customer.{number}@{host}" for host in ("example.com", "mail.example.org")[: 1 + draw(2)]],
            "phones": [f"+49 30 {100_000 + draw(899_999)}"],
            "status": ["lead", "active", "dormant", "closed"][draw(4)],
            "balance": draw(1_000_000) / 100,
            "visits": draw(500),
            "subscribed": draw(2) == 1,
            "address": None if draw(4) == 0 else {"street": f"Hauptstraße {1 + draw(199)}", "city": city, "country": country},
            "tags": ["home", "bike", "pets", "travel"][: draw(5)],
            "custom": {"x_segment": "abcde"[draw(5)], "x_score": draw(1000) / 1000, "x_note": "Calls only after 17:00, \"please\"."},
        })
    return {"exportedAt": "2026-11-21T07:08:09Z", "organisation": "Demo", "count": len(customers), "customers": customers}


def with_mistakes(name, value):
    value = copy.deepcopy(value)
    if name == "Kare contact":
        value |= {"name": "n" * 251, "phones": ["1"] * 6, "notify": "yes"}
    elif name == "40 properties":
        value |= {"riskClass": 10, "currency": "euro"}
        value["billingAddress"]["country"] = 7
    else:
        value["customers"][10]["status"] = "new"
        value["customers"][120]["visits"] = -1
        del value["customers"][249]["name"]
    return value


# Measuring


def kith(*arguments, **options):
    return output(KITH, *arguments, **options)


def rust(*arguments, **options):
    return output(PYTHON, HERE / "schema/rust.py", *arguments, **options)


def output(*command, preload=None):
    environment = os.environ | ({"LD_PRELOAD": str(preload)} if preload else {})
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    return result.stderr if preload else float(result.stdout)


def measure_validation(name, paths, arguments):
    say(name)
    task = "validate" if "mistakes" in name else "is-valid"
    listed = kith("violations", *paths), rust("violations", *paths)
    if any((count > 0) != ("mistakes" in name) for count in listed):
        sys.exit(f"bench-schema: {name}: {listed[0]:.0f} violations by Kith, {listed[1]:.0f} by {RUST}")
    rounds = paired(
        arguments, {"kith": lambda seconds: kith("time", task, *paths, seconds), "rust": lambda seconds: rust("time", task, *paths, seconds),
                    "empty": lambda seconds: rust("time", "empty", *paths, seconds)})
    return {
        "bytes": paths[1].stat().st_size,
        "kith_ns": median(rounds, "kith"), "rust_ns": median(rounds, "rust"), "rust_empty_call_ns": median(rounds, "empty"),
        "ratio": statistics.median(row["kith"] / row["rust"] for row in rounds),
        "kith_allocations": allocations(kith, task, paths), "rust_allocations": allocations(rust, task, paths),
        "kith_violations": int(listed[0]), "rust_violations": int(listed[1]),
    }


def measure_text(name, paths, arguments):
    say(f"{name}, reading and writing")
    tasks = ["parse", "foundation-parse", "write", "foundation-write"]
    rounds = paired(arguments, {task: lambda seconds, task=task: kith("time", task, *paths, seconds) for task in tasks})
    size = paths[1].stat().st_size
    result = {"bytes": size}
    for task in ("parse", "write"):
        ratio = statistics.median(row[task] / row[f"foundation-{task}"] for row in rounds)
        result[task] = {
            "kith_mb_s": size / median(rounds, task) * 1e3, "foundation_mb_s": size / median(rounds, f"foundation-{task}") * 1e3,
            "ratio": ratio, "kith_allocations": allocations(kith, task, paths),
            "foundation_allocations": allocations(kith, f"foundation-{task}", paths),
        }
    return result


def paired(arguments, tasks):
    """Nanoseconds of each task for each round; every other round in the opposite order."""
    rounds = []
    for number in range(arguments.rounds):
        names = list(tasks) if number % 2 == 0 else list(reversed(tasks))
        rounds.append({name: tasks[name](str(arguments.seconds)) for name in names})
    return rounds


def median(rounds, name):
    return statistics.median(row[name] for row in rounds)


def allocations(side, task, paths):
    count = 200

    def total(count):
        said = side("repeat", task, *paths, str(count), preload=OUT / "allocations.so")
        return int(said.rsplit("allocations: ", 1)[1])

    return round((total(2 * count) - total(count)) / count, 1)


# Reporting


def print_tables(validation, texts):
    print(f"\n{cpu()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {RUST} {RUST_VERSION} called from Python {platform.python_version()}")
    print(f"\n{'Validation':<26}{'Kith':>12}{RUST:>15}{'(empty call)':>14}{'ratio':>8}{'allocations':>13}{'(Rust)':>9}")
    for name, row in validation.items():
        print(
            f"{name:<26}{duration(row['kith_ns']):>12}{duration(row['rust_ns']):>15}{duration(row['rust_empty_call_ns']):>14}"
            f"{row['ratio']:>8.2f}{row['kith_allocations']:>13g}{row['rust_allocations']:>9g}")
    print(f"\n{'Text, MB/s':<26}{'Kith':>12}{'Foundation':>15}{'':>14}{'ratio':>8}{'allocations':>13}{'(F.)':>9}")
    for name, row in texts.items():
        for task, verb in (("parse", "reading"), ("write", "writing")):
            figures = row[task]
            print(
                f"{name + ', ' + verb:<26}{figures['kith_mb_s']:>12.0f}{figures['foundation_mb_s']:>15.0f}{'':>14}{figures['ratio']:>8.2f}"
                f"{figures['kith_allocations']:>13g}{figures['foundation_allocations']:>9g}")
    print("\nratio: Kith's time by the other's, below 1 is faster; empty call: by the schema `true`, what calling Rust from Python costs at least.")
    slower = [name for name, row in validation.items() if row["ratio"] > AIM]
    print(f"Aim, not slower than {RUST}: " + (f"missed for {', '.join(slower)}" if slower else "met"))


def duration(nanoseconds):
    return f"{nanoseconds:,.0f} ns" if nanoseconds < 1e4 else f"{nanoseconds / 1e3:,.1f} µs"


def cpu():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def say(message):
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""Runs one task of the validator jsonschema-rs many times, for bench-schema.py; the counterpart of SchemaBenchmark.

    rust.py time TASK SCHEMA DOCUMENT SECONDS     prints the median nanoseconds of CPU time per run
    rust.py repeat TASK SCHEMA DOCUMENT COUNT     runs so many times, for what counts allocations from outside
    rust.py violations SCHEMA DOCUMENT            prints how many errors are listed

Tasks: is-valid, the fastest call on a value that is parsed already; empty, the same call by the schema `true`, which is what a call from
Python costs at least; validate, which lists all errors.
"""

import itertools
import json
import statistics
import sys
import time
from pathlib import Path

import jsonschema_rs

BATCH_NANOSECONDS = 1_000_000


def main():
    mode, *arguments = sys.argv[1:]
    task = arguments.pop(0) if mode != "violations" else "validate"
    schema, document = (json.loads(Path(path).read_text()) for path in arguments[:2])
    validator = jsonschema_rs.validator_for(True if task == "empty" else schema)

    def list_errors(value):
        return list(validator.iter_errors(value))

    call = list_errors if task == "validate" else validator.is_valid
    match mode:
        case "time":
            print(nanoseconds(call, document, float(arguments[2])))
        case "repeat":
            for _ in range(int(arguments[2])):
                call(document)
        case "violations":
            print(len(call(document)))
        case _:
            sys.exit(__doc__)


def nanoseconds(call, value, seconds):
    count = 1
    while (elapsed := measure(call, value, count)) < BATCH_NANOSECONDS:
        count *= 8 if elapsed < BATCH_NANOSECONDS / 16 else 2
    batches, end = [], time.thread_time() + seconds
    while time.thread_time() < end or len(batches) < 5:
        batches.append(measure(call, value, count) / count)
    return statistics.median(batches)


def measure(call, value, count):
    start = time.thread_time_ns()
    for _ in itertools.repeat(None, count):
        call(value)
    return time.thread_time_ns() - start


main()

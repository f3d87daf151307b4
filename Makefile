## Kith: a customer-record server that speaks the APIs of Mateo, Nateq, Reach and Kare, and its own.
##
##   make serve        build in release mode, make the demo organisation, print five ready curl commands, serve on 127.0.0.1:8080
##   make test         build and run every test, check the OpenAPI documents, run the public suites where they are present
##   make lint         format, warnings, import borders and the laws of the source
##   make format       rewrite the source as `make lint` wants it
##   make conformance  only the public JSON Schema and JSON Patch suites, from KITH_SUITES (default ../shared/suites)
##   make fuzz         give inputs made up by libFuzzer to what reads data from outside, each target for FUZZ_SECONDS
##   make faults       kill, starve and cut off the server and its database, again and again; check that every promise is kept
##   make faults-short the same with fewer points and operations, for continuous integration: some minutes
##   make bench        load the server with wrk and print requests per second, latency, processor time, memory
##   make bench-postgres the same on a PostgreSQL of its own, with one server and with two on one database
##   make bench-load   the same beside 2,000 idle connections, and with five times as many callers
##   make bench-growth the same load on 10,000 and on 1,000,000 records in turn; bytes per record and change, time of the start
##   make bench-memory what the server holds in memory after 1,000,000 requests on 100,000 records
##   make bench-peer   Kith next to the program that a team would write otherwise, FastAPI on SQLite, in the same run
##   make counts       instructions and allocations of each hot path, held against the ceilings in Benchmarks/ceilings.json
##   make counts-debug the same for the debug build, which continuous integration has
##   make bench-schema validate, read and write JSON next to jsonschema-rs and Foundation; print times, allocations, ratios
##   make clean        remove everything that was built; databases stay
##   make help         print these lines
##
## Needs Swift 6.3 or newer. System packages that are missing (PCRE2, SQLite, pkg-config; Python 3 for tests, wrk and valgrind for benchmarks)
## are installed with apt-get on Debian 12 and named on any other system.
##
## Settings of `make serve`: every KITH_… variable of the server (KITH_DATABASE, KITH_HOST, KITH_PORT, …); PORT=9000 is short for
## KITH_PORT=9000. Settings of the `make bench…`: DURATION=10 (seconds for each line), ROUNDS=3, RECORDS=10000 (the benchmark's own unless
## given), DATA=directory (keep loaded databases there), RESULTS=Benchmarks/RESULTS.md (put the table there), JSON=file (bench, bench-schema,
## counts); of `make counts`: WRITE=1 (set the ceilings anew), PROFILE=directory (leave what callgrind wrote
## there); of `make fuzz`: FUZZ_SECONDS=60, FUZZ_TARGETS=pattern (all unless named; see Fuzz/);
## of `make faults`: CYCLES=25 (kills and restarts), STORE=sqlite or postgres (both), FAULT=kill (all; `python3 Tests/Faults --help` names
## them), SEED=number (to repeat a run), JSON=file.

.DEFAULT_GOAL := help
.PHONY: help serve test lint format conformance fuzz faults faults-short bench bench-postgres bench-load bench-growth bench-memory \
	bench-peer bench-schema counts counts-debug clean build-tests build-release

export SWIFT ?= swift
KITH_SUITES ?= ../shared/suites
DURATION ?= 10
ROUNDS ?= 3
RECORDS ?=
REQUESTS ?= 1000000
DATA ?=
RESULTS ?=
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?=
CYCLES ?= 25
STORE ?= sqlite postgres
FAULT ?=
SEED ?=

# One set of flags for every debug build, so that no rule rebuilds what another has built. The compiler refuses imports of targets that
# Package.swift does not list; it says so by its exit status, even below a line "Build complete!".
DEBUG := --scratch-path .build --explicit-target-dependency-import-check error
# With the Swift runtime in the program: it takes a tenth less time for each request, and runs where no Swift is installed.
RELEASE := --scratch-path .build-release --configuration release $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)
KITH := .build-release/release/kith

# The tests of what clients see.
OVER_HTTP := ^(Native|Mateo|Nateq|Reach|Kare|Doors|Endpoints)Tests[.]
# The public suites are read by tests whose type is named …SuiteTests. They run apart, because a clone may not have the suites.
SUITES := SuiteTests/
RUN_SUITES = Scripts/with-suites '$(KITH_SUITES)' Scripts/run-tests $(DEBUG) --filter '$(SUITES)'

# The checks are first given histories and traces that break a promise, and must see it.
RUN_FAULTS = python3 -B -m unittest discover -q Tests/Faults && python3 -B Tests/Faults --kith $(KITH) --cycles $(CYCLES) \
	$(STORE:%=--store %) $(FAULT:%=--only %) $(if $(SEED),--seed $(SEED)) $(if $(JSON),--json '$(JSON)')

help:
	@sed -n 's/^## \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

serve: build-release
	@Scripts/serve $(KITH)

# Everything once, and what speaks HTTP once more with PostgreSQL behind it.
test: build-tests
	Scripts/with-postgres Scripts/run-tests $(DEBUG) --skip '$(SUITES)'
	KITH_TEST_STORE=postgres Scripts/with-postgres Scripts/run-tests $(DEBUG) --filter '$(OVER_HTTP)'
	Scripts/check-openapi .build/debug/kith
	$(RUN_SUITES)

lint: build-tests
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	Scripts/check-laws

format:
	$(SWIFT) format format --in-place --recursive Sources Tests Package.swift

conformance: build-tests
	$(RUN_SUITES)

fuzz:
	@Scripts/install-missing build fuzz
	@Scripts/fuzz --seconds $(FUZZ_SECONDS) --suites '$(KITH_SUITES)' $(FUZZ_TARGETS)

faults: build-release
	@Scripts/install-missing faults
	@$(RUN_FAULTS)

# With the debug build, which the tests have made already, and time enough for a machine that others share: what is promised in seconds is
# judged by `make faults`.
faults-short: KITH := .build/debug/kith
faults-short: build-tests
	@Scripts/install-missing faults
	@$(RUN_FAULTS) --short --patience 5

# What the benchmarks share.
LOAD = --kith $(KITH) $(if $(RECORDS),--records $(RECORDS)) $(if $(DATA),--data '$(DATA)') $(if $(RESULTS),--results '$(RESULTS)')
TIMED = $(LOAD) --duration $(DURATION) --rounds $(ROUNDS)

bench: build-release
	@Scripts/install-missing bench
	@Benchmarks/bench.py $(TIMED) $(if $(JSON),--json '$(JSON)')

# $$KITH_TEST_POSTGRES is what Scripts/with-postgres has started; each run makes a database in it.
bench-postgres: build-release
	@Scripts/install-missing bench postgres
	@for servers in 1 2; do \
		KITH_POSTGRES_DURABLE=1 Scripts/with-postgres Benchmarks/bench.py --postgres --servers $$servers $(TIMED) \
			$(if $(JSON),--json '$(JSON)'.$$servers) || exit 1; \
	done

bench-load: build-release
	@Scripts/install-missing bench
	Benchmarks/under-load.py --kith $(KITH) --duration $(DURATION)

bench-growth: build-release
	@Scripts/install-missing bench
	@Benchmarks/growth.py $(TIMED)

bench-memory: build-release
	@Scripts/install-missing bench
	@Benchmarks/memory.py $(LOAD) --requests $(REQUESTS)

bench-peer: build-release
	@Scripts/install-missing bench bench-peer
	@Benchmarks/bench-peer.py $(TIMED)

COUNT = Benchmarks/counts.py --kith $(KITH) $(if $(WRITE),--write) $(if $(PROFILE),--profile '$(PROFILE)') $(if $(JSON),--json '$(JSON)')

counts: build-release
	@Scripts/install-missing bench counts
	@$(COUNT) --build release

# With the build that the tests have made already: a release build takes minutes more.
counts-debug: KITH := .build/debug/kith
counts-debug: build-tests
	@Scripts/install-missing bench counts
	@$(COUNT) --build debug --requests 10 --passes 1

bench-schema:
	@Scripts/install-missing build bench-schema
	@Benchmarks/bench-schema.py $(if $(JSON),--json '$(JSON)')

clean:
	rm -rf .build .build-release .build-fuzz .build-bench-schema .build-bench-peer

build-tests:
	@Scripts/install-missing build test
	$(SWIFT) build --build-tests $(DEBUG)

build-release:
	@Scripts/install-missing build
	@echo "Building Kith in release mode. The first time takes some minutes."
	$(SWIFT) build $(RELEASE) --product kith

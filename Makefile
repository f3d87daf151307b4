## Kith: a customer-record server that speaks the APIs of Mateo, Nateq, Reach and Kare, and its own.
##
##   make serve        build in release mode, make the demo organisation, print five ready curl commands, serve on 127.0.0.1:8080
##   make test         build and run every test, check the OpenAPI documents, run the public suites where they are present
##   make lint         format, warnings, import borders and the laws of the source
##   make format       rewrite the source as `make lint` wants it
##   make conformance  only the public JSON Schema and JSON Patch suites, from KITH_SUITES (default ../shared/suites)
##   make bench        load the server with wrk and print requests per second, latency, memory
##   make clean        remove everything that was built; databases stay
##   make help         print these lines
##
## Needs Swift 6.3 or newer. System packages that are missing (PCRE2, SQLite, pkg-config; Python 3 for tests, wrk for benchmarks)
## are installed with apt-get on Debian 12 and named on any other system.
##
## Settings of `make serve`: every KITH_… variable of the server (KITH_DATABASE, KITH_HOST, KITH_PORT, …); PORT=9000 is short for
## KITH_PORT=9000. Settings of `make bench`: DURATION=10 (seconds for each line), RECORDS=10000, JSON=file.

.DEFAULT_GOAL := help
.PHONY: help serve test lint format conformance bench clean build-tests build-release

SWIFT ?= swift
KITH_SUITES ?= ../shared/suites
DURATION ?= 10
RECORDS ?= 10000

# One set of flags for every debug build, so that no rule rebuilds what another has built. The compiler refuses imports of targets that
# Package.swift does not list; it says so by its exit status, even below a line "Build complete!".
DEBUG := --scratch-path .build --explicit-target-dependency-import-check error
RELEASE := --scratch-path .build-release --configuration release
KITH := .build-release/release/kith

# The public suites are read by tests whose type is named …SuiteTests. They run apart, because a clone may not have the suites.
SUITES := SuiteTests/
RUN_SUITES = Scripts/with-suites '$(KITH_SUITES)' $(SWIFT) test --skip-build $(DEBUG) --filter '$(SUITES)'

help:
	@sed -n 's/^## \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

serve: build-release
	@Scripts/serve $(KITH)

test: build-tests
	$(SWIFT) test --skip-build $(DEBUG) --skip '$(SUITES)'
	Scripts/check-openapi .build/debug/kith
	$(RUN_SUITES)

lint: build-tests
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	Scripts/check-laws

format:
	$(SWIFT) format format --in-place --recursive Sources Tests Package.swift

conformance: build-tests
	$(RUN_SUITES)

bench: build-release
	@Scripts/install-missing bench
	Benchmarks/bench.py --kith $(KITH) --duration $(DURATION) --records $(RECORDS) $(if $(JSON),--json '$(JSON)')

clean:
	rm -rf .build .build-release

build-tests:
	@Scripts/install-missing build test
	$(SWIFT) build --build-tests $(DEBUG)

build-release:
	@Scripts/install-missing build
	@echo "Building Kith in release mode. The first time takes some minutes."
	$(SWIFT) build $(RELEASE) --product kith

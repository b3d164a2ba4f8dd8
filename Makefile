# The few commands of the project. Each sets up what it needs; only Python 3.11 or newer, git and make must be there.
#
#   make demo        set up, then the rehearsal: both phones on one page, no token, no network
#   make test        set up, then every test that needs no browser
#   make test-page   the tests that drive the rehearsal page in Chromium
#   make simulate    200 made-up clinics on SQLite and 20 on PostgreSQL, with faults: nothing may be lost
#   make soak        the long ones: the process killed many times on both databases, 100 000 made-up updates, PATIENT_YEARS=10000
#   make check       lint, types, import contracts, content
#   make bench       how fast it is; ARGS=--write keeps the figures in tests/benchmarks/RESULTS.md
#   make run         the bot itself, with the settings of your environment
#   make lock        choose the versions of the dependencies again
#   make migration   until the first release: write the first migration again from the tables

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq --no-input
# pip may install nowhere but into the environment made here.
export PIP_REQUIRE_VIRTUALENV := 1
export PYTHONUTF8 := 1

# A stamp per content of the lock: nothing is installed again until the lock, or what we declare, has changed.
key = $(shell cat pyproject.toml $(1) | git hash-object --stdin)
RUN_STAMP := $(VENV)/.doseday-run-$(call key,requirements.lock)
DEV_STAMP := $(VENV)/.doseday-dev-$(call key,requirements.lock requirements-dev.lock)

.PHONY: help demo run test test-page simulate soak check bench lock migration setup setup-dev

help:
	@sed -n 's/^#   //p' Makefile

demo: setup
	@$(BIN)/doseday rehearse

run: setup
	@$(BIN)/doseday run

test: setup-dev
	@$(BIN)/python -m pytest -m "not page and not soak" -n auto --dist worksteal $(ARGS)

test-page: setup-dev
	@$(BIN)/python -m pytest -m page $(ARGS)

simulate: setup-dev
	@$(BIN)/python -m tests.simulation $(ARGS)

# A machine of two cores lives through about a hundred patient-years an hour.
PATIENT_YEARS ?= 10000
soak: setup-dev
	@$(BIN)/python -m pytest -m soak $(ARGS)
	@$(BIN)/python -m tests.fuzz --updates 100000 --seed 1
	@$(BIN)/python -m tests.simulation --patient-years $(PATIENT_YEARS) --postgresql 100

check: setup-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/doseday content check

bench: setup-dev
	@$(BIN)/python -m tests.benchmarks $(ARGS)

migration: setup-dev
	@$(BIN)/python .ci/first_migration.py

# Both locks are made for every platform and for 3.11 up; no address of a package index may end up in them.
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate
lock: setup-dev
	@test -x $(BIN)/uv || $(PIP) install uv
	@$(LOCK) --extra build --output-file requirements.lock $(UPGRADE)
	@$(LOCK) --extra build --extra dev --constraints requirements.lock --output-file requirements-dev.lock $(UPGRADE)
	@! grep -nE '(https?|file)://' requirements.lock requirements-dev.lock

setup: $(RUN_STAMP)
setup-dev: $(DEV_STAMP)

$(RUN_STAMP): | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV); this happens once."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@rm -f $(VENV)/.doseday-run-* && touch $@

$(DEV_STAMP): | $(BIN)/python
	@echo "Installing the locked dependencies and test tools into $(VENV); this happens once."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@rm -f $(VENV)/.doseday-* && touch $@ $(RUN_STAMP)

$(BIN)/python:
	@.ci/make-venv $(VENV)

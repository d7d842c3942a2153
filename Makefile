# Commands for people: `make help` lists them. Everything made lies in .venv/ and var/.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run run-postgres test check sources-check quick-tests bench faults verify-documents screenshots pins

VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app program_admin
# Debian's own build first: it is compiled for speed (PGO, LTO), which builds from source often are not.
PYTHON ?= $(shell command -v /usr/bin/python3.11 || command -v python3.11 || command -v python3)
FILES ?=

export PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed .env ## install what the program needs (a second time takes no time)

setup-tests: setup $(VENV)/.installed-tests

.env: # a fresh checkout is a demo; an office writes its own (.env.example explains every setting)
	@cp deploy/demo.env .env

$(VENV)/.installed: requirements.txt tools/system_packages.sh
	@tools/system_packages.sh run "$(PYTHON)"
	@test -x $(BIN)/pip || "$(PYTHON)" -m venv $(VENV)
	@echo "Installing the pinned libraries (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-tests: requirements.txt requirements-dev.txt tools/system_packages.sh
	@tools/system_packages.sh test "$(PYTHON)"
	@echo "Installing the pinned test tools (once) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

run: export PROGRAM_ADMIN_PUBLIC_ADDRESS ?= http://127.0.0.1:$(PORT)
run: setup ## serve the demo at http://127.0.0.1:8000 (PORT=… changes it); Ctrl-C ends it
	@$(FLASK) db upgrade
	@$(FLASK) demo
	@echo "Open http://127.0.0.1:$(PORT) (Ctrl-C ends everything)"
	@exec $(BIN)/honcho start --no-prefix --port $(PORT)

run-postgres: setup-tests ## the same on a PostgreSQL of its own (or on DATABASE_URL)
	@$(BIN)/python tools/run_on_postgres.py

test: setup-tests ## every test: unit, integration, architecture, both databases, browser
	@$(BIN)/python -m pytest -n 2

check: setup-tests ## before a commit: format, lint, types, imports, the quick tests (no browser, no PostgreSQL)
	@$(MAKE) --no-print-directory --jobs 2 --output-sync sources-check quick-tests

sources-check:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml program_admin
	@$(BIN)/mypy

quick-tests:
	@$(BIN)/python -m pytest -n 2 -m "not browser and not slow and not postgres"

bench: setup-tests ## every benchmark; fails when a bar is missed
	@status=0; for file in $$(find bench -maxdepth 1 -name "[a-z]*.py" 2>/dev/null | sort); do \
	  $(BIN)/python -m "bench.$$(basename "$$file" .py)" || status=1; done; exit $$status

faults: setup-tests ## power cuts, full disks and killed processes
	@$(BIN)/python -m pytest tests/faults -m ""

verify-documents: setup ## check the issued PDFs in var/ from outside (FILES="a.pdf b.pdf")
	@$(BIN)/python tools/verify_documents.py $(FILES)

screenshots: setup-tests ## take the pictures in docs/screenshots anew from the demo (FILES="case ranking" for some)
	@$(FLASK) db upgrade
	@$(FLASK) demo
	@$(BIN)/python -m tools.screenshots $(FILES)

pins: ## pin requirements*.in anew from pypi.org
	@tools/pin_requirements.sh

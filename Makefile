# Every target explains itself: make help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export FLASK_APP := wsgi

.DEFAULT_GOAL := help
.PHONY: help install run test test-unit test-browser check format lint types lock migration bench-relevance bench-search bench-import bench-page bench-annuities bench-tradability bench-statements bench-inventory clean

help: ## List every target
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.lock names; this takes a few minutes the first time…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

install: $(STAMP) ## Make .venv with everything in it, and nothing else

run: $(STAMP) ## Migrate, load the demo data on first start, serve web and worker; PORT=9000 changes the port
	@$(BIN)/flask serve

test: $(STAMP) ## Prove everything that can be proven here, and say loudly what could not
	@$(BIN)/python -m tests.tiers

test-unit: $(STAMP) ## Only the quick tests, on SQLite
	@$(BIN)/python -m pytest tests/unit tests/architecture -n 2

test-browser: $(STAMP) ## Only the tests in a real browser
	@$(BIN)/python -m tests.tiers browser

check: format lint types test ## Format, lint, types, tests

format: $(STAMP) ## Write the code as the formatter would
	@$(BIN)/ruff format --quiet .

lint: $(STAMP) ## Look for mistakes and for insecure code
	@$(BIN)/ruff check --quiet .
	@$(BIN)/bandit --quiet --recursive portal config.py wsgi.py --severity-level medium

types: $(STAMP) ## Check the types
	@$(BIN)/mypy

lock: $(STAMP) ## Choose versions anew from pyproject.toml and write the lock file with hashes
	@$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --quiet --output-file requirements.lock

migration: $(STAMP) ## Draft a migration from the models: make migration MESSAGE="what changes"
	@$(BIN)/flask db migrate --message "$(MESSAGE)"

bench-relevance: $(STAMP) ## Measure how well search finds (needs the folder of real data)
	@$(BIN)/python -m tests.benchmarks.relevance

bench-search: $(STAMP) ## Measure how fast search is, beside other engines (needs the folder of real data)
	@$(BIN)/python -m tests.benchmarks.search_speed

bench-import: $(STAMP) ## Measure how fast 10,000 rows are imported, validated and searchable (needs the folder of real data)
	@$(BIN)/python -m tests.benchmarks.import_speed

bench-page: $(STAMP) ## Measure what the search page adds to the engine, and when a change is found
	@$(BIN)/python -m tests.benchmarks.page_speed

bench-statements: $(STAMP) ## Measure how long 50 and 500 statements take to be compiled and their papers made
	@$(BIN)/python -m tests.benchmarks.statement_papers

bench-annuities: $(STAMP) ## Measure the annuities' daily round over 10,000 and 100,000 patents, and count its reminders anew
	@$(BIN)/python -m tests.benchmarks.annuity_speed

bench-tradability: $(STAMP) ## Measure how long 1,000 and 10,000 patents take to be checked, facts read from the database
	@$(BIN)/python -m tests.benchmarks.tradability_speed

bench-inventory: $(STAMP) ## Measure an inventory of 500 and 5,000 patents: filling, wake sheet, board; its export of 1,000 and 10,000 rows
	@$(BIN)/python -m tests.benchmarks.inventory_speed

clean: ## Remove the environment and everything that the portal made here
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results

# make run   sets up and starts the bot        make test   everything that must hold before a change lands
# make bench speed and quality at full size    make format, make lint, make types: the parts of make test

PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: run test format lint types contracts unit bench clean

run: $(READY)
	@$(BIN)/python -m adapters run

test: $(READY_DEV)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n 2

format: $(READY_DEV)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY_DEV)
	@$(BIN)/python -m pytest -q -m benchmark -s tests/benchmarks

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Quotedesk needs Python 3.11 or newer; set PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Setting up (once) …" >&2
	@$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml config/constraints.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c config/constraints.txt -e . >&2
	@touch $@

$(READY_DEV): pyproject.toml config/constraints.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c config/constraints.txt -e '.[dev]' >&2
	@touch $@ $(READY)

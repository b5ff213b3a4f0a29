# make run   sets up and starts the bot        make test   everything that must hold before a change lands
# make bench speed and quality at full size    make format: format and mend what can be mended
# make plain does away with the compiled extraction; COMPILE=no behind run or test keeps it plain

PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
COMPILED := $(if $(filter no,$(COMPILE)),plain,$(VENV)/.compiled)
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check -c config/constraints.txt

.PHONY: run test format bench plain clean

run: $(READY) $(COMPILED)
	@$(BIN)/python -m adapters run

test: $(READY_DEV) $(COMPILED)
	@test "$(COMPILE)" = no || $(BIN)/python -m bot.compiling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n 2

format: $(READY_DEV)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY_DEV) $(COMPILED)
	@$(BIN)/python -m pytest -q -m benchmark -s tests/benchmarks

plain:
	@rm -rf $(VENV)/share/quotedesk/compiled $(VENV)/.compiled

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Quotedesk needs Python 3.11 or newer; set PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Setting up (once) …" >&2
	@$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml config/constraints.txt | $(VENV)/bin/python
	@$(INSTALL) -e . >&2
	@touch $@

$(READY_DEV): pyproject.toml config/constraints.txt | $(VENV)/bin/python
	@$(INSTALL) -e '.[dev,compile]' >&2
	@touch $@ $(READY)

# Where that is possible, the extraction is compiled; whatever goes wrong there, plain Python does the same.
$(VENV)/.compiled: $(wildcard bot/*.py bot/names/*.py bot/text/*.py bot/extract/*.py bot/archive/*.py bot/actors/*.py) config/constraints.txt | $(READY)
	@if $(BIN)/python -m bot.compiling --possible; then \
		$(INSTALL) -e '.[compile]' >&2; $(BIN)/python -m bot.compiling; touch $@; fi

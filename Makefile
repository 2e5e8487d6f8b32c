# `make demo` shows the registry, `make test` checks it. Both call `make setup`, which is all the set-up there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/ready
CODE := registry exports config.py
# A part of the tests: make test TESTS=tests/summaries. One process, with its output: WORKERS=0.
TESTS ?= tests
WORKERS ?= logical
PYTEST := $(BIN)/pytest --quiet --numprocesses $(WORKERS) --maxprocesses 8 --dist worksteal

export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup demo test lint unit coverage mutants format lock

setup: $(STAMP)

# uv does in seconds what pip does in a minute; where uv cannot run, pip installs the same files by the same hashes.
$(STAMP): requirements.lock setup.cfg pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make setup PYTHON=/path/to/it"; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked dependencies into $(VENV) ..."
	@sed -n '/^uv==/,/# via/p' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/pip install --quiet --require-hashes -r $(VENV)/uv.txt || true
	@if $(BIN)/uv --version >/dev/null 2>&1; then \
	   $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock && \
	   $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	 else \
	   $(BIN)/pip install --quiet --require-hashes -r requirements.lock && \
	   $(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .; \
	 fi
	@touch $@

demo: setup
	@$(BIN)/registry db upgrade
	@REGISTRY_DEMO=yes $(BIN)/registry demo
	@REGISTRY_DEMO=yes $(BIN)/registry serve

test: lint unit

# Style, types, floors.
lint: setup
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --strict --no-error-summary $(CODE)
	@$(BIN)/lint-imports --no-logo > $(VENV)/floors.txt || { cat $(VENV)/floors.txt; exit 1; }

unit: setup
	@$(BIN)/python -m tests.provide
	@$(PYTEST) $(TESTS)

coverage: setup
	@$(PYTEST) --cov --cov-report term $(TESTS)

# Small changes of the code that no test notices: hours for all of it, minutes for a part of the tests and of the code
# (setup.cfg, [mutmut]). One of them: make mutants MUTANT=registry.summaries.tally*
MUTANT ?=
mutants: setup
	@nice $(BIN)/mutmut run $(MUTANT)
	@$(BIN)/mutmut results

format: setup
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

# After a change of setup.cfg; give UPGRADE=--upgrade to take newer versions of what our dependencies need.
lock:
	@$(BIN)/uv pip compile --quiet setup.cfg --all-extras --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command 'make lock' $(UPGRADE) --output-file requirements.lock

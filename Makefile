# `make demo` shows the registry, `make test` checks it. Both call `make setup`, which is all the set-up there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/ready
# Give e.g. TESTS=tests/summaries to run a part, WORKERS=0 to see one test's own output.
TESTS ?= tests
WORKERS ?= 2

export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup demo test lint format types floors unit coverage lock clean

setup: $(STAMP)

# uv installs in a second from a warm cache; where its program cannot run, pip does the same from the same hashes.
$(STAMP): requirements.lock setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make setup PYTHON=/path/to/python3"; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked dependencies into $(VENV) ..."
	@sed -n '/^uv==/,/# via/p' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --require-hashes --requirement $(VENV)/uv.txt || true
	@if $(BIN)/uv --version >/dev/null 2>&1; then \
	   $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock \
	   && $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	 else \
	   $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock \
	   && $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	 fi
	@touch $@

demo: setup
	@$(BIN)/registry db upgrade
	@$(BIN)/registry demo
	@$(BIN)/registry serve

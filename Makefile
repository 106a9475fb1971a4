# The daily gestures. Python 3.11 or newer is all they ask of the machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
SIZE ?= 100000
# One more than the cores of a small machine: whole installations in tests wait more than they work.
WORKERS ?= 3

.PHONY: setup demo test lint audit format bench chaos lock schema words connectors invoices roles help papers pictures clean

setup: $(STAMP)

$(STAMP): requirements/requirements-dev.lock pyproject.toml hatch_build.py tools/vendor.lock $(wildcard src/guichet/locale/*/LC_MESSAGES/*.po)
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Guichet needs Python 3.11 or newer; say which with: make PYTHON=python3.12 setup")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/requirements-dev.lock
	$(BIN)/python -m tools.vendor
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)

demo: setup
	$(BIN)/guichet demo

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m tools.secrets

# Known weaknesses of what we are built on. It asks over the network, so it is not part of CI.
audit: setup
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements/requirements-dev.lock

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m bench --size $(SIZE)

# The long form of tests/stories/test_chaos.py, about 20 minutes; CHAOS="--messages 2000 --seed 7" changes it.
chaos: setup
	$(BIN)/python -m chaos $(CHAOS)

# Needs uv; hashes and versions only, no host names.
lock:
	cd requirements && for n in requirements requirements-dev; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links $$n.in -o $$n.lock; done

schema: setup
	$(BIN)/guichet schema > src/guichet/api/schema.graphql

words: setup
	$(BIN)/python -m tools.words

connectors: setup
	$(BIN)/python -m guichet.platforms.table > docs/connectors.md

deadlines: setup
	$(BIN)/python -m guichet.platforms.deadlines.page > docs/deadlines.md

invoices: setup
	$(BIN)/python -m tools.states

roles: setup
	$(BIN)/python -m tools.roles
	$(BIN)/python -m tools.help

help: setup
	$(BIN)/python -m tools.help

papers: setup
	$(BIN)/python -m tools.papers

# Needs Debian's Chromium.
pictures: setup
	$(BIN)/python -m tools.pictures

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

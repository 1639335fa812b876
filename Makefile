# The daily commands. `make build` and `make test` need Python 3.11 with its venv module, git and make; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

SECONDS ?= 60

.PHONY: build test test-all lint bench fuzz serve docs clean

build: $(READY)  ## The report and the site of this repository's campaign, in public/
	$(BIN)/coalition build

test: lint  ## Everything that takes no programs from outside and no minutes
	$(BIN)/python -m pytest -n 2 -m "not slow and not browser" --cov --cov-report=term

test-all: lint  ## All tests, slow ones and those in a browser too
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

lint: $(READY)  ## Style, types, and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: $(READY)  ## Random texts against every parser and the whole of check, each for SECONDS=60, others every time
	FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest -p no:xdist tests/hostile/test_fuzz.py tests/hostile/test_fuzz_campaigns.py

bench: $(READY)  ## Ratios of things measured in one run, into docs/performance.md
	$(BIN)/python -m bench

serve: $(READY)  ## The site on this machine, built again as files change
	$(BIN)/coalition serve

docs: $(READY)  ## The generated parts of the documentation
	$(BIN)/python -m tools.docs

clean:  ## Everything that was made
	rm -rf public .coalition .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

# Everything runs in .venv, made from the versions in constraints.txt. Start with: make demo
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PINS := pyproject.toml constraints.txt

# Build isolation is pinned too. Old and new pip read different variables for it.
# The path stays relative: pip splits the variable at spaces.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet

# A file stays in one process, for its tests share what is dear; files with slow tests come first.
AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test cover lint survive bench picture wheel clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed ## set up and walk the whole cycle once with invented people
	$(BIN)/masterplan demo

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest $(AT_ONCE) -m "not survival"

cover: $(VENV)/.installed-dev ## run the tests, and report what they cover; takes half as long again
	$(BIN)/python -m pytest $(AT_ONCE) -m "not survival" --cov --cov-report=term

lint: $(VENV)/.installed-dev ## check form, rules, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

survive: $(VENV)/.installed-dev ## run the long tests that kill and resume
	HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest -m survival

bench: $(VENV)/.installed-bench ## measure what is promised about speed, each beside what everybody knows
	$(BIN)/python -m benchmarks.help_start
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.read_and_check
	$(BIN)/python -m benchmarks.outcome
	$(BIN)/python -m benchmarks.letters
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.new_database
	$(BIN)/python -m benchmarks.deadlines
	$(BIN)/python -m benchmarks.indicators
	$(BIN)/python -m benchmarks.checks --large
	$(BIN)/python -m benchmarks.report
	$(BIN)/python -m benchmarks.disclosure
	$(BIN)/python -m benchmarks.revising

picture: $(VENV)/.installed ## draw the picture of the cycle, write the lists of checks and indicators
	$(BIN)/python -m docs.draw_cycle
	$(BIN)/python -m docs.list_checks
	$(BIN)/python -m docs.list_data_checks
	$(BIN)/python -m docs.list_indicators

wheel: $(VENV)/.installed-dev ## build the package into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage htmlcov

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name it: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "The module venv is needed. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.installed: $(PINS) | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(PINS) | $(VENV)/bin/python
	$(PIP) install --editable '.[dev,postgresql]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(PIP) install --editable '.[bench]'
	@touch $@

# Each check is defined here, once; pre-commit and CI call it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CODE := bots core storage worker tests
# Files go to as many processes as there are cores, the slow stories first; four have enough to do.
SPREAD := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Counting branches takes half as long again; `make test COVER=` does without.
COVER := --cov --cov-report=term:skip-covered

.PHONY: demo test vision quantise gpu check fmt lint types imports bench gallery recipes clean

demo: $(VENV)/.demo  ## start everything on this machine
	@exec $(BIN)/easel demo

test: $(VENV)/.dev  ## the whole suite, with branch coverage
	$(BIN)/python -m pytest $(SPREAD) $(COVER)

vision: $(VENV)/.dev build/vision  ## the tests of what needs torchvision, which is kept aside
	PYTHONPATH=build/vision $(BIN)/python -m pytest tests/worker/engines/diffusion/test_qwen.py tests/worker/engines/diffusion/test_joy.py

quantise: $(VENV)/.dev build/quantise  ## the tests of what needs torchao, which is kept aside, too
	PYTHONPATH=build/quantise $(BIN)/python -m pytest tests/worker/engines/diffusion/test_switches.py

gpu: $(VENV)/.dev  ## the same tests of models at the size of real ones, where a CUDA device is
	$(BIN)/python -m pytest -m gpu tests/worker

build/vision: ASIDE = torchvision
build/quantise: ASIDE = torchao
build/vision build/quantise: constraints.txt
	$(PIP) install --quiet --no-deps --target $@ "$$(grep ^$(ASIDE)== constraints.txt)"
	@touch $@

check: lint types imports  ## everything that needs no running code

fmt: $(VENV)/.dev  ## format and mend what can be mended
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

lint: $(VENV)/.dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/.dev
	$(BIN)/pyright

imports: $(VENV)/.dev  ## the architecture: who may import whom
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## measure, beside a reference, in the same run
	$(BIN)/python -m tests.bench --json bench.json

gallery: $(VENV)/.dev  ## build/gallery/index.html: every look, mood and edit
	$(BIN)/python -m tests.gallery

recipes: $(VENV)/.dev  ## follow docs/recipes/ and write down what was answered and seen
	$(BIN)/python -m tests.recipes

clean:
	rm -rf $(VENV) build/gallery bench.json .coverage .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# --- environments -----------------------------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Easel needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "This Python has no venv; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.demo: pyproject.toml constraints.txt | $(VENV)/.made
	$(PIP) install --quiet --constraint constraints.txt --editable '.[web,classical]'
	$(BIN)/python -m storage.redis_binary $(BIN)
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/.made
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m storage.redis_binary $(BIN)
	@touch $@ $(VENV)/.demo

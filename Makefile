# `make` and `make chat`, `test`, `lint` need python3 (3.11 or later) with its venv module, and make. Nothing else.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: chat test lint format check bench bench-inline bench-memory bench-traffic bench-announcements soak soak-memory soak-updates soak-announcements calibrate pins clean

chat: .venv/run ## A conversation in the terminal, with the FAQ that ships; no token needed
	@$(BIN)/focac-bot chat

test: .venv/dev ## All tests
	$(BIN)/python -m pytest

lint: .venv/dev ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/focac-bot check

format: .venv/dev ## Put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: .venv/run ## Every mistake in the FAQ
	@$(BIN)/focac-bot check

bench: .venv/bench ## Quality and speed beside peers, then traffic, written to docs/mesures.md (a quarter of an hour)
	$(BIN)/python -m tests.benchmarks.bench $(SHARED)
	$(BIN)/python -m tests.benchmarks.traffic

bench-inline: .venv/bench ## How soon « @bot … » is answered, written to docs/mesures.md (a minute)
	$(BIN)/python -m tests.benchmarks.inline

bench-memory: .venv/bench ## A thousand people at once, on a good and on a slow disk, written to docs/mesures.md (some minutes)
	$(BIN)/python -m tests.benchmarks.memory

soak-memory: .venv/bench ## 200 kills while people talk, written to docs/mesures.md (some minutes)
	$(BIN)/python -m tests.benchmarks.soak

bench-traffic: .venv/bench ## Questions a second and how soon they are answered, written to docs/mesures.md (seven minutes)
	$(BIN)/python -m tests.benchmarks.traffic

bench-announcements: .venv/bench ## Announcements at size and at pace, written to docs/mesures.md (ten minutes)
	$(BIN)/python -m tests.benchmarks.announcing

soak-updates: .venv/bench ## 12,000 random updates, a sixth of them malformed, written to docs/mesures.md (some minutes)
	$(BIN)/python -m tests.benchmarks.soak_updates

soak-announcements: .venv/bench ## Announcements under kills and a bad network, on each database, written to docs/mesures.md (four minutes)
	$(BIN)/python -m tests.benchmarks.soak_announcements

soak: soak-memory soak-updates soak-announcements ## All that only long runs show

calibrate: .venv/bench ## The constants of ranking and confidence, to copy into bot/matching/
	$(BIN)/python -m tests.benchmarks.calibrate $(SHARED)

SHARED ?= ../shared

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "First run: setting up .venv, a minute or two…" >&2
	@$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements/run.txt requirements/build.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/dev requirements/bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

# `--universal` writes one file good for every Python from 3.11 on; uv records no index nor address unless asked to.
UV_COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade
pins: ## Renew the pinned versions (needs uv)
	$(UV_COMPILE) pyproject.toml -o requirements/run.txt
	$(UV_COMPILE) requirements/build.in -o requirements/build.txt
	$(UV_COMPILE) --extra dev pyproject.toml -o requirements/dev.txt
	$(UV_COMPILE) --extra bench pyproject.toml -o requirements/bench.txt

clean: ## Forget the virtual environment and the caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# Balai in a few words. `make help` lists what is here; each target says itself after ##.

# The system's own first: a distribution builds it optimised, what pyenv builds unasked is a tenth slower and more.
PYTHON ?= $(shell /usr/bin/python3 -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>&- && echo /usr/bin/python3 || echo python3)
CHECK = .venv/bin/python -m tools.check
.DEFAULT_GOAL := help

.PHONY: run
run: ready ## start Balai with its demonstration (PORT=8000, DATABASE_URL=postgres://… if you like)
	@exec .venv/bin/balai demo

.PHONY: test
test: ready-test ## everything a change must pass, on SQLite, PostgreSQL and in a browser, about 13 minutes
	@exec $(CHECK) all

.PHONY: check
check: ready-test ## the quick part of it, under a minute
	@exec $(CHECK) quick

.PHONY: fmt
fmt: ready-test ## put the code into the house's form, and the words of the code into the glossary
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format --quiet .
	@.venv/bin/python -m tools.glossary

.PHONY: bench
bench: ready-test ## measure: how fast, how heavy, beside the goals
	@exec .venv/bin/python -m bench

.PHONY: bench-nation
bench-nation: ready-test ## the same count on one machine and on a Spark cluster, one worker killed (needs Java 17)
	@.venv/bin/python -m bench.cluster
	@.balai/boot/bin/uv pip install --quiet --require-hashes --no-deps --target .balai/spark -r requirements/spark.txt
	@PYTHONPATH=.balai/spark exec .venv/bin/python -W ignore -m bench.nation

.PHONY: storm
storm: ready-test ## the long trials: kills, scanners, mutants, restore drill (hours)
	@exec .venv/bin/python -m storm

.PHONY: screens
screens: ready-test ## take the pictures of docs/screens anew
	@exec .venv/bin/python -m tools.screens

.PHONY: pin
pin: ready-test ## pin requirements/*.in anew (newest that fit) into requirements/*.txt
	@exec $(PYTHON) -m tools.pin

.PHONY: clean
clean: ## remove what was built; the data in var/ stays
	@rm -rf .venv .balai build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

.PHONY: ready ready-test python
ready: python
	@$(PYTHON) tools/bootstrap.py run

ready-test: python
	@$(PYTHON) tools/bootstrap.py test

python:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 belum ada di komputer ini. Di Debian: apt install python3 python3-pip' >&2; \
	echo '  (Python 3.11 is missing; on Debian: apt install python3 python3-pip)' >&2; exit 1; }

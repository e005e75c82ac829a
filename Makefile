# One verb per job. `make help` lists them. A verb prepares what it needs and leaves alone what is current.
# Variables: PYTHON=python3.12 chooses the interpreter; ARGS='...' goes to the program behind the verb.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

export PYTHON
BIN := .venv/bin
PREPARE_RUN := @sh tools/bootstrap.sh run
PREPARE_DEV := @sh tools/bootstrap.sh dev
CHECKED := src tools tests hatch_build.py $(wildcard bench)

.PHONY: help
help: ## say what each verb does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

.PHONY: run
run: ## start Unpinch on this machine and open it in the browser
	$(PREPARE_RUN)
	@exec $(BIN)/unpinch serve $(ARGS)

.PHONY: test
test: ## run all tests, having got what they need, Chromium included
	$(PREPARE_DEV)
	@UNPINCH_CHROMIUM=$$($(BIN)/python -m tools.chromium) && export UNPINCH_CHROMIUM && exec $(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: ## lint, format, types, import contract, docs in step, pages and coach the same in the browser's Python
	$(PREPARE_DEV)
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/ruff format --check --quiet $(CHECKED)
	@$(BIN)/mypy
	@$(BIN)/python -m tools.import_contract
	@$(BIN)/python -m tools.core_purity
	@$(BIN)/python -m tools.docs_check
	@$(BIN)/python -m tools.safety_check
	@$(BIN)/python -m tools.derive --check
	@$(BIN)/python -m tools.validation --check
	@$(BIN)/python -m tools.pyodide_pages
	@$(BIN)/python -m tools.pyodide_coach

.PHONY: format
format: ## put the code in its one format, and mend what can be mended safely
	$(PREPARE_DEV)
	@$(BIN)/ruff check --fix-only $(CHECKED)
	@$(BIN)/ruff format $(CHECKED)

.PHONY: verify
verify: ## walk through what can happen and look for an unsafe plan
	$(PREPARE_RUN)
	@exec $(BIN)/unpinch verify $(ARGS)

.PHONY: reliability
reliability: ## kill it, break its disk, feed it noise, crowd it; writes docs/reliability.md (two hours on a quiet machine)
	$(PREPARE_DEV)
	@for trial in $(or $(ARGS),kills browsers primary faults load soak fuzz); do $(BIN)/python -m tools.reliability $$trial || exit 1; done

.PHONY: derive
derive: ## write frames, curves and coach targets of every level to src/unpinch/derived
	$(PREPARE_DEV)
	@exec $(BIN)/python -m tools.derive $(ARGS)

.PHONY: coach-clips
coach-clips: ## draw the coach's rendered set and keep what the pose model sees (hours; goes on where it stopped)
	$(PREPARE_DEV)
	@UNPINCH_CHROMIUM=$$($(BIN)/python -m tools.chromium) && export UNPINCH_CHROMIUM && exec $(BIN)/python -m tools.clips make $(ARGS)

.PHONY: mutants
mutants: ## put small faults into the rules, see that tests notice, write docs/mutants.md
	$(PREPARE_DEV)
	@exec $(BIN)/python -m tools.mutants $(ARGS)

.PHONY: bench
bench: ## measure decisions, pages, start and verifier, write docs/bench.md
	$(PREPARE_DEV)
	@exec $(BIN)/python -m bench $(ARGS)

.PHONY: screenshots
screenshots: ## take docs/screenshots anew through the real pages, draw the strips of docs/exercises
	$(PREPARE_DEV)
	@UNPINCH_CHROMIUM=$$($(BIN)/python -m tools.chromium) && export UNPINCH_CHROMIUM && $(BIN)/python -m tools.screenshots

.PHONY: lock
lock: ## choose the exact versions anew: constraints.txt and package-lock.json
	$(PREPARE_DEV)
	@$(BIN)/python -m tools.lock

.PHONY: clean
clean: ## remove what make has built; the record of a person is elsewhere and stays
	@rm -rf .venv node_modules build dist src/unpinch/web/static/vendor .mypy_cache .pytest_cache .ruff_cache

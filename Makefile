# Invekto: `make demo` to see it, `make test` to check it. Paths stay relative, so a folder with spaces is fine.
.DEFAULT_GOAL := help
.PHONY: help install demo test check interleavings bench clean
SHELL := /bin/sh
# Where a machine forbids compiled modules, each start would compile two thousand of them anew: three seconds.
unexport PYTHONDONTWRITEBYTECODE
RUN := .venv/bin

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

install: ## install everything locked, into .venv
	@sh scripts/python.sh scripts/install.py everything

demo: ## start the whole product with three demo tenants; options: make demo ARGS="--port 9000"
	@began=$$(date +%s.%N) && sh scripts/python.sh scripts/install.py runtime && \
	INVEKTO_COMMAND_BEGAN=$$began INVEKTO_END_WITH_PARENT=1 exec $(RUN)/invekto demo $(ARGS)

check: install ## style, types, imports between rooms, migrations, translations
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/invekto check

test: check ## everything of check, and all tests; options: make test ARGS="tests/core -k audit"
	@sh scripts/test.sh $(ARGS)

interleavings: check ## all 10,000 of a take-over with the bot's words; `make test` plays a quarter of them
	@INTERLEAVINGS=all sh scripts/test.sh tests/agent_ai/test_interleavings.py

bench: install ## measure, with the limit of this machine beside each figure
	$(RUN)/python -m benchmarks $(ARGS)

clean: ## remove what was installed and built; the data in .data stays
	rm -rf .venv .uv .cache web/node_modules src/invekto/dashboard/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@if [ -d .data ]; then echo "Your data is still in .data; remove that folder yourself if you no longer need it."; fi

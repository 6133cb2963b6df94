# Everything a newcomer and a contributor needs; `make help` lists it.
# Stamps remember what is installed and built, so a command does only what changed.

MAKEFLAGS += --no-builtin-rules
STAMPS := .venv/.stamps
SOURCES = $(shell find $(1) -mindepth 1 -not -path '*/node_modules*' -not -name '*.test.*' 2>/dev/null)
# A browser gets what was compressed once, at build.
COMPRESS := .venv/bin/python -m servestatic.compress --quiet
WEB_COMMON := $(call SOURCES,web/packages src/aqtra/scripting/shared) web/tsconfig.json web/package.json

.PHONY: help up test check bench bench-data bench-dataflow bench-python bench-web docs build schema web prepare prepare-test chromium servers identity-servers brokers
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

up: ## install, build and start Aqtra on this machine (data in AQTRA_DATA_DIR, address AQTRA_PORT)
	@$(MAKE) --no-print-directory -j2 prepare
	@exec .venv/bin/aqtra up

test: ## run every check and every test
	@$(MAKE) --no-print-directory -j2 prepare-test
	@exec .venv/bin/python tools/checks.py test

check: $(STAMPS)/dev web/node_modules/.stamp ## run the quick checks: lint, types, imports
	@exec .venv/bin/python tools/checks.py check

bench: $(STAMPS)/dev web docs ## measure, and compare with other platforms
	@exec .venv/bin/python -m benchmarks $(ARGS)

bench-data: $(STAMPS)/dev web docs ## measure the data layer under many rows
	@exec .venv/bin/python -m benchmarks data $(ARGS)

bench-dataflow: $(STAMPS)/dev web docs ## measure dataflows: saving, many rows, export, growth
	@exec .venv/bin/python -m benchmarks dataflow $(ARGS)

bench-python: $(STAMPS)/dev web docs chromium ## measure scripts: calls of the jail, many items, memory, pages with a script
	@exec .venv/bin/python -m benchmarks python $(ARGS)

bench-web: $(STAMPS)/dev web docs chromium ## measure the front end in Chromium: weight, opening, typing, scrolling
	@exec .venv/bin/python -m benchmarks web $(ARGS)

docs: site/index.html ## build the help

build: $(STAMPS)/dev web docs ## build the wheel into dist/
	@tools/wheel dist

schema: $(STAMPS)/dev web/node_modules/.stamp ## generate catalogues, API description and client again
	@tools/schema

web: web/dist/studio/index.html web/dist/workplace/index.html

prepare: $(STAMPS)/runtime web docs

prepare-test: $(STAMPS)/dev web docs chromium servers identity-servers brokers

chromium:
	@tools/chromium

servers: chromium
	@tools/servers

# One after the other: the package manager allows no two at a time.
identity-servers: servers
	@tools/identity-servers

brokers: identity-servers
	@tools/brokers

$(STAMPS)/runtime: requirements/runtime.txt pyproject.toml tools/venv
	@tools/venv requirements/runtime.txt
	@mkdir -p $(@D) && touch $@

$(STAMPS)/dev: requirements/dev.txt pyproject.toml tools/venv | $(STAMPS)/runtime
	@tools/venv requirements/dev.txt
	@mkdir -p $(@D) && touch $@

site/index.html: mkdocs.yml tools/help.py $(call SOURCES,docs) web/node_modules/.stamp | $(STAMPS)/runtime
	@echo "· Help"
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs --quiet build --strict
	@$(COMPRESS) site
	@touch $@

web/node_modules/.stamp: web/package-lock.json web/package.json web/.npmrc
	@tools/node-modules
	@touch $@

web/dist/%/index.html: web/node_modules/.stamp $(WEB_COMMON) | $(STAMPS)/runtime
	@echo "· Front end: $*"
	@cd web && npm run --silent build:$* -- --logLevel warn
	@$(COMPRESS) web/dist/$*
	@touch $@

web/dist/studio/index.html: $(call SOURCES,web/apps/studio)
web/dist/workplace/index.html: $(call SOURCES,web/apps/workplace)

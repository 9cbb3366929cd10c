# Thin: what a command does is in scripts/ or in a C# project.
SHELL := /bin/bash
.DEFAULT_GOAL := help

MODE ?= allinone         # allinone: one process; distributed: one per service, over RabbitMQ
PORT ?= 8080             # the one address that serves everything
TRACES ?= 0              # 1: a viewer of traces runs beside it
CONFIGURATION ?= Release
override MODE := $(strip $(MODE))
override PORT := $(strip $(PORT))
override TRACES := $(strip $(TRACES))
override ONLY := $(strip $(ONLY))
export CONFIGURATION := $(strip $(CONFIGURATION))

.PHONY: help
help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Variables: MODE=allinone|distributed, PORT=8080, TRACES=0|1, CONFIGURATION=Release|Debug,"
	@echo "             ONLY=project, class or test, SEED=number, CLOCK=date,"
	@echo "             PREVIOUS=commit that the test of upgrades begins at"

.PHONY: run
run: ## Install what is missing, build, and run everything on http://127.0.0.1:8080 until Ctrl-C
	@scripts/run $(MODE) $(PORT) $(TRACES)

.PHONY: demo
demo: ## Fill the running system through its public API and print the committee's table
	@scripts/demo $(PORT)

.PHONY: test
test: ## Install what is missing, build with every check and run the tests with the real parts; ONLY=name for a few of them
	@scripts/test $(if $(ONLY),--only '$(ONLY)')

.PHONY: test-fast
test-fast: ## Build and run the tests that need neither broker nor browser
	@scripts/test --fast

.PHONY: test-long
test-long: ## Run what is long by nature: every death, page and width, a million hostile requests; SEED=n repeats a run
	@scripts/test --long $(if $(ONLY),--only '$(ONLY)')

.PHONY: build
build: ## Build everything; warnings are errors
	@scripts/setup
	dotnet build QualiPref.slnx -c $(CONFIGURATION) --nologo

.PHONY: format
format: ## Format the code as make test wants it
	dotnet format QualiPref.slnx

.PHONY: contracts
contracts: ## Rewrite the committed contract documents from the code, then show what changed
	@scripts/setup
	QUALIPREF_ACCEPT_CONTRACTS=1 dotnet run --project tests/QualiPref.Contracts.Tests -c $(CONFIGURATION)
	git status --short contracts

.PHONY: golden
golden: ## Make the golden editions of the version in Directory.Build.props, once for each release
	@scripts/setup
	dotnet build qualipref-platform/src/QualiPref.AllInOne -c $(CONFIGURATION) --nologo -v quiet
	dotnet run --project tests/QualiPref.Editions -c $(CONFIGURATION)

.PHONY: images
images: ## Build the container images and the lists of what is in them; REGISTRY=, ARCHIVES=, TAG=, BASE= as scripts/images says
	@REGISTRY='$(REGISTRY)' ARCHIVES='$(ARCHIVES)' TAG='$(TAG)' BASE='$(BASE)' scripts/images

.PHONY: bench
bench: ## Measure intake, freshness, drain, memory and start against their baselines; ROWS=put,drain for some of them
	@scripts/setup --distributed
	dotnet run --project tests/QualiPref.Bench -c $(CONFIGURATION) -- $(if $(ROWS),--rows '$(ROWS)')

.PHONY: clean
clean: ## Delete what was built; the data in .data/ are kept
	rm -rf artifacts

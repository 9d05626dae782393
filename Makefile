# Each target calls `python -m local` or `python -m deploy`, which say more: python3 -m local --help
PYTHON ?= python3
# Through the environment, a message keeps its quotes, dollar signs and lines.
export LINDA_MSG = $(value MSG)
export LINDA_FROM = $(value FROM)
export LINDA_PHOTO = $(value PHOTO)
export LINDA_FILE = $(value FILE)
export LINDA_LOCATION = $(value LOCATION)
export LINDA_PHONE = $(value PHONE)
export LINDA_BASE = $(value BASE)
export LINDA_ID = $(value ID)
export LINDA_STAGE = $(value STAGE)
export LINDA_PROFILE = $(value PROFILE)
export LINDA_REGION = $(value REGION)

.DEFAULT_GOAL := help
.PHONY: help up down logs text call chat sweep audit forget failed-turns export import adopt diff clean deploy destroy test nightly mutants bench lock update outdated audit-packages sbom licenses

help:
	@$(PYTHON) -m local --help
	@echo
	@echo "Besides those, each with make: deploy, destroy (python3 -m deploy --help); diff BASE=main;"
	@echo "lock, update, outdated, audit-packages, sbom, licenses (.venv/bin/python -m supply --help); nightly, mutants, bench."
up:
	@$(PYTHON) -m local up
down:
	@$(PYTHON) -m local down
logs:
	@$(PYTHON) -m local logs $(if $(ONCE),--once)
text: # MSG="how much is an iphone 13 screen?" FROM=+19045550123 PHOTO=cracked.jpg FILE=memo.mp3 WHATSAPP=1 LOCATION="9 Ocean Blvd"
	@$(PYTHON) -m local text $(if $(value FROM),--from "$$LINDA_FROM") $(if $(value PHOTO),--photo "$$LINDA_PHOTO") \
		$(if $(value FILE),--file "$$LINDA_FILE") $(if $(value LOCATION),--location "$$LINDA_LOCATION") \
		$(if $(WHATSAPP),--whatsapp) $(if $(JSON),--json) -- "$$LINDA_MSG"
call: # FROM=+19045550123 or FROM=anonymous; SPEAK=1 JSON=1
	@$(PYTHON) -m local call $(if $(value FROM),--from "$$LINDA_FROM") $(if $(SPEAK),--speak) $(if $(JSON),--json)
chat: # PHONE=+19045550123 or PHONE=anonymous; JSON=1
	@$(PYTHON) -m local chat $(if $(JSON),--json) -- "$$LINDA_PHONE"
sweep:
	@$(PYTHON) -m local sweep
audit: # JSON=1
	@$(PYTHON) -m local audit $(if $(JSON),--json)
forget: # PHONE=+19045550123 YES=1 JSON=1
	@$(PYTHON) -m local forget $(if $(YES),--yes) $(if $(JSON),--json) -- "$$LINDA_PHONE"
diff: # against the running stack; BASE=main STAGE=staging: the template against that revision's
	@$(if $(value BASE),$(PYTHON) -m review --base "$$LINDA_BASE" --stage "$$LINDA_STAGE",$(PYTHON) -m local diff)
failed-turns: # RETRY=1 or DROP=1, of all or of ID=SM… or PHONE=+19045550123; YES=1 JSON=1
	@$(PYTHON) -m local failed-turns $(if $(RETRY),--retry) $(if $(DROP),--drop) $(if $(value ID),--id "$$LINDA_ID") \
		$(if $(value PHONE),--phone "$$LINDA_PHONE") $(if $(YES),--yes) $(if $(JSON),--json)
export: # FILE=linda.jsonl
	@$(PYTHON) -m local export -- "$$LINDA_FILE"
import: # FILE=linda.jsonl DRY_RUN=1
	@$(PYTHON) -m local import $(if $(DRY_RUN),--dry-run) -- "$$LINDA_FILE"
adopt: # DRY_RUN=1
	@$(PYTHON) -m local adopt $(if $(DRY_RUN),--dry-run)
clean:
	@$(PYTHON) -m local clean
to_aws = $(if $(value STAGE),--stage "$$LINDA_STAGE") $(if $(value PROFILE),--profile "$$LINDA_PROFILE") \
	$(if $(value REGION),--region "$$LINDA_REGION") \
	$(if $(YES),--yes) $(if $(DRY_RUN),--dry-run)
deploy: # STAGE=staging PROFILE=shop REGION=us-east-1 DRY_RUN=1 YES=1; STEP=secrets: only that one (check, diff, deploy, connect, smoke, …)
	@$(PYTHON) -m deploy $(STEP) $(to_aws)
destroy: # STAGE=staging PROFILE=shop REGION=us-east-1 DRY_RUN=1 YES=1
	@$(PYTHON) -m deploy destroy $(to_aws)
test: # ARGS="-k scheduler"
	@$(PYTHON) -m local test $(if $(ARGS),-- $(ARGS))
nightly: # all of `test`, with 1,000 runs for 100, and 200 races of 50 customers for 3 of 12
	@HYPOTHESIS_PROFILE=nightly RACE_ROUNDS=200 RACE_CLIENTS=50 $(PYTHON) -m local test $(if $(ARGS),-- $(ARGS))
mutants: # MODULES="booking agent.guard"; after `make test`, and as long as a nightly run
	@PYTHONPATH=lambdas .venv/bin/python -m tests.mutants $(MODULES)
bench:
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.availability
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.booking
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.turn
	@PATH="$$PWD/.venv/bin:$$PATH" PYTHONPATH=lambdas .venv/bin/python -m benchmarks.cold_start
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.time_reader
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.conversations
	@PYTHONPATH=lambdas .venv/bin/python -m benchmarks.calls
lock: # after an edit of a pin in an .in file or in package.json
	@.venv/bin/python -m supply lock
update: # PACKAGE=boto3: only this one
	@.venv/bin/python -m supply update $(PACKAGE)
outdated:
	@.venv/bin/python -m supply outdated
audit-packages:
	@.venv/bin/python -m supply audit
sbom:
	@.venv/bin/python -m supply sbom
licenses:
	@.venv/bin/python -m supply licenses

# Each target calls `python -m local`, which says more: python3 -m local --help
PYTHON ?= python3
quoted = '$(subst ','\'',$(value $(1)))'

.DEFAULT_GOAL := help
.PHONY: help up down logs text diff clean test

help:
	@$(PYTHON) -m local --help
up:
	@$(PYTHON) -m local up
down:
	@$(PYTHON) -m local down
logs:
	@$(PYTHON) -m local logs $(if $(ONCE),--once)
text: # MSG="how much is an iphone 13 screen?" FROM=+19045550123
	@$(PYTHON) -m local text $(if $(FROM),--from $(call quoted,FROM)) -- $(call quoted,MSG)
diff:
	@$(PYTHON) -m local diff
clean:
	@$(PYTHON) -m local clean
test: # ARGS="-k scheduler"
	@$(PYTHON) -m local test $(if $(ARGS),-- $(ARGS))

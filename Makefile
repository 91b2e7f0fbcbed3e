# Each command sets up what it needs on a fresh machine: Python 3.11 or newer, make and git are all it asks for.

CONTENT ?= content
OUTPUT  ?= output
CACHE   ?= .cache
PORT    ?= 8000
PYTHON  ?= python3

# The folder of this Makefile, so that `make -C` and other folders work too.
HERE := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
VENV := $(HERE).venv
RUN  := $(VENV)/bin/python
READY := $(VENV)/.ready

build: $(READY) ## build CONTENT into OUTPUT (STRICT=1: fail if a file was held back)
	@$(RUN) -m plugins.newsroom build "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)" $(if $(STRICT),--strict)

serve: build ## build, then show OUTPUT at http://localhost:8000
	@$(RUN) -m plugins.newsroom serve "$(OUTPUT)" --port $(PORT)

preview: $(READY) ## build with drafts and what is not yet due, and show it
	@$(RUN) -m plugins.newsroom preview "$(CONTENT)" --output .preview --cache "$(CACHE)"
	@$(RUN) -m plugins.newsroom serve .preview --port $(PORT)

check: $(READY) ## report every problem in CONTENT; fails if there is an error
	@$(RUN) -m plugins.desk check "$(CONTENT)"

# Through the environment: quotes, dollars and backquotes of a title are letters there, to make and to the shell.
new: export STORY_UNIT := $(value UNIT)
new: export STORY_TITLE := $(value TITLE)
new: export STORY_KIND := $(value KIND)
new: export STORY_DATE := $(value DATE)
new: $(READY) ## start a story: make new UNIT=kanim-padang TITLE="Judul berita"
	@$(RUN) -m plugins.desk new "$(CONTENT)" --unit="$$STORY_UNIT" --title="$$STORY_TITLE" $(if $(KIND),--kind="$$STORY_KIND") $(if $(DATE),--date="$$STORY_DATE")

publish: $(READY) ## build for the public address: make publish SITEURL=https://…
	@SITEURL="$(SITEURL)" $(RUN) -m plugins.newsroom build "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)" --settings $(HERE)publishconf.py

test: $(READY) ## style, types and tests
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m pytest -n auto

zones: $(READY) ## how well the tagger finds themes and areas, on the labelled stories
	@$(RUN) -m plugins.zones tests/zones/labelled/*.jsonl

bench: $(READY) ## how long a clean build and one more story take
	@$(RUN) tests/bench.py

clean: ## forget everything that was built (only folders that bear the newsroom's marker)
	@for folder in "$(OUTPUT)" .preview; do \
	  if grep -qs "bukan dari redaksi" "$$folder/.newsroom"; then echo "$$folder holds files of others too: left as it is."; \
	  elif [ -f "$$folder/.newsroom" ]; then rm -rf "$$folder"; \
	  elif [ -e "$$folder" ]; then echo "$$folder was not built here: left as it is."; fi; \
	done
	@rm -rf "$(CACHE)"/*.sqlite* "$(CACHE)"/*.lock "$(CACHE)/templates"

help: ## what can be done here
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(READY): $(HERE)requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r $(HERE)requirements.txt
	@touch $@

export PYTHONPATH := $(HERE)
.DEFAULT_GOAL := build
.PHONY: build serve preview check new publish test zones bench clean help

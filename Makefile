# Everything is set up by the targets themselves: `make demo` and `make test` work from a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUST_SOURCES := $(shell find rust \( -name '*.rs' -o -name '*.bin' \) -not -path '*/target/*') rust/Cargo.toml rust/Cargo.lock $(wildcard rust/*/Cargo.toml)
MANIFEST := --manifest-path rust/Cargo.toml

.DEFAULT_GOAL := help
.PHONY: help build demo test test-long check check-rust check-python format docs bench bench-restoration bench-normalise bench-encodings clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 20

# One clear line for each missing tool.
$(VENV)/.tools:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "kxclean: $(PYTHON) is missing; install Python 3.10 or later" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "kxclean: $(PYTHON) is older than 3.10; set PYTHON=... to a later one" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "kxclean: $(PYTHON) has no venv module; install it (Debian: python3-venv)" >&2; exit 1; }
	@command -v cargo >/dev/null 2>&1 || { echo "kxclean: cargo is missing; install a Rust toolchain (1.89 or later)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.packages: pyproject.toml $(VENV)/.tools
	@echo "installing Python packages into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
	@$(BIN)/python -c 'import sys; t = __import__("tomllib" if sys.version_info >= (3, 11) else "pip._vendor.tomli", fromlist=["loads"]).loads(open("pyproject.toml").read())["project"]; own = [r for e in ("test", "compat", "datasketch", "testing") for r in t["optional-dependencies"][e] if not r.startswith("kxclean")]; print("\n".join(t["dependencies"] + own))' > $(VENV)/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(VENV)/requirements.txt
	@touch $@

$(VENV)/.native: $(VENV)/.packages $(RUST_SOURCES)
	@echo "building the native module"
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/maturin develop --release --quiet > $(VENV)/build.log 2>&1 || { cat $(VENV)/build.log >&2; exit 1; }
	@touch $@

build: $(VENV)/.native ## set up the environment and build the native module

demo: build ## clean the five documents in seeds/ into out/demo
	@rm -rf out/demo
	@$(BIN)/kxclean clean seeds --output out/demo

test: check ## set up, then run every test and check
	@$(BIN)/python -m pytest tests

test-long: build ## the property tests with many more examples
	@KXCLEAN_HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests

check: check-rust check-python ## static checks and Rust tests

check-rust: build ## rustfmt, clippy and the tests of the kernels
	@cargo fmt $(MANIFEST) --all --check
	@cargo clippy $(MANIFEST) --workspace --all-targets --quiet -- -D warnings
	@cargo test $(MANIFEST) -p kxclean-kernels --quiet

check-python: build ## ruff, mypy --strict, the stub check and the page of rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m mypy.stubtest kxclean._native
	@$(BIN)/python tools/rules_page.py --check

format: build ## format both languages in place
	@cargo fmt $(MANIFEST) --all
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: build ## write docs/rules.md from the rules
	@$(BIN)/python tools/rules_page.py

bench: build ## MB/s of decode, each stage and the whole, beside str.translate
	@$(BIN)/python benchmarks/stages.py

bench-restoration: build ## how much damaged text comes back; ARGS="--text FILE... --seed N --record" and more
	@$(BIN)/python -m benchmarks.restoration $(ARGS)

bench-normalise: build ## MB/s of script, punctuation, digits and blanks, beside other libraries
	@$(BIN)/python -m benchmarks.normalise $(if $(TEXT),--text $(TEXT))

bench-encodings: build ## detection of encodings beside other tools; ARGS="--text FILE... --files FOLDER --seed N" and more
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'chardet>=5' 'charset-normalizer>=3'
	@$(BIN)/python -m benchmarks.encodings $(ARGS)

clean: ## remove everything that was built
	@rm -rf $(VENV) out rust/target dist
	@find src -name '_native*.so' -delete

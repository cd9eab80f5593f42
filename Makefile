# Everything that is checked before a change lands. `make test` installs what it needs.

CARGO ?= cargo
PYTHON ?= python3
export NO_COLOR ?= 1

.PHONY: help test install lint doc rust python test-persistent lighthouse bench clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

test: install lint doc rust python ## All checks and tests

install: ## Debian packages that the tests use: RDF parsers, Java for HermiT, pdftotext, web servers
	@sh tests/install.sh

lint: ## Formatting and the lint wall
	$(CARGO) fmt --check
	$(CARGO) clippy --release --all-targets --locked -- -D warnings

doc: ## The library's documentation, without warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --release --no-deps --locked --lib

rust: ## Unit and integration tests
	$(CARGO) test --release --locked

python: ## Other people's tools against the program: parsers, clients, reasoner, servers
	$(CARGO) build --release --locked
	PYTHON="$(PYTHON)" bash tests/python/run.sh

test-persistent: ## The tests with the store on disk (RocksDB: minutes of C++, needs libclang)
	@sh tests/install.sh libclang-dev
	$(CARGO) test --profile persistent --features persistent --locked --test it

lighthouse: ## Lighthouse on each kind of page (minutes); 95 or better in every category
	$(CARGO) build --release --locked
	target/python-venv/bin/python tests/python/lighthouse.py

bench: ## The figures the README quotes
	$(CARGO) bench --bench figures
	$(CARGO) bench --bench readers
	$(CARGO) bench --bench extraction
	$(CARGO) bench --bench reuse
	$(CARGO) bench --bench matching
	$(CARGO) bench --bench service

clean: ## Remove what builds and tests made
	$(CARGO) clean
	rm -rf build

# What people type. `make help` lists it.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
SECONDS ?= 600

# The dependency direction of Package.swift holds because of this flag.
CHECKED = --explicit-target-dependency-import-check error
RELEASE = .build/release/swisma
BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISHDIR = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

.PHONY: release demo test check fuzz install uninstall clean help

release: ## build .build/release/swisma, an executable that needs no Swift to run
	scripts/dependencies build
	$(SWIFT) build -c release --product swisma --static-swift-stdlib $(CHECKED) -Xlinker -s

demo: release ## show the whole tool at work on a small project in a temporary folder
	scripts/demo $(RELEASE)

check: ## what needs no test run: formatting and the rules of ARCHITECTURE.md
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	scripts/invariants

test: check ## build with all checks and run all tests, on PostgreSQL too where it is installed
	scripts/dependencies test
	$(SWIFT) build --build-tests $(CHECKED)
	scripts/with-postgres scripts/run-tests --skip-build $(CHECKED)

fuzz: ## look for crashes for SECONDS (600), migrate 1000 random databases and ask 20000 random requests
	scripts/dependencies test
	scripts/fuzz $(SECONDS)
	$(SWIFT) build --build-tests $(CHECKED)
	SWISMA_PROPERTY_PAIRS=1000 SWISMA_PROPERTY_REQUESTS=20000 scripts/with-postgres \
	  $(SWIFT) test --skip-build $(CHECKED) --filter PropertyTests

install: ## install below PREFIX (default /usr/local), inside DESTDIR; after `make`
	@test -x $(RELEASE) || { echo "run make first" >&2; exit 1; }
	install -d $(BINDIR) $(MANDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR)
	install -m 755 $(RELEASE) $(BINDIR)/swisma
	install -m 644 man/*.1 $(MANDIR)
	install -m 644 completions/swisma.bash $(BASHDIR)/swisma
	install -m 644 completions/_swisma $(ZSHDIR)/_swisma
	install -m 644 completions/swisma.fish $(FISHDIR)/swisma.fish

uninstall: ## remove what install put there
	rm -f $(BINDIR)/swisma $(MANDIR)/swisma.1 $(MANDIR)/swisma-*.1
	rm -f $(BASHDIR)/swisma $(ZSHDIR)/_swisma $(FISHDIR)/swisma.fish

clean: ## remove everything that was built
	rm -rf .build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

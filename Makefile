# casus. `make demo` does the main job on real input, `make test` runs all tests; the rest is for those who work on it.

SHARED ?= ../shared
BIN    := bin/casus

.PHONY: all build demo test test-exchange check fuzz crash bench bench-store bench-day bench-memory bench-beside score score-ling train tools

all: build

# A C++ compiler is needed by the embedded database; it is installed where it is missing.
tools:
	@command -v go >/dev/null || { echo "casus needs Go 1.26 or later: https://go.dev/dl/"; exit 1; }
	@command -v g++ >/dev/null || { echo "installing g++"; apt-get update -q && apt-get install -qy g++; }

build: tools
	@mkdir -p bin
	go build -o $(BIN) ./cmd/casus

# Codes the articles in examples/ and prints a table of who did what to whom, when, and on whose word.
demo: build
	./$(BIN) code --format table examples/

test: tools
	gofmt -l . | (! grep .)
	go vet ./...
	go test ./...

# Exports are read back by pandas and DuckDB. The first run installs them into build/ (375 MB, about a minute).
test-exchange: tools
	@test -x build/exchange-venv/bin/python || python3 -m venv build/exchange-venv
	@build/exchange-venv/bin/pip install -q --disable-pip-version-check -r tests/exchange/requirements.txt
	CASUS_PYTHON=$(CURDIR)/build/exchange-venv/bin/python go test -count=1 -run TestReadBack -v ./internal/store

# Static analysis beyond vet.
check: test
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# One minute of fuzzing for each target.
fuzz:
	@for pkg in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s $$pkg || exit 1; \
	  done; done

# Kills casus add 50 times at random points and looks for what it has acknowledged.
crash: tools
	CASUS_CRASH=50 go test -count 1 -run 'TestCrash$$' -v ./cmd/casus

# Speed of the store over millions of synthetic reports; ROWS is their number.
ROWS ?= 10000000
bench-store: tools
	CASUS_ROWS=$(ROWS) go test -count 1 -run 'TestStoreAtSize$$' -v -timeout 2h ./internal/store

# A day of the world's news through copies, keeping and fusion; ARTICLES is their number.
ARTICLES ?= 400000
bench-day: tools
	CASUS_DAY=$(ARTICLES) go test -count 1 -run 'TestDay$$' -v -timeout 4h ./cmd/casus

# Speed and memory; the only source of speed claims.
bench: tools
	go test -run '^$$' -bench . -benchmem ./...

# Memory of the language engine over a million sentences (two to four minutes).
SENTENCES ?= 1000000
bench-memory: tools
	CASUS_SENTENCES=$(SENTENCES) go test -count 1 -run 'TestMemoryOfManySentences$$' -v -timeout 2h ./internal/ling

# spaCy and casus on the same treebank, one thread each. The first run installs spaCy into build/ (340 MB).
bench-beside: build
	@test -d $(SHARED)/treebanks || { echo "no $(SHARED)/treebanks: see CONTRIBUTING.md, \"Data for training and scoring\""; exit 1; }
	@test -x build/beside-venv/bin/python || python3 -m venv build/beside-venv
	@build/beside-venv/bin/pip install -q --disable-pip-version-check -r bench/requirements.txt
	build/beside-venv/bin/python bench/beside.py $(BIN) $(SHARED)/treebanks/en_ewt-test.conllu

# How well the coder agrees with hand-coded articles.
score: build
	@test -d $(SHARED)/gold/dev || { echo "no $(SHARED)/gold/dev: see CONTRIBUTING.md, \"Data for training and scoring\""; exit 1; }
	./$(BIN) score $(SHARED)/gold/dev

# How well the language engine parses treebanks that it never saw.
score-ling: build
	@test -d $(SHARED)/treebanks || { echo "no $(SHARED)/treebanks: see CONTRIBUTING.md, \"Data for training and scoring\""; exit 1; }
	./$(BIN) score --language $(SHARED)/treebanks

# Trains the language bundle from the treebanks and the hand-coded training articles alone. The one in bundle/en had silver parses too (train/language-silver.conf) and is better.
train: build
	./$(BIN) train language --config train/language.conf
	./$(BIN) train acts --shared $(SHARED) --bundle bundle/en

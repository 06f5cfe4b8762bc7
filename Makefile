# casus. `make demo` does the main job on real input, `make test` runs all tests; the rest is for those who work on it.

SHARED ?= ../shared
BIN    := bin/casus

.PHONY: all build demo test check fuzz bench score score-ling train tools

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

# Static analysis beyond vet.
check: test
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# One minute of fuzzing for each target.
fuzz:
	@for pkg in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s $$pkg || exit 1; \
	  done; done

# Speed and memory; the only source of speed claims.
bench: tools
	go test -run '^$$' -bench . -benchmem ./...

# How well the coder agrees with hand-coded articles.
score: build
	@test -d $(SHARED)/gold/dev || { echo "no $(SHARED)/gold/dev: see CONTRIBUTING.md, \"Data for training and scoring\""; exit 1; }
	./$(BIN) score $(SHARED)/gold/dev

# How well the language engine parses treebanks that it never saw.
score-ling: build
	@test -d $(SHARED)/treebanks || { echo "no $(SHARED)/treebanks: see CONTRIBUTING.md, \"Data for training and scoring\""; exit 1; }
	./$(BIN) score --language $(SHARED)/treebanks

# Trains the language bundle from the treebanks and the hand-coded training articles.
train: build
	./$(BIN) train language --config train/language.conf
	./$(BIN) train acts --shared $(SHARED) --bundle bundle/en

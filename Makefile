GO          ?= go
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
ACTIONLINT  ?= github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
STORY       ?= testdata/office-on-ec2/faulty

.PHONY: help build test race lint rule demo bench compare-plan plan-cases

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/' | expand -t 14

build: ## build bin/reachlint
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/ ./cmd/reachlint

test: ## run all tests
	$(GO) test ./...

race: ## run all tests with the race detector, the longest over a sample of the cases (needs a C compiler)
	$(GO) test -race -short ./...

lint: ## check the format and the code
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt these files:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(ACTIONLINT)

rule: ## write the skeleton of a rule: make rule ID=my-rule
	@bash .ci/rule "$(ID)"

demo: ## scan the story with all its faults
	@$(GO) run ./cmd/reachlint scan $(STORY) || true

bench: ## measure scans of generated trees beside their bare parse
	$(GO) test -run '^$$' -bench . -benchmem ./cmd/internal/lint

compare-plan: ## compare the evaluation with the plan.json files below a directory: make compare-plan DIR=...
	@REACHLINT_COMPARE="$(abspath $(DIR))" $(GO) test ./parsers/terraform -count=1 -run '^TestComparePlan$$' -v | sed -E 's/^ *compare_test.go:[0-9]+: //'
	@REACHLINT_COMPARE="$(abspath $(DIR))" $(GO) test ./cmd/internal/lint -count=1 -run '^TestPlans$$'

plan-cases: ## plan the golden cases with Terraform, to compare-plan them: make plan-cases DIR=...
	@.ci/plan-cases "$(DIR)"

# The two commands of the README, `make run` and `make test`, and what developers and CI call. Everything real is in
# cargo or in a script under tools/, so that nothing depends on make.

.PHONY: run demo test chaos stress bench check generate fmt

# The whole program in one process, with the web app where Node is there to build it; no service is needed.
# http://localhost:8000
run:
	tools/web offer
	cargo run --release --locked --bin boardwire

# Fills the database of `make run` with people, boards and cards to look at.
demo:
	cargo run --release --locked --bin boardwire -- admin demo

# Every test, on both database engines. Starts the servers it needs, and installs them where it may.
test:
	tools/test

# The proof that nothing is lost: 10,000 jobs and a fault every two seconds, and the other long forms of tests/chaos.
# CHAOS_SEED=… repeats a plan of faults.
chaos:
	tools/chaos

# The proof that sockets miss nothing: 500 clients, 20,000 events, cuts and crashes, and the other long forms of
# tests/it/live_storm.rs.
stress:
	tools/stress

# How fast jobs, mails and sockets are and what they cost, as a table and as JSON: see bench/main.rs.
bench:
	tools/bench

# Everything else that CI wants: formatting, lints, imports, generated files, licences.
check:
	tools/check

# Writes again what is generated and committed.
generate:
	tools/generate

fmt:
	cargo fmt --all

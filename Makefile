# The developer's menu. Each line is one command; ./run and ./test work without make.
.PHONY: run test lint bench shots lock english

run:
	./run

test:
	./test

lint: ; .venv/bin/ruff format . && .venv/bin/ruff check --fix . && .venv/bin/mypy && .venv/bin/lint-imports

bench:
	.venv/bin/python -m benchmarks

shots:
	.venv/bin/python -m tests.browser.shots

# Take the newest releases that fit pyproject.toml; hashed, without index or file addresses.
lock:
	printf 'uv\n' | .venv/bin/uv pip compile - --upgrade --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-uv.lock
	.venv/bin/uv pip compile pyproject.toml --upgrade --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --extra test --upgrade -c requirements.lock --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-test.lock

# Bring the English catalogue to the texts of the source.
english:
	.venv/bin/python scripts/catalogue.py

# Sourced by ./run and ./test: finds Python, asks Debian for what is missing, makes .venv from the locks.
# Everything is idempotent: where nothing changed, nothing is installed.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 2; }

on_debian_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# need PACKAGES CHECK...: run CHECK; where it fails install PACKAGES (root on Debian), else name the command.
need() {
    packages=$1
    shift
    "$@" >/dev/null 2>&1 && return 0
    if on_debian_as_root; then
        say "Memasang paket sistem: $packages"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086  # several packages, split on purpose
        { apt-get install -y --no-install-recommends $packages ||
            { apt-get update && apt-get install -y --no-install-recommends $packages; }; } >/tmp/sasando-apt.$$ 2>&1 ||
            { cat "/tmp/sasando-apt.$$" >&2; rm -f "/tmp/sasando-apt.$$"; return 1; }
        rm -f "/tmp/sasando-apt.$$"
        "$@" >/dev/null 2>&1 && return 0
    fi
    say "Kurang: $packages. Pasang dengan: sudo apt-get install $packages"
    return 1
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

# environment LOCK: .venv holds exactly what LOCK names; its stamp says which bytes it was made from.
environment() {
    lock=$1
    stamp=.venv/.made-from-$(basename "$lock" .lock)
    digest=$(cat "$lock" pyproject.toml requirements-uv.lock | cksum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ] && [ -x .venv/bin/sasando ] && return 0

    need python3 find_python || exit 2
    python=$(find_python)
    need python3-venv "$python" -c 'import ensurepip, venv' || exit 2
    say "Menyiapkan .venv dari $lock"
    [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv; }
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements-uv.lock
    index=${PIP_INDEX_URL:-$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
    .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation \
        --config-settings editable_mode=compat -e .
    printf '%s' "$digest" >"$stamp"
}

#!/bin/sh
# Choose a Python that can do the work, then hand over to tools/bootstrap.py.
# usage: bootstrap.sh run|dev      PYTHON=... chooses the interpreter; else the newest of 3.11 and later that works.
set -eu

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
can_venv='import ensurepip, venv'
cd "$(dirname "$0")/.."

newest() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c "$new_enough; $can_venv" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
}

explain() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c "$new_enough" >/dev/null 2>&1; then
            refuse_without_venv "$name"
        fi
    done
    version=$(python3 --version 2>/dev/null || echo "no Python 3")
    echo "Unpinch needs Python 3.11 or newer and found $version: install a newer one, or say which with 'make run PYTHON=...'." >&2
    exit 1
}

refuse_without_venv() {
    minor=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$1 comes without venv: install it (on Debian and Ubuntu 'apt install python$minor-venv'), or say another Python with 'make run PYTHON=...'." >&2
    exit 1
}

# An environment that is there and works is kept, unless PYTHON asks for one.
kept=.venv/bin/python
if [ -n "${PYTHON:-}" ]; then
    if ! "$PYTHON" -c '' >/dev/null 2>&1; then
        echo "PYTHON=$PYTHON doesn't start: give the name or path of a Python 3.11 or newer." >&2
        exit 1
    fi
    if ! "$PYTHON" -c "$new_enough" >/dev/null 2>&1; then
        echo "PYTHON=$PYTHON is $("$PYTHON" --version 2>&1): Unpinch needs Python 3.11 or newer." >&2
        exit 1
    fi
    "$PYTHON" -c "$can_venv" >/dev/null 2>&1 || refuse_without_venv "$PYTHON"
    chosen=$PYTHON
elif [ -x "$kept" ] && "$kept" -c "$new_enough; import pip" >/dev/null 2>&1; then
    chosen=$kept
else
    chosen=$(newest)
    [ -n "$chosen" ] || explain
fi
exec "$chosen" -m tools.bootstrap "$@"

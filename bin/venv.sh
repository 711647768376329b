# Read by the scripts beside it: finds Python, makes .venv, installs what is pinned. Run from the root of the project.
# A copy of each requirements file inside .venv says what is installed, so that a second start asks pip nothing.

fail() {
    echo "$1" >&2
    exit 1
}

find_python() { # sets PYTHON to a Python 3.11 or later that can make virtual environments
    wanted=${PYTHON:-"python3.13 python3.12 python3.11 python3"}
    without_venv=""
    for candidate in $wanted; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            PYTHON=$candidate
            return
        fi
        without_venv=${without_venv:-$candidate}
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv cannot make a virtual environment: its venv module is missing. On Debian or Ubuntu install it with: apt-get install python3-venv"
    fi
    fail "Threeday needs Python 3.11 or later, and none was found (looked for: $wanted). Install it, or name one: PYTHON=/path/to/python3 $0"
}

make_venv() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    find_python
    echo "Making a virtual environment in .venv with $PYTHON …" >&2
    rm -rf .venv
    "$PYTHON" -m venv .venv || fail "The virtual environment could not be made; the message above says why."
}

install_pinned() { # $1: a requirements file
    cmp -s "$1" ".venv/installed-$1" && return
    echo "Installing $1: $(grep -c '==' "$1") packages, each checked against its hash. This happens once and takes a minute or two …" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$1" >&2 ||
        fail "Installing $1 failed; the message above says why. Nothing is lost: run $0 again when it is mended."
    cp "$1" ".venv/installed-$1"
}

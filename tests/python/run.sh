#!/usr/bin/env bash
# Runs the checks of this folder, each with the program named by WSIS (default: the one Cargo built).
# Their Python packages live in target/python-venv, made anew when requirements.txt changes.
# PYTHON makes them (default python3). The last line counts; exit code 1 when a check failed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
venv=$project/target/python-venv
export WSIS=${WSIS:-${CARGO_TARGET_DIR:-target}/release/wsis} PYTHONDONTWRITEBYTECODE=1

if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    "${PYTHON:-python3}" -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    # Last, so that an installation broken off is done again.
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi
if ! command -v java >/dev/null; then
    echo "run.sh: java is missing (Debian: default-jre-headless): ontology.py will fail" >&2
fi

# CKAN brings a hundred packages and pins many: it lives apart, and catalog.py says so where it is missing.
ckan=$project/target/ckan-venv
if ! [ -f "$ckan/installed" ]; then
    rm -rf "$ckan"
    "${PYTHON:-python3}" -m venv "$ckan"
    if "$ckan/bin/pip" install --quiet --disable-pip-version-check ckanext-dcat==2.4.4 'ckan[requirements]==2.12.0'; then
        touch "$ckan/installed"
    else
        echo "run.sh: ckanext-dcat could not be installed: CKAN's reader is left out" >&2
    fi
fi
export CKAN_PYTHON=$ckan/bin/python

# Those that read what is handed over, likewise.
handover=$project/target/handover-venv
if ! cmp -s "$here/requirements-handover.txt" "$handover/requirements.txt"; then
    rm -rf "$handover"
    "${PYTHON:-python3}" -m venv "$handover"
    if "$handover/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements-handover.txt"; then
        cp "$here/requirements-handover.txt" "$handover/requirements.txt"
    else
        echo "run.sh: readers of tables and Spark could not be installed: they are left out" >&2
    fi
fi

passed=0 failed=0
for name in ontology dumps clients oxigraph_server shacl signposts api apache front protocol hostile in_step catalog discovery reconciliation mcp_client comunica handover push spark pages pictures; do
    python=$venv/bin/python
    case "$name" in handover | push | spark) [ -f "$handover/requirements.txt" ] && python=$handover/bin/python ;; esac
    if "$python" "$here/$name.py"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

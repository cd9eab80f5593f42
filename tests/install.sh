#!/bin/sh
# Installs the Debian packages that the tests use, and those named as arguments,
# where they are missing and this is a Debian with rights to install. Elsewhere
# it says what is missing; the tests that need it then say that they were skipped.
set -eu
missing=""
for package in raptor2-utils serdi default-jre-headless python3-venv poppler-utils apache2 nginx caddy virtuoso-opensource-7-bin chromium chromium-driver npm "$@"; do
    case "$package" in
        raptor2-utils) command -v rapper >/dev/null 2>&1 && continue ;;
        serdi) command -v serdi >/dev/null 2>&1 && continue ;;
        default-jre-headless) command -v java >/dev/null 2>&1 && continue ;;
        apache2 | nginx | caddy) PATH="$PATH:/usr/sbin" command -v "$package" >/dev/null 2>&1 && continue ;;
        virtuoso-opensource-7-bin) command -v virtuoso-t >/dev/null 2>&1 && continue ;;
        chromium | npm) command -v "$package" >/dev/null 2>&1 && continue ;;
        chromium-driver) command -v chromedriver >/dev/null 2>&1 && continue ;;
        poppler-utils) command -v pdftotext >/dev/null 2>&1 && continue ;;
        python3-venv) "${PYTHON:-python3}" -c 'import venv, ensurepip' >/dev/null 2>&1 && continue ;;
        *) dpkg -s "$package" >/dev/null 2>&1 && continue ;;
    esac
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
    echo "tests/install.sh: not installed, and no right to install:$missing" >&2
fi

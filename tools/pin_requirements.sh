#!/usr/bin/env bash
# Pins requirements.in and requirements-dev.in with every hash pypi.org gives, whatever this machine's pip is told.
set -euo pipefail
cd "$(dirname "$0")/.."

unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL
export PIP_CONFIG_FILE=/dev/null UV_CUSTOM_COMPILE_COMMAND="make pins" UV_NATIVE_TLS=true
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
.venv/bin/python -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet uv

options=(--quiet --no-config --cache-dir "$scratch/cache" --default-index https://pypi.org/simple
         --python-version 3.11 --python-platform x86_64-manylinux_2_28
         --generate-hashes --no-emit-index-url --no-emit-find-links)
for name in requirements requirements-dev; do
  "$scratch/venv/bin/uv" pip compile "${options[@]}" --output-file $name.txt $name.in
done

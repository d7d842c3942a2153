#!/usr/bin/env bash
# Installs the Debian packages that are missing: system_packages.sh run|test PYTHON
set -euo pipefail

purpose=$1
python=${2:-python3}

installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; found: ${python:-none}. Install python3.11, or say PYTHON=/path/to/python3.11." >&2
  exit 1
fi

wanted=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
"$python" -c 'import ensurepip' 2>/dev/null || wanted+=(python3-venv)
if [ "$purpose" = test ]; then
  wanted+=(poppler-utils)
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || wanted+=(chromium-headless-shell)
fi

if ! command -v dpkg-query >/dev/null; then
  echo "This is not Debian: please see that these are installed: ${wanted[*]}" >&2
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Please install as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "Installing Debian packages: ${missing[*]}"
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends "${missing[@]}"

#!/usr/bin/env bash
# Writes migrations/versions/0001_initial.py anew from the models (until the first release; afterwards: `flask db migrate`).
set -euo pipefail
cd "$(dirname "$0")/.."

exec 9>/tmp/remake_initial_migration.lock
flock 9

scratch=$(mktemp -d)
new=migrations/versions/0001_initial.py
test -f $new && cp $new "$scratch/before.py"
undo() {
  local status=$?
  if [ $status -ne 0 ] && [ -f "$scratch/before.py" ]; then cp "$scratch/before.py" $new; fi
  rm -rf "$scratch"
  exit $status
}
trap undo EXIT

rm -f $new
export PROGRAM_ADMIN_ENVIRONMENT=test PROGRAM_ADMIN_VAR_FOLDER="$scratch/var" PYTHONDONTWRITEBYTECODE=1
export DATABASE_URL="sqlite:///$scratch/empty.sqlite3"
.venv/bin/flask --app program_admin db migrate --rev-id 0001 --message initial
.venv/bin/ruff check --quiet --select I,F401 --fix $new
.venv/bin/ruff format --quiet $new
.venv/bin/flask --app program_admin db upgrade
.venv/bin/flask --app program_admin db check
echo "written: $new"

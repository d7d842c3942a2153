"""A rehearsal plays the whole round by permitted acts, and a seed repeats it to the byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CAST = ("--companies", "5", "--suppliers", "3", "--documents", "sample")


def rehearse(out: Path, seed: int) -> subprocess.Popen:
    """Start a rehearsal in a process of its own."""
    command = [sys.executable, "-m", "flask", "--app", "program_admin", "rehearse", "--seed", str(seed), *CAST]
    command += ["--round", str(ROOT / "rounds" / "2026-seoul-standard.yml"), "--out", str(out)]
    environment = os.environ | {"PROGRAM_ADMIN_ENVIRONMENT": "demo"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_a_seed_repeats_its_summary_and_bytes_and_the_trail_holds(tmp_path):
    first, second = rehearse(tmp_path / "a", 7), rehearse(tmp_path / "b", 7)
    errors = [process.communicate()[1].decode() for process in (first, second)]

    assert [first.returncode, second.returncode] == [0, 0], errors
    text = (tmp_path / "a" / "summary.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "b" / "summary.json").read_text(encoding="utf-8")
    summary = json.loads(text)
    assert summary["trail"]["intact"] is True
    assert sum(summary["applications"].values()) == 5
    assert summary["applications"]["selected"] > 0
    made = {document["kind"] for document in summary["documents"] if document["unsigned_sha256"]}
    assert made == {"receipt", "screening-sheet", "evaluation-summary", "result-letter", "agreement", "visit"}
    assert [card["supplier"] for card in summary["scorecards"]] != []

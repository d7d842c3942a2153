"""The settings: each is explained in .env.example, and production refuses to start half set up."""

import re

import pytest
from pydantic import ValidationError

from program_admin.core.settings import Settings
from tests.architecture.sources import ROOT

EXAMPLE = (ROOT / ".env.example").read_text()


def test_every_setting_is_explained_in_the_example():
    lines = EXAMPLE.splitlines()
    named = {found.group(1) for line in lines if (found := re.match(r"#?([A-Z_]+)=", line))}
    known = {
        (str(f.validation_alias) if f.validation_alias else f"PROGRAM_ADMIN_{n.upper()}")
        for n, f in Settings.model_fields.items()
    }

    assert known - named == set()
    assert named - known == {"HOST", "PORT", "WEB_WORKERS", "WEB_THREADS"}


def test_the_example_states_the_defaults(tmp_path, monkeypatch):
    monkeypatch.delenv("PROGRAM_ADMIN_ENVIRONMENT", raising=False)
    stated = dict(line.split("=", 1) for line in EXAMPLE.splitlines() if re.match(r"PROGRAM_ADMIN_[A-Z_]+=.+", line))

    differing = {
        name: (value, default)
        for name, value in stated.items()
        if value.lower()
        != str(default := Settings.model_fields[name.removeprefix("PROGRAM_ADMIN_").lower()].default).lower()
    }

    assert differing == {}


def test_production_without_a_secret_key_does_not_start(monkeypatch):
    monkeypatch.delenv("PROGRAM_ADMIN_SECRET_KEY", raising=False)

    with pytest.raises(ValidationError, match="PROGRAM_ADMIN_SECRET_KEY"):
        Settings(_env_file=None, environment="production")

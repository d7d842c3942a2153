"""The commands of rounds, as an officer types them."""

import json

import pytest

from program_admin.core.database import db
from program_admin.programs.commands import commands
from program_admin.programs.loading import read_round
from program_admin.programs.queries import all_rounds, round_by_code
from tests.programs.conftest import SAMPLE


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(commands, list(words))


def test_import_tells_code_and_version(run):
    answer = run("import", str(SAMPLE), "--json")

    assert (answer.exit_code, json.loads(answer.output)) == (
        0,
        {
            "imported": True,
            "code": "2026-seoul-standard",
            "title": "2026년 서울형 스마트공장 구축 지원사업 1차",
            "version": 1,
            "faults": [],
        },
    )


def test_a_faulty_file_ends_with_one_and_lists_every_fault(run, tmp_path, sample_text):
    file = tmp_path / "round.yml"
    file.write_text(sample_text.replace("max_mb: 30", "max_mb: x").replace("pass_mark: 70", "pass_mark: 170"), "utf-8")

    spoken, listed = run("import", str(file)), run("import", str(file), "--json")

    assert (spoken.exit_code, listed.exit_code) == (1, 1)
    assert [(f["line"], f["field"]) for f in json.loads(listed.output)["faults"]] == [
        (sample_text.splitlines().index("    max_mb: 30") + 1, "papers[1].max_mb"),
        (sample_text.splitlines().index("  pass_mark: 70") + 1, "evaluation.pass_mark"),
    ]
    assert spoken.output.splitlines()[0].endswith("잘못된 곳 2건을 찾았습니다. 아무것도 저장하지 않았습니다.")
    assert all_rounds() == []


def test_a_file_that_is_no_text_is_refused(run, tmp_path):
    file = tmp_path / "round.yml"
    file.write_bytes(b"\xff\xfe\x00")

    answer = run("import", str(file))

    assert (answer.exit_code, answer.output.strip()) == (1, f"{file}: 파일이 UTF-8이 아닙니다. UTF-8로 저장해 주세요.")


def test_export_gives_the_file_back(run, sample):
    run("import", str(SAMPLE))

    assert read_round(run("export", "2026-seoul-standard").output) == sample


def test_list_shows_each_round(run):
    run("import", str(SAMPLE))

    [row] = json.loads(run("list", "--json").output)

    assert {k: row[k] for k in ("code", "status", "closes_at", "grace_until", "version")} == {
        "code": "2026-seoul-standard",
        "status": "draft",
        "closes_at": "2026-12-18T18:00:00+09:00",
        "grace_until": "2026-12-18T18:30:00+09:00",
        "version": 1,
    }


def test_open_announces_in_the_name_of_an_officer_only(run, officer):
    run("import", str(SAMPLE))

    stranger = run("open", "2026-seoul-standard", "--by", "01000000000")
    done = run("open", "2026-seoul-standard", "--by", officer.phone)
    again = run("open", "2026-seoul-standard", "--by", "01012340000")

    assert [stranger.exit_code, done.exit_code, again.exit_code] == [1, 0, 1]
    db.session.expire_all()
    assert round_by_code("2026-seoul-standard").status == "open"


@pytest.mark.parametrize("command", ["export", "open"])
def test_an_unknown_code_is_refused(run, command):
    more = ["--by", "01012340000"] if command == "open" else []

    answer = run(command, "2031-nowhere", *more)

    assert (answer.exit_code, "회차 2031-nowhere가 없습니다." in answer.output) == (1, True)


def test_the_json_schema_names_every_section(run):
    schema = json.loads(run("schema").output)

    assert {"calendar", "papers", "evaluation", "approvals"} <= set(schema["properties"])

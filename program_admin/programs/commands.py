"""Commands of rounds: `flask --app program_admin rounds import FILE`, export, list, open, schema."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from program_admin.accounts.queries import person_by_phone
from program_admin.core.clock import to_seoul
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.korean import korean_datetime
from program_admin.core.writing import transaction
from program_admin.programs.loading import STANDARDS, FaultyRoundFile, read_round
from program_admin.programs.models import Round
from program_admin.programs.queries import all_rounds, round_by_code
from program_admin.programs.reference import json_schema, reference_page
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.services import export_round, import_round, open_round
from program_admin.programs.states import PROCESS

commands = AppGroup("rounds", help="회차를 가져오고 내보냅니다.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="결과를 JSON으로 출력합니다.")
@click.option("--unfinished", is_flag=True, help="서로 맞지 않는 것이 남은 초안도 가져옵니다.")
def import_command(file: Path, as_json: bool, unfinished: bool) -> None:
    """Read a round file into a draft; exit 1 and list every fault with line and field, and write nothing."""
    try:
        text = file.read_text(encoding="utf-8")
        with transaction() as now:
            round_ = import_round(text, by=None, now=now, unfinished=unfinished)
            done = {"code": round_.code, "title": round_.title, "version": round_.current_version.number}
    except UnicodeDecodeError:
        _refuse(file, ["파일이 UTF-8이 아닙니다. UTF-8로 저장해 주세요."], as_json)
    except FaultyRoundFile as faulty:
        rows = [{"line": f.line, "field": f.field, "sentence": f.sentence} for f in faulty.faults]
        if as_json:
            click.echo(json.dumps({"imported": False, "faults": rows}, ensure_ascii=False))
        else:
            click.echo(f"{file}에서 잘못된 곳 {len(rows)}건을 찾았습니다. 아무것도 저장하지 않았습니다.", err=True)
            for fault in faulty.faults:
                click.echo(f"  {fault}", err=True)
        raise SystemExit(1) from None
    except RuleBroken as broken:
        _refuse(file, broken.objections, as_json)
    else:
        answer = json.dumps({"imported": True, **done, "faults": []}, ensure_ascii=False)
        sentence = f"회차 {done['code']}({done['title']}) {done['version']}판을 가져왔습니다."
        click.echo(answer if as_json else sentence)


@commands.command("export")
@click.argument("code")
def export_command(code: str) -> None:
    """Print the round file of the version in force."""
    click.echo(export_round(_found(code).current_version), nl=False)


@commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="결과를 JSON으로 출력합니다.")
def list_command(as_json: bool) -> None:
    """List every round with state and calendar."""
    rows = [_row(each) for each in all_rounds()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for each in all_rounds():
        label = PROCESS.label(each.status, staff=True)
        click.echo(
            f"{each.code}  {label}  {korean_datetime(each.opens_at)} ~ {korean_datetime(each.closes_at)}  {each.title}"
        )


@commands.command("open")
@click.argument("code")
@click.option("--by", "phone", required=True, help="공고하는 담당자의 휴대전화 번호")
def open_command(code: str, phone: str) -> None:
    """Announce a round in the name of an officer; exit 1 with every reason why not."""
    _found(code)
    person = person_by_phone(phone)
    if person is None:
        raise click.ClickException("그 번호를 쓰는 사람이 없습니다. 담당자의 휴대전화 번호를 확인해 주세요.")
    person_id = person.id
    try:
        with transaction() as now:
            officer = person_by_phone(phone)
            if officer is None or officer.id != person_id:
                raise NotAllowed("round:open")
            open_round(_found(code), by=officer, now=now)
    except NotAllowed:
        raise click.ClickException("이 사람은 회차를 공고할 수 없습니다. 담당자의 번호를 적어 주세요.") from None
    except RuleBroken as broken:
        raise click.ClickException("\n".join(broken.objections)) from None
    click.echo(f"회차 {code}를 공고했습니다.")


@commands.command("schema")
@click.option("--markdown", is_flag=True, help="docs/round-file.md의 표를 출력합니다.")
def schema_command(markdown: bool) -> None:
    """Print the JSON Schema of a round file."""
    click.echo(reference_page(_examples()) if markdown else json_schema(), nl=not markdown)


def _examples() -> list[RoundFile]:
    """The round files that the software brings along: the page's examples are taken from them."""
    return [read_round(file.read_text(encoding="utf-8")) for file in sorted(STANDARDS.glob("*.yml"))]


def _found(code: str) -> Round:
    round_ = round_by_code(code)
    if round_ is None:
        raise click.ClickException(f"회차 {code}가 없습니다. rounds list로 코드를 확인해 주세요.")
    return round_


def _row(round_: Round) -> dict[str, str | int]:
    return {
        "code": round_.code,
        "title": round_.title,
        "status": round_.status,
        "opens_at": to_seoul(round_.opens_at).isoformat(),
        "closes_at": to_seoul(round_.closes_at).isoformat(),
        "grace_until": to_seoul(round_.grace_until).isoformat(),
        "version": round_.current_version.number,
        "content_sha256": round_.current_version.content_sha256,
    }


def _refuse(file: Path, sentences: list[str], as_json: bool) -> None:
    if as_json:
        faults = [{"line": 0, "field": "파일", "sentence": sentence} for sentence in sentences]
        click.echo(json.dumps({"imported": False, "faults": faults}, ensure_ascii=False))
    else:
        click.echo(f"{file}: {' '.join(sentences)}", err=True)
    raise SystemExit(1)

"""Commands of the trail: `flask --app program_admin audit verify`."""

import json
from dataclasses import asdict

import click
from flask.cli import AppGroup

from program_admin.audit.verification import verify

commands = AppGroup("audit", help="감사 기록을 확인합니다.")


@commands.command("verify")
@click.option("--json", "as_json", is_flag=True, help="결과를 JSON으로 출력합니다.")
def verify_command(as_json: bool) -> None:
    """Check the whole chain; exit 1 and name the first broken entry if it does not hold."""
    verdict = verify()
    if as_json:
        click.echo(json.dumps({**asdict(verdict), "intact": verdict.intact}, ensure_ascii=False))
    elif verdict.intact:
        click.echo(f"감사 기록 {verdict.entries}건이 모두 온전합니다. 마지막 고리 {verdict.head_digest[:16]}…")
    else:
        click.echo(
            f"감사 기록이 온전하지 않습니다: {verdict.sentence} (첫 손상 {verdict.broken_sequence}번, {verdict.kind})"
        )
    if not verdict.intact:
        raise SystemExit(1)

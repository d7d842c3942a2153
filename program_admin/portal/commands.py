"""Commands of the portal: the generated reference pages."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from program_admin.portal.reference import pages

ROOT = Path(__file__).parents[2]
commands = AppGroup("reference", help="프로그램의 표에서 참고 문서를 만듭니다.")


@commands.command("write")
def write() -> None:
    """Write docs/processes/ and docs/permissions.md."""
    made = pages(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    for path, text in made.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    click.echo(f"{len(made)}쪽을 썼습니다.")


@commands.command("check")
def check() -> None:
    """Say which pages are out of date; exit 1 if any."""
    made = pages(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    stale = [
        str(path)
        for path, text in made.items()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    for path in stale:
        click.echo(f"오래되었습니다: {path}")
    if stale:
        raise SystemExit(1)
    click.echo(f"{len(made)}쪽이 모두 최신입니다.")

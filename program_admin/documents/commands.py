"""Commands of documents: `flask --app program_admin documents …`."""

import hashlib
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.korean import korean_datetime
from program_admin.core.settings import settings
from program_admin.documents import queries, signing
from program_admin.documents.models import IssuedDocument
from program_admin.documents.register import state_of

commands = AppGroup("documents", help="발급 문서를 살펴봅니다.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@commands.command("list")
@click.option("--kind", default="", help="문서 종류 코드만 봅니다.")
@click.option("--limit", default=50, show_default=True, help="몇 건까지 볼지 정합니다.")
def list_command(kind: str, limit: int) -> None:
    """Print the register, newest first."""
    listed = select(IssuedDocument).order_by(IssuedDocument.issued_at.desc(), IssuedDocument.number.desc()).limit(limit)
    if kind:
        listed = listed.where(IssuedDocument.kind == kind)
    for row in db.session.scalars(listed):
        click.echo(f"{row.number}  {korean_datetime(row.issued_at)}  {row.title}  {row.recipient}  {state_of(row)}")


@commands.command("make-test-key")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def make_test_key(folder: Path) -> None:
    """Write a test authority and a signing key, and say which settings to set."""
    try:
        authority, certificate, key = signing.make_test_keys(folder, office=settings().office_name, now=clock.now())
    except FileExistsError as taken:
        raise click.ClickException(str(taken)) from taken
    click.echo("시험용 키입니다. 실제 직인 대신 쓰지 마십시오. 환경 변수에 다음을 적으면 발급 문서에 서명합니다.")
    click.echo(f"PROGRAM_ADMIN_SIGNING_KEY_FILE={key}")
    click.echo(f"PROGRAM_ADMIN_SIGNING_CERTIFICATE_FILE={certificate}")
    click.echo(f"PROGRAM_ADMIN_SIGNING_CHAIN_FILE={authority}")


@commands.command("verify")
@click.argument("file", type=FILE)
@click.option("--authority", type=FILE, multiple=True, help="믿는 인증기관의 PEM 파일입니다.")
def verify_command(file: Path, authority: tuple[Path, ...]) -> None:
    """Say whether a PDF is one we issued, and whether its signatures hold; exit 1 if not."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    document = queries.by_hash(digest)
    click.echo(f"SHA-256 {digest}")
    if document is None:
        raise click.ClickException("발급 기록에 이 파일과 같은 문서가 없습니다.")
    click.echo(f"발급한 그대로입니다: {document.title} {document.number} ({korean_datetime(document.issued_at)})")
    found = signing.verdicts(content, authority)
    for verdict in found:
        intact = "온전함" if verdict.intact else "깨짐"
        trusted = "믿는 인증기관" if verdict.trusted else "확인되지 않은 인증기관"
        click.echo(f"전자서명: {verdict.signer}, {intact}, {trusted}")
    if not all(verdict.intact for verdict in found):
        raise click.ClickException("전자서명이 깨졌습니다.")

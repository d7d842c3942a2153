"""Commands of accounts: the first administrator of an installation."""

import click
from flask.cli import AppGroup

from program_admin.accounts.services.founding import found_administrator
from program_admin.accounts.services.sign_up import NewPerson
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import normalise_phone
from program_admin.core.writing import transaction

commands = AppGroup("people", help="계정을 관리합니다.")


@commands.command("found")
@click.argument("name")
@click.argument("phone")
def found(name: str, phone: str) -> None:
    """Make the first administrator and send the link that sets a password."""
    digits = normalise_phone(phone)
    if digits is None:
        raise click.ClickException("휴대전화 번호를 010-1234-5678 형식으로 적어 주세요.")
    try:
        with transaction() as now:
            found_administrator(NewPerson(name, "".join(filter(str.isdigit, digits))), now=now)
    except RuleBroken as broken:
        raise click.ClickException(" ".join(broken.objections)) from broken
    click.echo("비밀번호를 정하는 주소를 문자로 보냈습니다. 닫힌 망이면 var/outgoing 폴더에서 확인하세요.")

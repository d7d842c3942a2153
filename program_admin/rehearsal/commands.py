"""The commands `rehearse` (play a round in a folder of its own) and `demo` (load the demo once)."""

import json
import os
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo, with_appcontext
from flask_migrate import upgrade
from tqdm import tqdm

from program_admin.core.database import MIGRATIONS
from program_admin.core.settings import Environment, settings
from program_admin.programs.loading import read_round
from program_admin.rehearsal.demo import load_demo, sign_ins
from program_admin.rehearsal.play import Script, Tell, Until, play
from program_admin.rehearsal.summary import summary_of

STAGES = {until.name.lower(): until for until in Until}


@click.command("rehearse")
@click.option("--round", "round_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--companies", default=40, show_default=True)
@click.option("--suppliers", default=60, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--documents", type=click.Choice(["all", "sample", "none"]), default="sample", show_default=True)
@click.option("--until", type=click.Choice(list(STAGES)), default=list(STAGES)[-1], show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.pass_context
def rehearse(context: click.Context, out: Path, round_file: Path, until: str, **script: object) -> None:
    """Play a whole round on invented companies in a database of its own below --out; writes summary and timings."""
    out.mkdir(parents=True, exist_ok=True)
    if (out / "rehearsal.sqlite3").exists():
        raise click.ClickException(f"{out}에 이미 예행 자료가 있습니다. 빈 폴더를 적어 주세요.")
    app = _own_app(context.ensure_object(ScriptInfo), out)
    with app.app_context(), _bars() as tell:
        upgrade(str(MIGRATIONS))
        terms = read_round(round_file.read_text(encoding="utf-8"))
        world, timings = play(Script(terms=terms, until=STAGES[until], **script), tell)  # type: ignore[arg-type]
        _write(out / "summary.json", summary_of(world))
        _write(out / "timings.json", timings)
    click.echo(f"{out}에 summary.json과 timings.json을 썼습니다. 모두 {sum(timings.values()):.1f}초 걸렸습니다.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demo once and print one sign-in per role; nothing is loaded twice."""
    if settings().environment is Environment.PRODUCTION:
        raise click.ClickException(
            "운영 환경에는 시연 자료를 넣지 않습니다. PROGRAM_ADMIN_ENVIRONMENT를 확인해 주세요."
        )
    with _bars() as tell:
        load_demo(tell)
    click.echo("\n시연용 로그인 (비밀번호는 모두 같습니다)")
    for role, name, phone, password in sign_ins():
        click.echo(f"  {role:<8} {name}  {phone}  {password}")
    click.echo("")


def _own_app(info: ScriptInfo, out: Path) -> Flask:
    """Build a second app over a database and file store below `out`."""
    os.environ |= {
        "PROGRAM_ADMIN_ENVIRONMENT": "demo",
        "PROGRAM_ADMIN_VAR_FOLDER": str(out),
        "PROGRAM_ADMIN_MAIL_DELIVERY": "demo",
        "PROGRAM_ADMIN_PUBLIC_ADDRESS": "http://127.0.0.1:8000",
        "DATABASE_URL": f"sqlite:///{(out / 'rehearsal.sqlite3').resolve()}",
    }
    return ScriptInfo(app_import_path=info.app_import_path, set_debug_flag=False).load_app()


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class _bars:  # noqa: N801
    """A progress bar per part of the play."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm] = {}

    def __enter__(self) -> Tell:
        """Give the function that moves the bars."""
        return self._tell

    def __exit__(self, *_failure: object) -> None:
        """Close every bar."""
        for bar in self._bars.values():
            bar.close()

    def _tell(self, title: str, done: int, total: int) -> None:
        bar = self._bars.get(title)
        if bar is None:
            bar = self._bars[title] = tqdm(total=total, desc=title, unit="건")
        bar.update(done - bar.n)

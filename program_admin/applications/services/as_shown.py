"""Only what the page showed is handed in: what somebody changed after it was opened is said first."""

from collections.abc import Iterable, Mapping

from program_admin.accounts.queries import names_of
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_fields, papers_of
from program_admin.applications.rules.sections import SECTIONS, fields_of
from program_admin.applications.rules.values import Filled
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import time_text


class ChangedSince(RuleBroken):
    """Something was changed after the page was opened (answered 409 with what it was)."""


def refuse_unshown(
    application: Application, filled: Filled, stored: Mapping[str, int], shown: Mapping[str, int]
) -> None:
    """Raise ChangedSince with a sentence per section whose fields or files are not those the page showed.

    Both mappings go from field, or `paper-<id>`, to revision.
    """
    changed = {name for name in stored.keys() | shown.keys() if stored.get(name) != shown.get(name)}
    if changed:
        raise ChangedSince(list(_sentences(application, filled, changed)))


def _sentences(application: Application, filled: Filled, changed: set[str]) -> Iterable[str]:
    rows = {name: (row.person_id, row.at) for name, row in draft_fields(application.id).items()}
    rows |= {f"paper-{paper.id}": (paper.added_by_id, paper.added_at) for paper in papers_of(application.id)}
    names = names_of({person for person, _ in rows.values()})
    for section in SECTIONS:
        own = set(fields_of(section.code, filled))
        mine = [name for name in changed if name in own or (section.code == "papers" and name.startswith("paper-"))]
        last = max((rows[name] for name in mine if name in rows), key=lambda row: row[1], default=None)
        who = f"{names.get(last[0], '다른 사람')} 님이 {time_text(last[1])}에 " if last else "다른 사람이 "
        if mine:
            what = f"‘{section.title}’의 {len(mine)}개 항목"
            yield f"이 화면을 연 뒤 {who}{what}을 바꿨습니다. 확인하고 다시 제출해 주세요."

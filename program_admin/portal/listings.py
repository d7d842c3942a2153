"""The lists of the trail and of the access log: columns, filters, what an empty one says."""

import uuid

from flask import url_for
from sqlalchemy import ColumnElement, Select, select

from program_admin.audit.models import AccessEntry, AuditEntry, AuditNote
from program_admin.audit.queries import accesses, entries
from program_admin.core.database import db
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import Arguments, ChoiceFilter, Column, DateFilter, Filter, Listing
from program_admin.portal.subjects import PRIVATE, Names, label_of, page_of
from program_admin.portal.wording import act_name, state_name

BEARER = "링크를 가진 사람"
"""Who looks through a link that asks for no sign-in."""
LONGEST = 24
"""Fingerprints and ids longer than this are cut in the list."""


def trail_listing(arguments: Arguments) -> Listing[AuditEntry]:
    """The trail: who did what to which record, when and why; newest first."""
    names = Names()
    return Listing(
        name="trail",
        title="감사 기록",
        columns=(
            Column("sequence", "번호", lambda row: row.sequence, kind=Kind.NUMBER, order=AuditEntry.sequence),
            Column("at", "때", lambda row: row.at, kind=Kind.MOMENT, order=AuditEntry.at),
            Column("who", "누가", lambda row: names.person(row.actor_id), link=_of_person),
            Column("act", "한 일", lambda row: act_name(row.action), width=28),
            Column("kind", "대상 종류", lambda row: label_of(row.subject_kind), shown=False),
            Column("subject", "대상", lambda row: _subject(names, row), link=_of_subject, width=34),
            Column("change", "바뀐 상태", _change),
            Column("fields", "바뀐 항목", lambda row: row.field_names.replace(",", ", "), shown=False, width=30),
            Column("reason", "사유", _reason, width=40),
            Column("digest", "고리", lambda row: row.digest[:12], shown=False),
        ),
        identity=AuditEntry.sequence,
        order="-sequence",
        empty="아직 기록이 없습니다.",
        filters=_trail_filters(arguments, names),
        row_id=lambda row: row.sequence,
        page_size=50,
    )


def access_listing(arguments: Arguments) -> Listing[AccessEntry]:
    """The log of looks at personal data: who, when, from where, whose, what, why; newest first."""
    names = Names()
    person = _chosen_person(arguments, names)
    kinds = _by_name(tuple((kind, label_of(kind)) for kind in _distinct(AccessEntry.whose_kind)))
    return Listing(
        name="access-log",
        title="개인정보 접속기록",
        columns=(
            Column("at", "때", lambda row: row.at, kind=Kind.MOMENT, order=AccessEntry.at),
            Column("who", "본 사람", lambda row: _reader(names, row), link=_log_of_person),
            Column("address", "접속한 곳", lambda row: row.address),
            Column(
                "whose", "누구의", lambda row: names.with_kind(row.whose_kind, row.whose_id),
                link=lambda row: page_of(row.whose_kind, row.whose_id), width=34,
            ),
            Column("what", "무엇을", lambda row: row.what, width=26),
            Column("why", "사유", lambda row: row.why, width=40),
        ),
        identity=AccessEntry.id,
        order="-at",
        empty="개인정보를 본 기록이 없습니다.",
        filters=(
            *((ChoiceFilter("person", "본 사람", (person,), condition=_looked),) if person else ()),
            ChoiceFilter("kind", "누구의", kinds, column=AccessEntry.whose_kind),
            DateFilter("at", "날", AccessEntry.at, moment=True),
        ),
        page_size=50,
    )  # fmt: skip


def trail_entries() -> Select[tuple[AuditEntry]]:
    """The whole trail, without an order of its own."""
    return entries().order_by(None)


def access_entries(*, with_private: bool) -> Select[tuple[AccessEntry]]:
    """The access log; without evaluation content for those who may not know of it."""
    statement = accesses().order_by(None)
    return statement if with_private else statement.where(AccessEntry.whose_kind.not_in(PRIVATE))


def _trail_filters(arguments: Arguments, names: Names) -> tuple[Filter, ...]:
    found: list[Filter] = [
        ChoiceFilter(
            "action", "한 일", _by_name(tuple((act, act_name(act)) for act in _distinct(AuditEntry.action))),
            column=AuditEntry.action,
        ),
        ChoiceFilter(
            "kind", "대상 종류",
            _by_name(tuple((kind, label_of(kind)) for kind in _distinct(AuditEntry.subject_kind))),
            column=AuditEntry.subject_kind,
        ),
        DateFilter("at", "날", AuditEntry.at, moment=True),
    ]  # fmt: skip
    person, subject = _chosen_person(arguments, names), _identifier(arguments.get("subject"))
    if person:
        found.append(ChoiceFilter("person", "누가", (person,), condition=_acted))
    if subject:
        found.append(
            ChoiceFilter("subject", "대상", ((str(subject), _subject_name(names, subject)),), condition=_about)
        )
    return tuple(found)


def _chosen_person(arguments: Arguments, names: Names) -> tuple[str, str] | None:
    chosen = _identifier(arguments.get("person"))
    return (str(chosen), names.person(chosen)) if chosen else None


def _identifier(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _distinct(column: object) -> list[str]:
    return list(db.session.scalars(select(column).distinct().order_by(column)))  # type: ignore[call-overload]


def _by_name(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(choices, key=lambda pair: pair[1]))


def _acted(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return AuditEntry.actor_id.in_([uuid.UUID(each) for each in chosen])


def _looked(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return AccessEntry.person_id.in_([uuid.UUID(each) for each in chosen])


def _about(chosen: tuple[str, ...]) -> ColumnElement[bool]:
    return AuditEntry.subject_id.in_([uuid.UUID(each) for each in chosen])


def _subject(names: Names, row: AuditEntry) -> str:
    return names.with_kind(row.subject_kind, row.subject_id)


def _subject_name(names: Names, subject_id: uuid.UUID) -> str:
    about = select(AuditEntry).where(AuditEntry.subject_id == subject_id).limit(1)
    row = db.session.scalar(about)
    return _subject(names, row) if row else "없는 대상"


def _change(row: AuditEntry) -> str:
    after = _short(state_name(row.action, row.after))
    return f"{_short(state_name(row.action, row.before))} → {after}" if row.before else after


def _short(text: str) -> str:
    return f"{text[:12]}…" if len(text) > LONGEST else text


def _reason(row: AuditEntry) -> str:
    if not row.note_digest:
        return ""
    note = db.session.get(AuditNote, row.id)
    return note.words if note else "파기됨"


def _of_person(row: AuditEntry) -> str | None:
    return url_for("portal.trail", person=row.actor_id) if row.actor_id else None


def _of_subject(row: AuditEntry) -> str:
    return url_for("portal.trail", subject=row.subject_id)


def _reader(names: Names, row: AccessEntry) -> str:
    return names.person(row.person_id) if row.person_id else BEARER


def _log_of_person(row: AccessEntry) -> str | None:
    return url_for("portal.access_log", person=row.person_id) if row.person_id else None

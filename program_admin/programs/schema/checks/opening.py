"""What an officer looks at before a round opens: what forbids it, and what is only worth a second look."""

import re
from collections.abc import Iterator, Set
from datetime import date, datetime, timedelta

from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date, korean_date_weekday, korean_datetime, with_particle
from program_admin.core.money import won
from program_admin.programs.schema.checks.found import Found, Path
from program_admin.programs.schema.papers import Fact, LatePolicy
from program_admin.programs.schema.paperwork import ConsentKind
from program_admin.programs.schema.round_file import RoundFile

SHORT_RECEPTION = timedelta(days=10)
YEAR = re.compile(r"(20\d\d)\s*년")
ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
WORKING_DATES = {
    "screening_by": "요건검토 완료",
    "result_on": "선정 결과 발표",
    "agreement_by": "협약 기한",
    "project_until": "과제 종료 기한",
}


def must_mend(terms: RoundFile, now: datetime) -> Iterator[Found]:
    """What forbids opening although the document itself is sound."""
    if terms.calendar.closes_at <= now:
        yield Found(
            ("calendar", "closes_at"),
            f"접수 마감({korean_datetime(terms.calendar.closes_at)})이 이미 지났습니다. 일정을 고쳐 주세요.",
        )
    if not any(each.kind is ConsentKind.COLLECTION and each.required for each in terms.consents):
        yield Found(
            ("consents",), "개인정보 수집·이용 동의(필수)가 없습니다. 신청서가 개인정보를 받으므로 더해 주세요."
        )
    for place, each in enumerate(terms.consents):
        if each.kind is ConsentKind.THIRD_PARTY and not each.recipient:
            yield Found(("consents", place, "recipient"), f"‘{each.title}’에 제공받는 자가 없습니다. 적어 주세요.")


def worth_a_look(terms: RoundFile, now: datetime, holidays: Set[date]) -> Iterator[Found]:
    """What may be meant so, but is often forgotten."""
    yield from _dates(terms, now, holidays)
    yield from _content(terms)
    yield from _money(terms)
    yield from _years(terms)


def _dates(terms: RoundFile, now: datetime, holidays: Set[date]) -> Iterator[Found]:
    calendar, today = terms.calendar, to_seoul(now).date()
    if calendar.opens_at < now < calendar.closes_at:
        yield Found(("calendar", "opens_at"), "접수 시작이 지났습니다. 공고하면 바로 신청을 받습니다.")
    if terms.announcement.announced_on < today:
        day = korean_date(terms.announcement.announced_on)
        yield Found(("announcement", "announced_on"), f"공고일({day})이 지난 날짜입니다. 오늘 공고하면 고쳐 주세요.")
    if calendar.closes_at - calendar.opens_at < SHORT_RECEPTION:
        days = (calendar.closes_at - calendar.opens_at).days
        yield Found(("calendar", "closes_at"), f"접수 기간이 {days}일뿐입니다. 기업이 준비할 시간이 되는지 봐 주세요.")
    days_off = {name: getattr(calendar, name) for name in WORKING_DATES} | {"closes_at": calendar.closes_at.date()}
    names = WORKING_DATES | {"closes_at": "접수 마감"}
    for name, day in days_off.items():
        if day.weekday() >= 5 or day in holidays:
            yield Found(
                ("calendar", name),
                f"{with_particle(names[name], '이/가')} 쉬는 날({korean_date_weekday(day)})입니다. 맞는지 봐 주세요.",
            )


def _content(terms: RoundFile) -> Iterator[Found]:
    if not terms.papers:
        yield Found(("papers",), "제출서류가 하나도 없습니다. 정말 받지 않는지 봐 주세요.")
    if not any(rule.on for rule in terms.eligibility):
        yield Found(("eligibility",), "신청 자격이 하나도 없습니다. 누구나 신청할 수 있습니다.")
    if not terms.questions:
        yield Found(("questions",), "추가 질문이 없습니다. 물을 것이 없는지 봐 주세요.")
    if not ADDRESS.fullmatch(terms.announcement.contact.email):
        yield Found(("announcement", "contact", "email"), "문의처 전자우편이 주소 꼴이 아닙니다.")
    asks = any(paper.when is not None and paper.when.fact is Fact.BONUS for paper in terms.papers)
    for place, item in enumerate(terms.evaluation.bonus.items):
        path: Path = ("evaluation", "bonus", "items", place, "paper")
        paper = terms.paper(item.paper) if item.paper else None
        if paper is None and not asks:
            yield Found(path, f"가점 ‘{item.name}’의 증빙을 받는 제출서류가 없습니다.")
        elif paper is not None and paper.late is LatePolicy.BEFORE_AGREEMENT:
            yield Found(path, f"‘{paper.name}’ 서류는 협약 전까지 낼 수 있어 평가 때 가점을 인정하지 못할 수 있습니다.")


def _money(terms: RoundFile) -> Iterator[Found]:
    for place, track in enumerate(terms.tracks):
        if track.ceiling_won > terms.budget.total_won:
            yield Found(
                ("tracks", place, "ceiling_won"),
                f"‘{track.name}’ 지원금 상한이 이번 회차 예산({won(terms.budget.total_won)})보다 큽니다.",
            )


def _years(terms: RoundFile) -> Iterator[Found]:
    year, opens = terms.program.year, terms.calendar.opens_at.year
    if year not in (opens, opens + 1):
        yield Found(("program", "year"), f"사업연도({year}년)와 접수를 시작하는 해({opens}년)가 다릅니다.")
    fitting = {str(each) for each in range(year - 1, terms.calendar.project_until.year + 2)}
    texts: list[tuple[tuple[str | int, ...], str, str]] = [
        (("title",), "회차 이름", terms.title),
        (("announcement", "number"), "공고번호", re.sub(r"제(20\d\d)-", r"제\1년-", terms.announcement.number)),
        *(
            (("announcement", "sections", place, "text"), f"공고문 ‘{each.title}’", each.text)
            for place, each in enumerate(terms.announcement.sections)
        ),
    ]
    for path, name, text in texts:
        strange = sorted(set(YEAR.findall(text)) - (fitting if len(path) > 2 else {str(year)}))
        if strange:
            named = ", ".join(f"{each}년" for each in strange)
            yield Found(path, f"{name}에 {named}이 적혀 있습니다. 지난 회차의 글인지 봐 주세요.")

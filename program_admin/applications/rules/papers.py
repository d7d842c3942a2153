"""제출서류: which are needed, and whether those handed in are valid on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from program_admin.applications.rules.questions import is_shown
from program_admin.applications.rules.values import Fault, Filled, HandedPaper
from program_admin.core.korean import korean_date, with_particle
from program_admin.programs.schema.papers import (
    CheckedAt,
    Fact,
    FileType,
    LatePolicy,
    Need,
    Paper,
    PaperCondition,
    Substitute,
)
from program_admin.programs.schema.questions import FileAnswer
from program_admin.programs.schema.round_file import RoundFile

SECTION = "papers"
_PICTURES = frozenset({FileType.JPG, FileType.PNG, FileType.HEIC})
_OTHER_ENDINGS = {FileType.JPG: (".jpg", ".jpeg"), FileType.HEIC: (".heic", ".heif")}
_YES = {True: "yes", False: "no"}
_TYPED_FACTS = (Fact.TRACK, Fact.BONUS, Fact.QUESTION)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place where files are handed in: a paper of the round, or a question that asks for a file."""

    code: str
    name: str
    types: tuple[FileType, ...]
    max_mb: int
    required: bool
    max_files: int = 1
    validity_days: int | None = None
    checked_at: tuple[CheckedAt, ...] = ()
    where: str = ""
    note: str = ""
    substitutes: tuple[Substitute, ...] = ()
    late: LatePolicy = LatePolicy.REFUSE

    @property
    def anchor(self) -> str:
        """The id of its place on the page, and the name under which its faults are reported."""
        return f"paper-{self.code}"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that files of its types carry, with the dot."""
        return tuple(ending for kind in self.types for ending in _OTHER_ENDINGS.get(kind, (f".{kind.value}",)))

    @property
    def joins_photos(self) -> bool:
        """Whether several photos handed in at once become one PDF."""
        return FileType.PDF in self.types and not _PICTURES.isdisjoint(self.types)

    def substitute(self, code: str) -> Substitute | None:
        """The substitute of that code."""
        return next((each for each in self.substitutes if each.code == code), None)


def slots(filled: Filled) -> tuple[Slot, ...]:
    """Everything that may be handed in for this application, in the round's order."""
    papers = [_slot(paper, filled) for paper in filled.terms.papers if _asked(paper, filled)]
    files = [
        Slot(file_code(question), question.label, question.types, question.max_mb, question.required)
        for question in filled.terms.questions
        if isinstance(question, FileAnswer) and is_shown(question, filled)
    ]
    return tuple(papers + files)


def file_code(question: FileAnswer) -> str:
    """The code under which the file of a question is kept."""
    return f"question-{question.code}"


def paper_names(terms: RoundFile) -> dict[str, str]:
    """What each paper is called: its name, or the question that asks for the file."""
    files = {file_code(each): each.label for each in terms.questions if isinstance(each, FileAnswer)}
    return {paper.code: paper.name for paper in terms.papers} | files


def handed_in(filled: Filled) -> tuple[HandedPaper, ...]:
    """The files that are handed in, in the order of the round's list, files of questions last."""
    order = {code: place for place, code in enumerate(paper_names(filled.terms))}
    handed = (paper for paper in filled.papers if is_handed_in(paper.paper, filled))
    return tuple(sorted(handed, key=lambda paper: order.get(paper.paper, len(order))))


def is_handed_in(code: str, filled: Filled) -> bool:
    """Whether a file kept under that code is part of the application.

    False for the file of a question that isn't asked now, and for a paper whose reason the company has unchosen; what
    hangs on the company itself stays, because the company may change after the application was handed in.
    """
    for question in filled.terms.questions:
        if isinstance(question, FileAnswer) and file_code(question) == code:
            return is_shown(question, filled)
    paper = filled.terms.paper(code)
    conditions = _conditions(paper, filled.terms) if paper is not None and paper.need is Need.WHEN else ()
    return not conditions or any(each.fact not in _TYPED_FACTS or _holds(each, filled) for each in conditions)


def slot_of(filled: Filled, code: str) -> Slot | None:
    """The place of that code, None when it isn't asked for."""
    return next((slot for slot in slots(filled) if slot.code == code), None)


def evidence_slot(filled: Filled, code: str | None) -> Slot | None:
    """The place of the paper that proves a bonus, whether that bonus is claimed or not; None when there is none."""
    paper = filled.terms.paper(code) if code else None
    return _slot(paper, filled) if paper is not None else None


def proves_only(filled: Filled, code: str) -> bool:
    """Whether a paper is asked for because of a bonus claim and for nothing else."""
    paper = filled.terms.paper(code)
    if paper is None or paper.need is Need.ALWAYS:
        return False
    own = paper.need is Need.WHEN and paper.when is not None and _holds(paper.when, filled)
    claimed = any(item.code in filled.bonus_codes for item in filled.terms.evaluation.bonus.proved_by(code))
    return claimed and not own


def valid_until(issued_on: date, validity_days: int) -> date:
    """The last day on which a paper is valid; the day of issue isn't counted (민법 제157조)."""
    return issued_on + timedelta(days=validity_days)


def paper_faults(filled: Filled, today: date) -> Iterator[Fault]:
    """Every fault of the papers on the day of submission, each at its paper."""
    for slot in slots(filled):
        handed = [paper for paper in filled.papers if paper.paper == slot.code]
        if not handed and slot.required and slot.late is LatePolicy.REFUSE:
            yield Fault(SECTION, slot.anchor, f"{with_particle(slot.name, '을/를')} 올려 주세요.")
        for paper in handed:
            for sentence in paper_objections(slot, paper, today):
                yield Fault(SECTION, slot.anchor, sentence)
        if len(handed) > slot.max_files:
            yield Fault(
                SECTION, slot.anchor, f"{with_particle(slot.name, '은/는')} {slot.max_files}개까지 낼 수 있습니다."
            )


def paper_objections(slot: Slot, paper: HandedPaper, today: date) -> list[str]:
    """What speaks against one file for that place on that day."""
    objections = []
    substitute = slot.substitute(paper.substitute)
    if paper.substitute and substitute is None:
        objections.append(f"‘{slot.name}’ 대신 낼 수 있는 서류가 아닙니다. 목록에서 골라 주세요.")
    if substitute is not None and substitute.reason_required and not paper.reason.strip():
        objections.append(f"대체서류 ‘{substitute.name}’ 제출 사유를 적어 주세요.")
    if paper.issued_on is not None and paper.issued_on > today:
        objections.append(f"‘{paper.name}’의 발급일이 오늘보다 늦습니다. 발급일을 확인해 주세요.")
    if slot.validity_days is not None and CheckedAt.SUBMISSION in slot.checked_at:
        objections += _validity_objections(slot, paper, today)
    return objections


def missing_later(filled: Filled) -> tuple[Slot, ...]:
    """Needed papers not handed in yet that may still come after the deadline."""
    given = {paper.paper for paper in filled.papers}
    return tuple(
        slot
        for slot in slots(filled)
        if slot.required and slot.late is not LatePolicy.REFUSE and slot.code not in given
    )


def _validity_objections(slot: Slot, paper: HandedPaper, today: date) -> list[str]:
    if slot.validity_days is None:
        return []
    if paper.issued_on is None:
        return [f"‘{paper.name}’의 발급일을 적어 주세요."]
    last = valid_until(paper.issued_on, slot.validity_days)
    if today <= last:
        return []
    return [f"‘{paper.name}’의 유효기간이 {korean_date(last)}에 끝났습니다. 새로 발급받아 올려 주세요."]


def _slot(paper: Paper, filled: Filled) -> Slot:
    needed = paper.need is Need.ALWAYS or _any_holds(paper, filled)
    return Slot(
        code=paper.code,
        name=paper.name,
        types=paper.types,
        max_mb=paper.max_mb,
        required=needed,
        max_files=paper.max_files,
        validity_days=paper.validity_days,
        checked_at=paper.checked_at,
        where=paper.where or "",
        note=paper.note,
        substitutes=paper.substitutes,
        late=paper.late,
    )


def _asked(paper: Paper, filled: Filled) -> bool:
    return paper.need is not Need.WHEN or not _conditions(paper, filled.terms) or _any_holds(paper, filled)


def _any_holds(paper: Paper, filled: Filled) -> bool:
    return any(_holds(each, filled) for each in _conditions(paper, filled.terms))


def _conditions(paper: Paper, terms: RoundFile) -> tuple[PaperCondition, ...]:
    """What makes a paper needed: what the round says, and the claim of a bonus it proves."""
    proves = tuple(item.code for item in terms.evaluation.bonus.proved_by(paper.code))
    own = (paper.when,) if paper.need is Need.WHEN and paper.when is not None else ()
    return (*own, *((PaperCondition(fact=Fact.BONUS, is_one_of=proves),) if proves else ()))


def _holds(condition: PaperCondition, filled: Filled) -> bool:
    return bool(set(_facts(condition, filled)) & set(condition.is_one_of))


def _facts(condition: PaperCondition, filled: Filled) -> tuple[str, ...]:
    match condition.fact:
        case Fact.TRACK:
            return (filled.track.code,)
        case Fact.SITE_KIND:
            return tuple(site.kind for site in filled.company.sites)
        case Fact.VAT_EXEMPT:
            return (_YES[filled.company.vat_exempt],)
        case Fact.HAS_SUPPLIER:
            return (_YES[filled.supplier_chosen],)
        case Fact.UNDER_THREE_YEARS:
            return (_YES[filled.company.under_three_years],)
        case Fact.BONUS:
            return (_YES[bool(filled.bonus_codes)], *filled.bonus_codes)
        case Fact.QUESTION:
            return filled.chosen(f"question-{condition.question}")

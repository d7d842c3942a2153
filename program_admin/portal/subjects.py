"""What the records are called that trails, approvals and logs name by kind and id, and where each is shown."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from program_admin.accounts.models import Person
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, Visit, VisitPhoto
from program_admin.agreements.models import (
    Agreement,
    Inspection,
    InspectionPhoto,
    Payment,
    PaymentPaper,
    Report,
    ReportPaper,
    SupplementAnswer,
)
from program_admin.applications.models import Application, Correction, Extension, Paper, SupplementRequest
from program_admin.companies.models import Company, Membership, Site
from program_admin.core.database import db
from program_admin.documents.models import IssuedDocument, Upload
from program_admin.evaluation.models import Evaluator, Panel, PanelCase, PanelSeat, Ranking, Sheet
from program_admin.jobs.models import Job
from program_admin.matching.models import MatchRequest
from program_admin.portal.links import link_to
from program_admin.programs.inquiries.models import Inquiry
from program_admin.programs.models import Round
from program_admin.suppliers.models import Engineer, Supplier
from program_admin.workflow.models import Approval


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its Korean name, its table, how one is named, the pages that show one."""

    label: str
    model: type | None = None
    name: Callable[..., str] = str
    pages: tuple[str, ...] = ()
    parameter: str = ""
    private: bool = False


def _application_name(application: Application) -> str:
    return f"{application.number or '작성 중'} {application.company_name}"


def _paper_name(paper: Paper) -> str:
    return f"{_application_name(paper.application)} {paper.upload.name}"


KINDS: dict[str, Kind] = {
    "Person": Kind("사람", Person, lambda each: each.name, ("accounts.person",), "person_id"),
    "Company": Kind("도입기업", Company, lambda each: each.name, ("companies.show",), "company_id"),
    "Membership": Kind("기업 구성원", Membership, lambda each: f"{each.company.name} {each.person.name}"),
    "Site": Kind("사업장", Site, lambda each: each.name),
    "Round": Kind("회차", Round, lambda each: each.title, ("programs.manage",), "round_id"),
    "Application": Kind("신청", Application, _application_name, ("portal.case",), "application_id"),
    "Correction": Kind(
        "정정공고", Correction, lambda each: each.round.title, ("corrections.show",), "correction_id"
    ),
    "Extension": Kind("접수기간 연장", Extension, lambda each: each.round.title, ("extensions.show",), "extension_id"),
    "Inquiry": Kind("공고 문의", Inquiry, lambda each: each.round.title, ("inquiries.show",), "inquiry_id"),
    "SupplementRequest": Kind("보완 요청", SupplementRequest, lambda each: _application_name(each.application)),
    "Supplier": Kind("공급기업", Supplier, lambda each: each.name, ("suppliers.show",), "supplier_id"),
    "Evaluator": Kind("평가위원", Evaluator, lambda each: each.person.name, ("evaluation.evaluator",), "evaluator_id"),
    "Panel": Kind("평가위원회", Panel, lambda each: each.name, ("evaluation.panel",), "panel_id", private=True),
    "PanelSeat": Kind("평가위원 자리", PanelSeat, lambda each: each.evaluator.person.name, private=True),
    "PanelCase": Kind("평가 대상", PanelCase, lambda each: _application_name(each.application), private=True),
    "Sheet": Kind("평가표", Sheet, lambda each: each.evaluator.person.name, private=True),
    "BonusClaim": Kind("가점", private=True),
    "Recusal": Kind("제척·기피·회피", private=True),
    "Ranking": Kind(
        "순위표", Ranking, lambda each: f"{each.round.title} {each.number}차", ("evaluation.ranking",), "ranking_id",
        private=True,
    ),
    "Agreement": Kind(
        "협약", Agreement, lambda each: f"{each.number} {each.company_name}", ("agreements.show",), "agreement_id"
    ),
    "Payment": Kind("지급", Payment, lambda each: each.name, ("payments.show",), "payment_id"),
    "Inspection": Kind("점검", Inspection, lambda each: each.name, ("inspections.show",), "inspection_id"),
    "Report": Kind("보고", Report, lambda each: each.agreement.number),
    "Visit": Kind("방문", Visit, lambda each: each.agreement.number),
    "CorrectiveAction": Kind("시정 요청", CorrectiveAction, lambda each: each.visit.agreement.number),
    "MatchRequest": Kind("매칭 요청", MatchRequest, lambda each: _application_name(each.application)),
    "Solution": Kind("솔루션"),
    "Engineer": Kind("기술자", Engineer, lambda each: each.name),
    "Ban": Kind("참여제한"),
    "Approval": Kind("결재", Approval, lambda each: each.title),
    "IssuedDocument": Kind("발급 문서", IssuedDocument, lambda each: f"{each.title} {each.number}"),
    "document": Kind("발급 문서", IssuedDocument, lambda each: f"{each.title} {each.number}"),
    "upload": Kind("올린 파일", Upload, lambda each: each.name),
    "Upload": Kind("올린 파일", Upload, lambda each: each.name),
    "Job": Kind("작업", Job, lambda each: each.task, ("portal.job",), "job_id"),
    "List": Kind("목록"),
    "Paper": Kind("제출서류", Paper, _paper_name),
    "SheetPaper": Kind("제출서류(평가)", Paper, _paper_name, private=True),
    "LetterOf": Kind("신청", Application, _application_name, ("portal.case",), "application_id"),
    "SigningPlace": Kind(
        "협약", Agreement, lambda each: f"{each.number} {each.company_name}", ("agreements.show",), "agreement_id"
    ),
    "PaymentPaper": Kind("지급 증빙", PaymentPaper, lambda each: f"{each.payment.name} {each.upload.name}"),
    "ReportPaper": Kind("보고서 첨부", ReportPaper, lambda each: each.upload.name),
    "InspectionPhoto": Kind("점검 사진", InspectionPhoto, lambda each: f"{each.inspection.name} {each.upload.name}"),
    "SupplementAnswer": Kind("점검 보완", SupplementAnswer, lambda each: each.inspection.name),
    "VisitPhoto": Kind("방문 사진", VisitPhoto, lambda each: each.upload.name),
    "CorrectiveEvent": Kind("시정조치 사진", CorrectiveEvent, lambda each: each.upload.name if each.upload else ""),
    "AuditEntry": Kind("감사 기록"),
    "AccessEntry": Kind("접속기록"),
}  # fmt: skip
PRIVATE = frozenset(kind for kind, terms in KINDS.items() if terms.private)
"""Kinds that hold evaluation content: the administrator sees nothing about them."""
PAGE_OF_ACT = {
    "screening_result": (("screening.sheet",), "application_id"),
    "agreement": (("agreements.conclusion",), "agreement_id"),
}
"""Where an approval is signed when the page of its subject is another one."""


def label_of(kind: str) -> str:
    """The Korean name of a kind; a kind without one is shown as it is called in the code."""
    return KINDS[kind].label if kind in KINDS else kind


def page_of(kind: str, subject_id: uuid.UUID, act: str = "") -> str:
    """The address of the page that shows this record, nothing where there is none for the reader."""
    terms = KINDS.get(kind)
    if act in PAGE_OF_ACT:
        pages, parameter = PAGE_OF_ACT[act]
        return link_to(*pages, **{parameter: subject_id})
    return link_to(*terms.pages, **{terms.parameter: subject_id}) if terms and terms.pages else ""


def cell_of(text: str, kind: str, subject_id: uuid.UUID, act: str = "") -> dict[str, str] | str:
    """A table cell with that text that leads to the record."""
    href = page_of(kind, subject_id, act)
    return {"text": text, "link": href} if href else text


class Names:
    """The names of records by kind and id, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, uuid.UUID], str] = {}

    def of(self, kind: str, subject_id: uuid.UUID | None) -> str:
        """The record's name, or nothing for one without a name or that is gone."""
        if subject_id is None:
            return ""
        key = (kind, subject_id)
        if key not in self._known:
            self._known[key] = self._look_up(kind, subject_id)
        return self._known[key]

    def with_kind(self, kind: str, subject_id: uuid.UUID) -> str:
        """The kind and the name: '신청 2026-S-0001 미소치과기공소'."""
        return f"{label_of(kind)} {self.of(kind, subject_id)}".strip()

    def person(self, person_id: uuid.UUID | None) -> str:
        """A person's name; '시스템' for what nobody did."""
        return "시스템" if person_id is None else self.of("Person", person_id) or "알 수 없음"

    def _look_up(self, kind: str, subject_id: uuid.UUID) -> str:
        terms = KINDS.get(kind)
        found = db.session.get(terms.model, subject_id) if terms and terms.model else None
        return terms.name(found) if terms and found is not None else ""

"""사후관리 방문점검표: what it says, built from the rows of a signed visit."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.aftercare.models import KpiReading, Visit, VisitSignature
from program_admin.aftercare.queries import (
    actions_of,
    answers_of,
    asset_checks_of,
    calls_of,
    photo_counts,
    readings_of,
    sheet_terms,
    survey_of,
    typed_values,
)
from program_admin.aftercare.rules import sheet, wording
from program_admin.aftercare.rules.kpi import weighted_achievement
from program_admin.aftercare.rules.outcomes import (
    ASSET_STATE_NAMES,
    OPERATING_NAMES,
    OUTCOME_NAMES,
    AssetState,
    Operating,
    Outcome,
)
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.korean import korean_date
from program_admin.documents.kinds import DocumentKind, register
from program_admin.documents.parts import Signature

VISIT_PAPER = "visit"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """Everything the 방문점검표 says; rows are texts as they are printed."""

    agreement_number: str
    round_title: str
    project_title: str
    company: str
    supplier: str
    address: str
    visit_name: str
    visitor: str
    visited_at: datetime
    outcome: str
    operating: str
    items: Rows
    kpis: Rows
    achievement: str
    verdict: str
    assets: Rows
    calls: Rows
    survey: Rows
    survey_mean: str
    actions: Rows
    photos: Rows
    remarks: str
    signatures: tuple[Signature, ...]
    refusal: str
    sha256: str
    issuer: str
    photo_use: str = ""

    @property
    def photo_words(self) -> str:
        """How many photos show what, in one line."""
        return ", ".join(f"{name} {count}" for name, count in self.photos) or "없음"


register(
    DocumentKind(
        code=VISIT_PAPER,
        title="사후관리 방문점검표",
        template="aftercare/documents/visit.html",
        number_prefix="방문점검",
        version=1,
        content_type=VisitPaper,
        public_fields=(
            ("agreement_number", "협약번호"),
            ("project_title", "과제명"),
            ("company", "도입기업"),
            ("supplier", "공급기업"),
            ("visit_name", "방문"),
            ("visited_at", "점검 일시"),
        ),
    )
)


def paper_of(visit: Visit, sha256: str, *, signatures: list[VisitSignature], at: datetime) -> VisitPaper:
    """Build the 방문점검표 of a visit whose rows were just written."""
    agreement, aftercare = visit.agreement, visit.agreement.terms.aftercare
    readings = readings_of([visit.id])
    achieved = weighted_achievement([(row.achievement, row.weight) for row in readings])
    survey = survey_of(visit.id)
    return VisitPaper(
        agreement_number=agreement.number,
        round_title=agreement.application.round.title,
        project_title=agreement.title,
        company=agreement.company_name,
        supplier=agreement.supplier_name,
        address=visit.address,
        visit_name=f"{visit.number}차 · {visit.name}",
        visitor=visit.visitor.name if visit.visitor else "",
        visited_at=at,
        outcome=OUTCOME_NAMES[Outcome(visit.outcome)],
        operating=OPERATING_NAMES[Operating(visit.operating)] if visit.operating else "",
        items=tuple(
            (row.name, wording.answer_text(row.kind, row.value, row.unit), f"{row.photos}장" if row.photos else "–")
            for row in answers_of(visit.id)
        ),
        kpis=tuple(_measure(row) for row in readings),
        achievement=wording.percent_text(achieved),
        verdict=wording.achievement_words(achieved, aftercare.kpi_achieved_percent),
        assets=_assets(visit),
        calls=_calls(visit),
        survey=tuple((row.name, str(row.points)) for row in survey),
        survey_mean=wording.mean_text([row.points for row in survey]),
        actions=tuple((str(row.place), row.what, korean_date(row.due_on)) for row in actions_of(visit.id)),
        photos=_photos(visit),
        remarks=typed_values(visit.id).get(sheet.REMARKS, "").strip(),
        signatures=tuple(_signature(row) for row in signatures if row.how != "refused"),
        refusal=next((_refusal(row) for row in signatures if row.how == "refused"), ""),
        sha256=sha256,
        issuer=agreement.terms.documents.issuer,
        photo_use=photo_use_of(agreement.application).sentence,
    )


def _measure(row: KpiReading) -> tuple[str, ...]:
    better = "높을수록 좋음" if row.better == "up" else "낮을수록 좋음"
    return (
        f"{row.name} ({row.unit}, {better})",
        wording.number_text(row.before),
        wording.number_text(row.target),
        wording.number_text(row.value),
        wording.percent_text(row.weight),
        wording.percent_text(row.achievement),
    )


def _assets(visit: Visit) -> Rows:
    return tuple(
        (
            check.asset.model,
            check.asset.serial or "–",
            check.asset.place,
            ASSET_STATE_NAMES[AssetState(check.state)],
        )
        for check in asset_checks_of(visit.id)
    )


def _calls(visit: Visit) -> Rows:
    return tuple(
        (call.what, korean_date(call.asked_on), korean_date(call.done_on) if call.done_on else "처리 전")
        for call in calls_of(visit.id)
    )


def _photos(visit: Visit) -> Rows:
    counts = photo_counts(visit.id)
    return tuple((name, f"{counts[purpose]}장") for purpose, name in sheet_terms(visit).purposes if counts[purpose])


def _signature(row: VisitSignature) -> Signature:
    side = "점검위원" if row.party == "visitor" else "도입기업 (대리)" if row.how == "proxy" else "도입기업"
    position = "" if row.position in ("", "점검위원") else f" {row.position}"
    return Signature(f"{side}{position}", row.name, row.at, row.drawing)


def _refusal(row: VisitSignature) -> str:
    return f"도입기업이 서명을 거부했습니다. 사유: {row.reason} (입회자 {row.witness})"

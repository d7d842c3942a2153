"""The whole round as one document."""

from typing import Annotated, Literal

from pydantic import Field

from program_admin.programs.schema.aftercare import AftercareTerms, SupplierTerms
from program_admin.programs.schema.agreement import AgreementTerms
from program_admin.programs.schema.announcement import Announcement, Program, Track
from program_admin.programs.schema.base import AT_LEAST_ONE, BY_CODE, Line, Part
from program_admin.programs.schema.budget import BudgetTerms
from program_admin.programs.schema.calendar import Calendar
from program_admin.programs.schema.eligibility import EligibilityRule
from program_admin.programs.schema.evaluation import EvaluationTerms, Stage, StageCode
from program_admin.programs.schema.kpis import KpiTerms
from program_admin.programs.schema.outside import (
    EXPORTED,
    OF_PAYMENTS,
    ColumnOrder,
    ColumnOrders,
    OrderRows,
    OutsideNumbers,
)
from program_admin.programs.schema.papers import Paper
from program_admin.programs.schema.paperwork import (
    ApprovalAct,
    ApprovalTable,
    AskedOf,
    Consent,
    Consents,
    DocumentTerms,
    Retention,
    Signer,
)
from program_admin.programs.schema.questions import Question
from program_admin.programs.schema.steps import RoundStep, StepCode

STAGE_STEPS = {
    StageCode.SITE: StepCode.SITE_EVALUATION,
    StageCode.PANEL: StepCode.PANEL_EVALUATION,
}

RoundCode = Annotated[str, Field(pattern=r"^[0-9a-z][0-9a-z-]{2,59}$")]


class RoundFile(Part):
    """회차: everything that changes from year to year."""

    format: Literal[1] = Field(title="파일 형식 판", default=1)
    code: RoundCode = Field(title="회차 코드", examples=["2026-seoul-standard"])
    title: Line = Field(title="회차 이름", examples=["2026년 서울형 스마트공장 구축 지원사업"])
    program: Program = Field(title="사업")
    announcement: Announcement = Field(title="공고")
    calendar: Calendar = Field(title="일정")
    tracks: Annotated[tuple[Track, ...], BY_CODE] = Field(title="지원 유형", json_schema_extra=AT_LEAST_ONE)
    steps: Annotated[tuple[RoundStep, ...], BY_CODE] = Field(title="절차", min_length=1)
    eligibility: Annotated[tuple[EligibilityRule, ...], BY_CODE] = Field(title="신청 자격", default=())
    papers: Annotated[tuple[Paper, ...], BY_CODE] = Field(title="제출서류", default=())
    questions: Annotated[tuple[Question, ...], BY_CODE] = Field(title="추가 질문", default=())
    consents: Consents = Field(title="동의", default=())
    kpis: KpiTerms = Field(title="KPI")
    budget: BudgetTerms = Field(title="사업비")
    evaluation: EvaluationTerms = Field(title="평가")
    suppliers: SupplierTerms = Field(title="공급기업", default=SupplierTerms())
    agreement: AgreementTerms = Field(title="협약")
    aftercare: AftercareTerms = Field(title="사후관리")
    approvals: ApprovalTable = Field(title="위임전결", json_schema_extra=AT_LEAST_ONE)
    documents: DocumentTerms = Field(title="문서")
    retention: Retention = Field(title="보존기간", default=Retention())
    outside_numbers: OutsideNumbers = Field(title="외부 번호", default=())
    column_orders: ColumnOrders = Field(title="외부 서식", default=())

    def track(self, code: str) -> Track | None:
        """The track of that code."""
        return next((t for t in self.tracks if t.code == code), None)

    def paper(self, code: str) -> Paper | None:
        """The paper of that code."""
        return next((p for p in self.papers if p.code == code), None)

    def question(self, code: str) -> Question | None:
        """The extra question of that code."""
        return next((q for q in self.questions if q.code == code), None)

    def column_order(self, code: str) -> ColumnOrder | None:
        """The file for another system of that code."""
        return next((o for o in self.column_orders if o.code == code), None)

    def field_names(self, rows: OrderRows | None = None) -> dict[str, str]:
        """What a column of a file for another system may hold, by name; what payments have only for lines of them."""
        found = {**EXPORTED, **{f"funding.{s.code}": s.name for s in self.budget.sources}}
        found |= {f"number.{n.code}": n.name for n in self.outside_numbers}
        if rows in (None, OrderRows.PAYMENTS):
            found |= {**OF_PAYMENTS, **{f"paid.{s.code}": f"지급액 가운데 {s.name}" for s in self.budget.sources}}
        return found

    @property
    def company_consents(self) -> tuple[Consent, ...]:
        """The consents asked of the company in its application."""
        return tuple(c for c in self.consents if c.asked_of is AskedOf.COMPANY)

    @property
    def person_consents(self) -> tuple[Consent, ...]:
        """The consents asked of people named in an application, each by a link of their own."""
        return tuple(c for c in self.consents if c.asked_of is AskedOf.NAMED_PERSON)

    def step_on(self, code: str) -> bool:
        """Whether the round has that step; one that is not listed is off."""
        return any(s.on for s in self.steps if s.code == code)

    @property
    def scored_stages(self) -> tuple[Stage, ...]:
        """The stages whose step is on, in the order of the steps."""
        order = [s.code for s in self.steps if s.on]
        scored = [s for s in self.evaluation.stages if STAGE_STEPS[s.code] in order]
        return tuple(sorted(scored, key=lambda s: order.index(STAGE_STEPS[s.code])))

    def approval_line(self, act: ApprovalAct, won: int = 0) -> tuple[Signer, ...]:
        """Who signs an act of that amount in won: the rule with the lowest sufficient limit (위임전결)."""
        rules = [r for r in self.approvals if r.act == act and (r.up_to_won is None or won <= r.up_to_won)]
        limited = sorted((r for r in rules if r.up_to_won is not None), key=lambda r: r.up_to_won or 0)
        chosen = [*limited, *(r for r in rules if r.up_to_won is None)]
        return chosen[0].line if chosen else ()

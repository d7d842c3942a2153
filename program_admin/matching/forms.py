"""Forms of matching: what is wanted, a request, a proposal, a refusal."""

from collections.abc import Sequence

from program_admin.core.fields import Date, LongText, ManyOf, OneOf, WholeNumber, Won
from program_admin.core.forms import ActForm, RowForm
from program_admin.matching.models import Proposal
from program_admin.matching.rules import NewProposal, NewRequest
from program_admin.suppliers.models import SOLUTION_NAMES, Engineer, Solution, SolutionKind

KINDS = [(kind.value, SOLUTION_NAMES[kind]) for kind in SolutionKind]


class WantedForm(RowForm):
    """Which kinds of solutions a company looks for; it changes no record."""

    kind = ManyOf("찾는 솔루션", KINDS, required=False, hint="고르지 않으면 모든 솔루션을 봅니다.")


class RequestForm(ActForm):
    """A request to one supplier."""

    message = LongText(
        "요청 내용",
        longest=1500,
        shortest=10,
        rows=6,
        hint="무엇이 불편하고 무엇을 바라는지 적어 주세요. 연락받을 방법을 적어도 됩니다.",
    )
    kinds = ManyOf("찾는 솔루션", KINDS, required=False)
    answer_by = Date("답을 받을 날")

    def new_request(self) -> NewRequest:
        """What was typed."""
        return NewRequest(self.message.data, self.answer_by.data, tuple(self.kinds.data))


class ProposalForm(ActForm):
    """A supplier's offer."""

    solution_id = OneOf("제안하는 솔루션", as_list=True, required=False)
    plan = LongText("제안 내용", longest=2000, shortest=20, rows=8, hint="무엇을 어떤 순서로 구축하는지 적어 주세요.")
    cost_won = Won("구축 비용", least=1, hint="부가가치세를 뺀 금액입니다.")
    months = WholeNumber("구축 기간", unit="개월", least=1, most=36)
    engineer_names = ManyOf("투입할 기술자")

    @classmethod
    def after(cls, newest: Proposal | None) -> "ProposalForm":
        """The form with what was offered last, or as it was sent."""
        if newest is None:
            return cls()
        before = {
            "solution_id": str(newest.solution_id or ""),
            "plan": newest.summary,
            "cost_won": newest.cost_won,
            "months": newest.months,
            "engineer_names": newest.engineer_names,
        }
        return cls(data=before)

    def offer(self, solutions: Sequence[Solution], engineers: Sequence[Engineer]) -> None:
        """Offer the supplier's own solutions and engineers as choices."""
        self.solution_id.choices = [(str(each.id), f"{each.name} · {each.kind_name}") for each in solutions]
        names = dict.fromkeys(each.name for each in engineers)
        self.engineer_names.choices = [(name, name) for name in names]
        self.known = {str(each.id): each.id for each in solutions}

    def new_proposal(self) -> NewProposal:
        """What was typed."""
        return NewProposal(
            summary=self.plan.data,
            cost_won=self.cost_won.data,
            months=self.months.data,
            engineer_names=tuple(self.engineer_names.data),
            solution_id=self.known.get(self.solution_id.data or ""),
        )


class DeclineForm(ActForm):
    """Why a request does not fit."""

    reason = LongText("사유", longest=500, rows=3, hint="도입기업에 그대로 알립니다.")

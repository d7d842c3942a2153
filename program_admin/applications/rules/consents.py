"""가점 신청, 결격 사유 확인, 동의: what is wrong with them."""

from collections.abc import Iterator

from program_admin.applications.rules.values import Fault, Filled
from program_admin.programs.schema.eligibility import DeclarationRule, OnFail

BONUS = "bonus"
CONSENTS = "consents"


def declarations(filled: Filled) -> tuple[DeclarationRule, ...]:
    """The things the applicant declares not to be so, for its track."""
    return tuple(
        rule
        for rule in filled.terms.eligibility
        if isinstance(rule, DeclarationRule) and rule.on and (not rule.tracks or filled.track.code in rule.tracks)
    )


def bonus_faults(filled: Filled) -> Iterator[Fault]:
    """The question must be answered; who claims must name an item (evidence is a paper)."""
    answer = filled.value("bonus-claimed")
    if answer not in ("yes", "no"):
        yield Fault(BONUS, "bonus-claimed", "가점을 신청하는지 골라 주세요.")
    elif answer == "yes" and not filled.bonus_codes:
        yield Fault(BONUS, "bonus-claimed", "신청할 가점 항목을 하나 이상 골라 주세요. 없으면 ‘아니요’를 골라 주세요.")


def consent_faults(filled: Filled) -> Iterator[Fault]:
    """Declarations that are missing or stand against the application, and required consents not given."""
    for rule in declarations(filled):
        name = f"must_not-{rule.code}"
        answer = filled.value(name)
        if answer not in ("yes", "no"):
            yield Fault(CONSENTS, name, f"‘{rule.question}’에 답해 주세요.")
        elif answer == "yes" and rule.on_fail is OnFail.REFUSE:
            yield Fault(CONSENTS, name, rule.sentence)
    for consent in filled.terms.company_consents:
        if consent.required and filled.value(f"consent-{consent.code}") != "yes":
            yield Fault(CONSENTS, f"consent-{consent.code}", f"‘{consent.title}’에 동의해야 신청할 수 있습니다.")

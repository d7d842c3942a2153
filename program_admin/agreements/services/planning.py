"""Planning the instalments of a concluded agreement, per source, exact to the won."""

from program_admin.agreements.models import Agreement, Payment, PaymentShare
from program_admin.agreements.queries import shares_of
from program_admin.agreements.rules.money import instalment_shares
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.programs.schema.budget import SourceKind


def plan_payments(agreement: Agreement) -> list[Payment]:
    """Write one row per instalment of the round with the share of every supporting source."""
    instalments = agreement.terms.agreement.payments
    sources = [share for share in shares_of(agreement.id) if share.kind == SourceKind.SUPPORT and share.amount_won]
    rows = instalment_shares([share.amount_won for share in sources], [each.percent for each in instalments])
    planned = []
    for place, (instalment, row) in enumerate(zip(instalments, rows, strict=True), start=1):
        payment = Payment(
            id=new_id(),
            agreement_id=agreement.id,
            place=place,
            instalment=instalment.code.value,
            name=instalment.name,
            amount_won=sum(row),
        )
        db.session.add(payment)
        db.session.flush()
        for source, amount in zip(sources, row, strict=True):
            db.session.add(
                PaymentShare(
                    payment_id=payment.id,
                    place=source.place,
                    source=source.source,
                    name=source.name,
                    pays_through=source.pays_through,
                    payee=source.payee,
                    amount_won=amount,
                )
            )
        planned.append(payment)
    db.session.flush()
    return planned

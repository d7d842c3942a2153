"""Payee checks: every look at a payee's business made for a payment, a row of its own."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LOOKED = """
SELECT p.id AS payment_id, s.payee, p.business_status, p.business_checked_on, p.business_checked_by_id,
       COALESCE(p.approved_at, p.claimed_at) AS at, a.company_name, a.supplier_name,
       c.business_number AS company_number, u.business_number AS supplier_number
FROM payments p
JOIN agreements a ON a.id = p.agreement_id
JOIN companies c ON c.id = a.company_id
JOIN suppliers u ON u.id = a.supplier_id
JOIN (SELECT DISTINCT payment_id, payee FROM payment_shares WHERE amount_won > 0) s ON s.payment_id = p.id
WHERE p.business_status <> '' AND p.business_checked_on IS NOT NULL AND p.business_checked_by_id IS NOT NULL
  AND s.payee IN ('company', 'supplier')
"""
NEWEST = """
SELECT payment_id, status, checked_on, by_id FROM payee_checks k
WHERE k.place = (SELECT MAX(l.place) FROM payee_checks l WHERE l.payment_id = k.payment_id)
"""


def upgrade() -> None:
    made = op.create_table(
        "payee_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("business_number", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("payee IN ('company', 'supplier')", name=op.f("ck_payee_checks_known_payee")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_payee_checks_by_id_people")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_payee_checks_payment_id_payments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee_checks")),
        sa.UniqueConstraint("payment_id", "place", name=op.f("uq_payee_checks_payment_id_place")),
        info={"append_only": True},
    )
    with op.batch_alter_table("payee_checks") as table:
        for column in ("payment_id", "business_number", "by_id"):
            table.create_index(op.f(f"ix_payee_checks_{column}"), [column])
    _carry_over(made)
    op.refuse_changes("payee_checks")
    with op.batch_alter_table("payments") as table:
        table.drop_index(op.f("ix_payments_business_checked_by_id"))
        table.drop_constraint(op.f("fk_payments_business_checked_by_id_people"), type_="foreignkey")
        for column in ("business_status", "business_checked_on", "business_checked_by_id"):
            table.drop_column(column)


def downgrade() -> None:
    with op.batch_alter_table("payments") as table:
        table.add_column(sa.Column("business_status", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("business_checked_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("business_checked_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_payments_business_checked_by_id_people"), "people", ["business_checked_by_id"], ["id"]
        )
        table.create_index(op.f("ix_payments_business_checked_by_id"), ["business_checked_by_id"])
    bind = op.get_bind()
    for row in bind.execute(sa.text(NEWEST)).mappings().all():
        bind.execute(
            sa.text(
                "UPDATE payments SET business_status = :status, business_checked_on = :checked_on, "
                "business_checked_by_id = :by_id WHERE id = :payment_id"
            ),
            dict(row),
        )
    op.drop_table("payee_checks")


def _carry_over(made: sa.Table) -> None:
    """What stood on the payment itself becomes a row per payee of that payment."""
    columns = {
        "payment_id": sa.Uuid(),
        "business_checked_by_id": sa.Uuid(),
        "business_checked_on": sa.Date(),
        "at": sa.DateTime(timezone=True),
    }
    bind = op.get_bind()
    rows = bind.execute(sa.text(LOOKED).columns(**columns)).mappings().all()
    values = [
        {
            "id": uuid.uuid4(),
            "payment_id": row["payment_id"],
            "place": 1 if row["payee"] == "company" else 2,
            "payee": row["payee"],
            "name": row[f"{row['payee']}_name"],
            "business_number": row[f"{row['payee']}_number"],
            "status": row["business_status"],
            "ended_on": None,
            "checked_on": row["business_checked_on"],
            "source": "by_hand",
            "reason": "",
            "by_id": row["business_checked_by_id"],
            "at": row["at"],
        }
        for row in rows
    ]
    if values:
        bind.execute(made.insert(), values)

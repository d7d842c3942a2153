"""The company's telephone and e-mail address as they were handed in stand with the application; supplements say why numbers stay."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("company_phone", "company_email"):
        op.add_column("applications", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _fill(op.get_bind())
    op.add_column("supplement_answers", sa.Column("numbers_reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("supplement_answers", "numbers_reason")
    with op.batch_alter_table("applications") as table:
        table.drop_column("company_email")
        table.drop_column("company_phone")


def _fill(bind: sa.Connection) -> None:
    """Copy from the newest submission of each application; from the company where the copy is older than that."""
    applications = sa.table(
        "applications", *(sa.column(name) for name in ("id", "company_id", "number", "company_phone", "company_email"))
    )
    companies = sa.table("companies", *(sa.column(name) for name in ("id", "phone", "email")))
    submissions = sa.table("submissions", *(sa.column(name) for name in ("application_id", "attempt", "content")))
    there = applications.c.company_id == companies.c.id
    of_company = sa.select(applications.c.id, companies.c.phone, companies.c.email).join_from(
        applications, companies, there
    )
    kept = {
        row.id: (row.phone, row.email) for row in bind.execute(of_company.where(applications.c.number.is_not(None)))
    }
    for row in bind.execute(sa.select(submissions).order_by(submissions.c.attempt)):
        profile = json.loads(row.content).get("profile")
        if profile is not None:
            kept[row.application_id] = (profile["phone"], profile["email"])
    for key, (phone, email) in kept.items():
        change = sa.update(applications).where(applications.c.id == key)
        bind.execute(change.values(company_phone=phone, company_email=email))

"""Engineers an application names; a named person may be asked by e-mail too."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_engineers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_engineers_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_engineers")),
        sa.UniqueConstraint("application_id", "place", name=op.f("uq_application_engineers_application_id_place")),
    )
    with op.batch_alter_table("application_engineers") as table:
        table.create_index(op.f("ix_application_engineers_application_id"), ["application_id"])
    op.add_column("application_consent_requests", sa.Column("email", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("application_consent_requests", "email")
    op.drop_table("application_engineers")

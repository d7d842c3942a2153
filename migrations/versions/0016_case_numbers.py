"""The numbers that other systems give to a case; a case is found by them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("applications") as table:
        table.add_column(sa.Column("outside_words", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "case_numbers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_case_numbers_number_is_written")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_case_numbers_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_case_numbers_by_id_people")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_case_numbers_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_numbers")),
        sa.UniqueConstraint("application_id", "code", name=op.f("uq_case_numbers_application_id_code")),
    )
    with op.batch_alter_table("case_numbers") as table:
        table.create_index(op.f("ix_case_numbers_application_id"), ["application_id"])
        table.create_index(op.f("ix_case_numbers_by_id"), ["by_id"])
        table.create_index(op.f("ix_case_numbers_round_id"), ["round_id"])
        table.create_index(
            "uq_case_numbers_one_case",
            ["round_id", "code", "number"],
            unique=True,
            sqlite_where=sa.text("NOT shared"),
            postgresql_where=sa.text("NOT shared"),
        )


def downgrade() -> None:
    op.drop_table("case_numbers")
    with op.batch_alter_table("applications") as table:
        table.drop_column("outside_words")

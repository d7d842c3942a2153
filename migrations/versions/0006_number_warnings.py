"""Warnings about numbers that look like resident numbers, and uploads given up for destruction."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "number_warnings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answer IN ('masked', 'kept', 'withdrawn')", name=op.f("ck_number_warnings_known_answer")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_number_warnings_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_number_warnings_upload_id_uploads")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_warnings")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_number_warnings_upload_id")),
    )
    with op.batch_alter_table("number_warnings") as table:
        table.create_index(op.f("ix_number_warnings_answered_by_id"), ["answered_by_id"])


def downgrade() -> None:
    op.drop_table("number_warnings")
    with op.batch_alter_table("uploads") as table:
        table.drop_column("erased_at")

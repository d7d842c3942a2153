"""Files on their way in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arriving_uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_arriving_uploads_not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_arriving_uploads_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arriving_uploads")),
        sa.UniqueConstraint(
            "person_id", "name", "size", "stamp", name=op.f("uq_arriving_uploads_person_id_name_size_stamp")
        ),
    )
    with op.batch_alter_table("arriving_uploads") as table:
        table.create_index(op.f("ix_arriving_uploads_started_at"), ["started_at"])


def downgrade() -> None:
    op.drop_table("arriving_uploads")

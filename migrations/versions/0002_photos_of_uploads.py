"""Uploads name the photos they were made of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.add_column(sa.Column("made_from", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("uploads") as table:
        table.alter_column("made_from", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.drop_column("made_from")

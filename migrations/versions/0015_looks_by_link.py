"""A look through a link that needs no sign-in has no person in the access log."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("access_entries") as table:
        table.alter_column("person_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM access_entries WHERE person_id IS NULL"))
    with op.batch_alter_table("access_entries") as table:
        table.alter_column("person_id", existing_type=sa.Uuid(), nullable=False)

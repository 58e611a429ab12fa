"""Groups."""

import sqlalchemy as sa
from alembic import op

revision = "m0003"
down_revision = "m0002"


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    op.create_table(
        "groups",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("groups")

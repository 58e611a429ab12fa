"""Questions carried by links."""

import sqlalchemy as sa
from alembic import op

revision = "m0002"
down_revision = "m0001"


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    op.create_table(
        "parcels",
        sa.Column("token", sa.String(22), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
    )
    op.create_index("parcels_until", "parcels", ["until"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("parcels")

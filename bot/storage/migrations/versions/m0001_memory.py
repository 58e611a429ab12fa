"""Threads, votes, counts and missed questions."""

import sqlalchemy as sa
from alembic import op

revision = "m0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    op.create_table(
        "threads",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("threads_person", "threads", ["channel", "person"])
    op.create_index("threads_at", "threads", ["at"])
    op.create_table(
        "votes",
        sa.Column("channel", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("entry", sa.String(64), primary_key=True),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("votes_at", "votes", ["at"])
    op.create_table(
        "counts",
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("outcome", sa.String(16), primary_key=True),
        sa.Column("entry", sa.String(64), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_table(
        "missed",
        sa.Column("folded", sa.String(300), primary_key=True),
        sa.Column("question", sa.String(300), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("nearest", sa.String(64)),
        sa.Column("why", sa.String(16), nullable=False),
    )
    op.create_index("missed_last", "missed", ["last"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in ("missed", "counts", "votes", "threads"):
        op.drop_table(table)

"""Subscriptions, announcements, their deliveries, and who delivers."""

import sqlalchemy as sa
from alembic import op

revision = "m0004"
down_revision = "m0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Bring the tables here from the revision before."""
    op.create_table(
        "subscriptions",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("paused_until", sa.BigInteger(), nullable=False, server_default="0"),
        sa.UniqueConstraint("channel", "chat", name="subscriptions_contact"),
    )
    op.create_table(
        "topics_chosen",
        sa.Column("subscription", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("topic", sa.String(64), primary_key=True),
    )
    op.create_table(
        "announcements",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger()),
        sa.Column("every", sa.String(64)),
        sa.Column("at_night", sa.Boolean(), nullable=False),
        sa.Column("pin", sa.Boolean(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("of", NUMBER),
        sa.Column("series", NUMBER),
        sa.Column("report_channel", sa.String(64)),
        sa.Column("report_chat", sa.String(64)),
        sa.Column("report_message", sa.String(64)),
        sa.Column("report_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("reported", sa.String(16), nullable=False, server_default=""),
        sa.Column("gathered", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger()),
    )
    op.create_index("announcements_status", "announcements", ["status", "at"])
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("announcement", NUMBER, nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(64)),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("message", sa.String(64)),
        sa.Column("reason", sa.String(64)),
        sa.Column("at", sa.BigInteger()),
        sa.UniqueConstraint("announcement", "channel", "chat", name="deliveries_once"),
    )
    op.create_index("deliveries_next", "deliveries", ["announcement", "state", "due"])
    sending = sa.text("state = 'sending'")
    op.create_index(
        "deliveries_sending", "deliveries", ["due"], sqlite_where=sending, postgresql_where=sending
    )
    op.create_table(
        "presence",
        sa.Column("holder", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in ("presence", "deliveries", "announcements", "topics_chosen", "subscriptions"):
        op.drop_table(table)

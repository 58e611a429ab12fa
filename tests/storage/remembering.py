"""What people say in these tests, and what is left of it in the database."""

from sqlalchemy import select

from bot.conversation import Answer, Contact, Missed, Outcome, Reply, Suggestion, Thread, Vote, Why
from bot.storage import Database
from bot.storage.tables import TABLES

AFI = Contact("telegram", "5", "5")
KOFI = Contact("telegram", "6", "6")
AFI_IN_GROUP = Contact("telegram", "-7", "5")
KOFI_IN_GROUP = Contact("telegram", "-7", "6")

SOCIAL = Reply(Outcome.SOCIAL, "Bonjour.")
OFFER = (Suggestion("Prix de l’envoi", "entree:prix"),)


def about(*subject: str) -> Thread:
    """A conversation about these entries."""
    return Thread(subject, OFFER)


def answered(*entries: str) -> Reply:
    """A reply that answers with these entries."""
    return Reply(Outcome.ANSWER, answers=tuple(Answer(entry, "…") for entry in entries))


def missed(question: str, nearest: str | None = None, why: Why = Why.UNKNOWN) -> Reply:
    """A reply to a question asked in vain."""
    return Reply(Outcome.UNKNOWN, "Je ne sais pas.", missed=Missed(question, why, nearest))


def voted(entry: str, *, useful: bool) -> Reply:
    """A reply to somebody's vote."""
    return Reply(Outcome.SOCIAL, "Merci.", vote=Vote(entry, useful))


async def rows(database: Database, name: str) -> list[tuple]:
    """All the rows of a table, in order."""
    table = next(table for table in TABLES if table.name == name)
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]

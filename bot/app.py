"""Assembles the objects, once; the only module that knows all the others."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.announcements import Office, Pace
from bot.conversation import (
    Answering,
    Browsing,
    CourtesyAbility,
    Elaborating,
    Listing,
    Lookup,
    Privacy,
    Responder,
    Service,
)
from bot.knowledge import Knowledge, load
from bot.matching import Completion, Matcher, groundwork_of
from bot.settings import UNUSABLE_DATABASE, Settings, SettingsError

if TYPE_CHECKING:
    from bot.storage import Database


@dataclass(frozen=True, slots=True)
class App:
    """The bot on one FAQ, ready to reply on any channel."""

    knowledge: Knowledge
    matcher: Matcher
    responder: Responder


def assemble(folder: Path, data: Path | None = None) -> App:
    """The bot on the FAQ of a folder; the index of a large one is kept in `data`.

    Raises KnowledgeError when the FAQ cannot be served.
    """
    knowledge = load(folder)
    return assemble_on(knowledge, Matcher(knowledge, groundwork=groundwork_of(knowledge, data)))


def assemble_on(knowledge: Knowledge, matcher: Matcher) -> App:
    """The bot on an FAQ already read and indexed."""
    browsing = Browsing(knowledge)
    courtesy = CourtesyAbility(knowledge.voice, matcher)
    responder = Responder(
        [
            browsing,
            Privacy(knowledge.voice),
            Listing(knowledge, matcher, browsing),
            Elaborating(knowledge, browsing),
            courtesy,
            Answering(knowledge, matcher, browsing, courtesy),
        ]
    )
    return App(knowledge, matcher, responder)


def serve(settings: Settings, folder: Path, on_conflict: Callable[[], None]) -> None:
    """Serve Telegram until told to stop. Raises SettingsError, KnowledgeError, and what the channel does: see there."""
    from bot.channels.telegram import serve as serve_telegram  # noqa: PLC0415  # slow to load; the terminal needs none of it
    from bot.logs import set_up  # noqa: PLC0415
    from bot.storage import StoredMemory  # noqa: PLC0415

    set_up(settings.log, (settings.token, settings.webhook.secret if settings.webhook else ""))
    app = assemble(folder, settings.data)
    database = open_database(settings)
    memory = StoredMemory(database, settings.timezone)
    office = office_on(database, app.knowledge, settings)
    # Built here: the terminal has no use for it.
    lookup = Lookup(app.knowledge, Completion(app.knowledge, app.matcher), memory.asked)
    service = Service(app.responder, app.knowledge.voice, memory, lookup, memory.parcels)
    # What is assembled stays: going through it again and again for garbage would hold everybody up for 0.1 s.
    gc.freeze()
    serve_telegram(settings, service, memory.groups, office, on_conflict)


def office_on(database: "Database", knowledge: Knowledge, settings: Settings) -> Office:
    """What announcements need, on a database."""
    from bot.storage import StoredAnnouncements, StoredLedger, StoredSubscriptions  # noqa: PLC0415  # idem

    return Office(
        StoredSubscriptions(database),
        StoredAnnouncements(database),
        StoredLedger(database),
        knowledge,
        lambda: datetime.now(settings.timezone),
        Pace(time.monotonic, settings.pace),
        settings.admins,
    )


def open_database(settings: Settings) -> "Database":
    """The database of the settings. Raises SettingsError when they name none that can be used."""
    from bot.storage import Database, DatabaseUrlError  # noqa: PLC0415  # slow to load

    try:
        return Database(settings.database, settings.data)
    except DatabaseUrlError:
        raise SettingsError([UNUSABLE_DATABASE]) from None

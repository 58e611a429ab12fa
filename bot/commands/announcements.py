"""The command `announcements`: what was announced, what will be, and how many got it."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from .command import DONE, Commands, add_command
from .stored import open_office, work_on

if TYPE_CHECKING:
    from bot.announcements import Announcement, Office, Progress

LATEST = 20
"""Announcements shown."""


def add(commands: Commands) -> None:
    """Its words on the command line."""
    listing = add_command(
        commands,
        "announcements",
        run,
        "Lister les annonces, prévues et envoyées.",
        "Exemple :\n  focac-bot announcements --json",
    )
    listing.add_argument("--json", action="store_true", help="un objet JSON par ligne")


def run(options: argparse.Namespace) -> int:
    """The latest announcements, the newest first."""
    office, database = open_office(options)

    async def tell() -> int:
        found = await office.registry.latest(LATEST)
        for announcement in found:
            progress = await office.registry.progress(announcement.id)
            if options.json:
                print(json.dumps(_as_json(announcement, progress), ensure_ascii=False))
            else:
                print(_as_text(announcement, progress, office), end="\n\n")
        if not found and not options.json:
            print("Aucune annonce.")
        return DONE

    return work_on(database, tell)


def _as_json(announcement: "Announcement", progress: "Progress") -> dict[str, Any]:
    from bot.announcements import State  # noqa: PLC0415  # slow to load, here and below

    return {
        "id": announcement.id,
        "action": str(announcement.action),
        "of": announcement.of,
        "status": str(announcement.status),
        "target": announcement.target,
        "at": announcement.at.isoformat() if announcement.at else None,
        "every": announcement.every.as_text() if announcement.every else None,
        "text": announcement.content.text,
        "entry": announcement.content.entry,
        "counts": {str(state): progress[state] for state in State},
    }


def _as_text(announcement: "Announcement", progress: "Progress", office: "Office") -> str:
    from bot.announcements import figures, name_of, said, said_plan  # noqa: PLC0415

    voice = office.knowledge.voice
    kind, status = (
        voice.say(f"annonce-genre-{announcement.action}"),
        voice.say(f"annonce-etat-{announcement.status}"),
    )
    lines = [voice.say("annonce-rapport", genre=kind, numero=str(announcement.id), etat=status)]
    if announcement.every:
        lines.append(said_plan(announcement.every))
    elif announcement.at:
        lines.append(said(announcement.at.astimezone(office.now().tzinfo)))
    content = announcement.content
    said_of_it = content.text or content.entry or ("(le fait du jour)" if content.fact else "(sans texte)")
    lines.append(f"{name_of(announcement.target, office.knowledge)} — {' '.join(said_of_it.split())[:70]}")
    if progress.total:
        lines.append(figures(progress, voice))
    return "\n".join(lines)

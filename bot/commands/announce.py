"""The command `announce`: an announcement now or later; the bot at work delivers it."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arguments import MISUSED

from .command import DONE, WRONG, Commands, add_command
from .stored import open_office, work_on

if TYPE_CHECKING:
    from bot.announcements import Announcement, Content, Office

TEXT_MOST = 4096
"""Characters of an announcement, as Telegram counts them."""


def add(commands: Commands) -> None:
    """Its words on the command line."""
    announcing = add_command(
        commands,
        "announce",
        run,
        "Envoyer une annonce aux abonnés, maintenant ou plus tard.",
        "Exemples :\n"
        '  focac-bot announce --text-file annonce.txt --at "demain 9h" --dry-run\n'
        '  focac-bot announce --entry egov-fibre-longueur --at "chaque lundi à 9h" --to groups\n'
        '  focac-bot announce --fact --at "tous les jours à 8h"',
    )
    content = announcing.add_mutually_exclusive_group(required=True)
    content.add_argument("--text-file", metavar="FICHIER", help="le texte à annoncer, en UTF-8")
    content.add_argument("--entry", metavar="ID", help="une entrée de la FAQ")
    content.add_argument(
        "--fact", action="store_true", help="le fait du jour : chaque entrée de la FAQ à son tour"
    )
    announcing.add_argument("--at", metavar="DATE", help="quand, en français (défaut : tout de suite)")
    announcing.add_argument(
        "--to",
        metavar="QUI",
        default="all",
        help="all (tous), groups (les groupes), people (les personnes) ou topic:ID (un thème)",
    )
    announcing.add_argument("--night", action="store_true", help="passer outre les heures calmes")
    announcing.add_argument("--pin", action="store_true", help="épingler l'annonce")
    announcing.add_argument("--silent", action="store_true", help="sans faire sonner les téléphones")
    announcing.add_argument("--dry-run", action="store_true", help="montrer, sans rien envoyer")
    announcing.add_argument("--yes", action="store_true", help="ne rien demander")


class _UnusableError(Exception):
    """What was asked cannot be announced; says why, in French."""


def run(options: argparse.Namespace) -> int:
    """Show an announcement, ask, and hand it to the bot at work."""
    office, database = open_office(options)
    try:
        announcement, warning = _announcement(options, office)
    except _UnusableError as error:
        print(error, file=sys.stderr)
        return MISUSED

    async def announce() -> int:
        print(await _shown(announcement, warning, office))
        if options.dry_run:
            print("Essai : rien n'est envoyé.")
            return DONE
        if not options.yes and not _agreed():
            print("Rien n'est envoyé.", file=sys.stderr)
            return WRONG
        number = await office.registry.add(announcement)
        at_work = await office.ledger.present(office.now())
        print(f"Annonce n° {number} confiée au bot. Suivi : focac-bot announcements")
        if not at_work:
            print("Aucun bot ne tourne sur cette base : elle partira quand « focac-bot run » démarrera.")
        return DONE

    return work_on(database, announce, " : rien n'est envoyé")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print("Confirmez avec --yes.", file=sys.stderr)
        return False
    return input("Envoyer ? (o/n) ").strip().lower() in ("o", "oui")


def _announcement(options: argparse.Namespace, office: "Office") -> tuple["Announcement", str]:
    """What is asked for, and what to warn of. Raises _UnusableError."""
    from bot.announcements import Announcement, Recurrence, Status, is_target  # noqa: PLC0415  # slow to load

    if not is_target(options.to, office.knowledge):
        raise _UnusableError(
            f"--to : « {options.to} » n'est ni all, ni groups, ni people, ni topic: suivi d'un thème. "
            f"Exemple : --to topic:{office.knowledge.topics[0].id}"
        )
    now = office.now()
    plan = _plan(options.at, office) if options.at else now
    every = plan if isinstance(plan, Recurrence) else None
    announcement = Announcement(
        _content(options, office),
        target=options.to,
        at=every.after(now) if every else plan if isinstance(plan, datetime) else now,
        every=every,
        at_night=options.night,
        pin=options.pin,
        silent=options.silent,
        status=Status.SCHEDULED,
    )
    return _by_day(announcement, office)


def _plan(phrase: str, office: "Office") -> object:
    from bot.announcements import UnreadableDateError, plan_of  # noqa: PLC0415

    try:
        return plan_of(phrase, office.now())
    except UnreadableDateError as error:
        why = office.knowledge.voice.say(f"date-{error.why}")
        raise _UnusableError(office.knowledge.voice.say("annonce-date-illisible", raison=why)) from None


def _content(options: argparse.Namespace, office: "Office") -> "Content":
    from bot.announcements import Content  # noqa: PLC0415

    if options.fact:
        return Content(fact=True)
    if options.entry:
        if office.knowledge.entry(options.entry) is None:
            raise _UnusableError(f"--entry : la FAQ n'a pas d'entrée « {options.entry} ».")
        return Content(entry=options.entry)
    try:
        text = Path(options.text_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _UnusableError(
            f"--text-file : « {options.text_file} » ne se lit pas comme du texte UTF-8."
        ) from None
    length = len(text.encode("utf-16-le")) // 2
    if not text or length > TEXT_MOST:
        raise _UnusableError(f"--text-file : {length} caractères ; il en faut de 1 à {TEXT_MOST}.")
    return Content(text)


def _by_day(announcement: "Announcement", office: "Office") -> tuple["Announcement", str]:
    """Out of quiet hours, unless these are overridden; says so when it changes the hour."""
    from bot.announcements import said_hour  # noqa: PLC0415

    local = announcement.at.astimezone(office.now().tzinfo) if announcement.at else office.now()
    quiet = office.quiet
    if announcement.at_night or not quiet.cover(local):
        return replace(announcement, at=local.astimezone(UTC)), ""
    every = replace(announcement.every, hour=quiet.end) if announcement.every else None
    at = every.after(office.now()) if every else quiet.first_after(local)
    hours = f"{said_hour(quiet.start)} à {said_hour(quiet.end)}"
    warning = f"Heures calmes, de {hours} : remise à {said_hour(quiet.end)}. Avec --night, elle partira à l'heure dite."
    return replace(announcement, at=at.astimezone(UTC), every=every), warning


async def _shown(announcement: "Announcement", warning: str, office: "Office") -> str:
    from bot.announcements import counted, name_of, said, said_plan  # noqa: PLC0415

    audience = await office.subscriptions.audience(announcement.target, office.now())
    at = announcement.at or office.now()
    when = said_plan(announcement.every) if announcement.every else said(at.astimezone(office.now().tzinfo))
    content = announcement.content
    entry = office.knowledge.entry(content.entry) if content.entry else None
    text = entry.answer if entry else content.text or "(le fait du jour, choisi au moment de l'envoi)"
    options = [
        name for name, asked in (("épinglée", announcement.pin), ("sans bruit", announcement.silent)) if asked
    ]
    lines = [
        f"Pour : {name_of(announcement.target, office.knowledge)} ({counted(audience.people)} en privé, {counted(audience.groups)} groupes)",
        f"Départ : {when}",
        *([f"Réglages : {', '.join(options)}"] if options else []),
        *([warning] if warning else []),
        "",
        text,
        "",
    ]
    return "\n".join(lines)

"""People who talk with the bot while it is killed, again and again; what they were told is remembered must be."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App, assemble
from bot.channels.channel import message_of
from bot.conversation import Contact, Thread

GROUP = "-7"

SAYINGS = (
    "où est mon colis ?", "combien de temps dure la livraison ?", "combien coûte l'envoi ?", "et qui paie ?",
    "boutique", "la boutique de Kara", "horaires", "1", "2", "3", "le deuxième", "/themes", "merci",
    "il pleut ?", "et pour Vogan ?", "/start prix",
)  # fmt: skip

PEOPLE = 20


def contact_of(person: int) -> Contact:
    """Half of the people are alone with the bot, the others in one group."""
    return Contact("essai", str(person) if person % 2 else GROUP, str(person))


def sayings(person: int, turns: int) -> list[str]:
    """All that somebody is going to say, the same each time."""
    return random.Random(person).choices(SAYINGS, k=turns)


def turn(app: App, person: int, text: str, thread: Thread):
    """The reply, and the thread after it."""
    return app.responder.reply_to(message_of(contact_of(person), text, thread), thread)


@dataclass
class Report:
    """What became of it all."""

    turns: int = 0
    """Turns that were remembered, and acknowledged so."""

    kills: int = 0
    before_ready: int = 0
    """Kills before the bot had even taken up its threads."""

    unopened: int = 0
    """Databases that did not open, or not whole."""

    lost: int = 0
    """Threads older than the last acknowledged turn of the person."""

    mixed: int = 0
    """Threads that never were the person's."""

    waits: list[float] = field(default_factory=list)
    """Seconds from each turn to its acknowledgement."""

    finished: bool = False
    """Whether everybody said all they had to say in the end."""


class Soak:
    """A conversation of many turns with a bot that is killed at random moments."""

    def __init__(self, faq: Path, folder: Path, turns: int, seed: int = 1) -> None:
        self._faq, self._folder = faq, folder
        self._each = turns // PEOPLE
        self._chance = random.Random(seed)
        app = assemble(faq)
        self._threads = {person: self._story(app, person) for person in range(PEOPLE)}
        self._next = dict.fromkeys(range(PEOPLE), 0)
        self.report = Report()

    def _story(self, app: App, person: int) -> list[Thread]:
        """How the person's thread must stand after each turn, the one before the first included."""
        threads = [Thread()]
        for text in sayings(person, self._each):
            threads.append(turn(app, person, text, threads[-1])[1])
        return [_stored(thread) for thread in threads]

    @property
    def over(self) -> bool:
        """Whether everybody has said all they had to say."""
        return all(self._next[person] == self._each for person in self._next)

    def live_and_die(self, kills_left: int) -> None:
        """One life of the bot: killed at some moment, unless no kill is left."""
        left = sum(self._each - place for place in self._next.values())
        command = [
            sys.executable,
            Path(__file__).with_name("talker.py"),
            self._faq,
            self._folder,
            str(self._each),
        ]
        bot = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        with bot:
            bot.stdin.write(json.dumps(self._next) + "\n")
            bot.stdin.flush()
            if kills_left and self._chance.random() < 0.1:
                # While it starts, and makes or looks through its tables.
                time.sleep(self._chance.uniform(0.3, 0.9))
                self.report.before_ready += 1
            else:
                mean = left / (kills_left + 1)
                self._listen(bot, int(self._chance.uniform(0, 2 * mean)) if kills_left else left)
                # Anywhere in the writing of what comes next.
                time.sleep(self._chance.uniform(0, 0.01))
            bot.send_signal(signal.SIGKILL)
            self.report.kills += bool(kills_left)
            self._listen(bot, left)
        self._look()

    def _listen(self, bot: subprocess.Popen, most: int) -> None:
        """Hear of so many turns that they are remembered, or of all that were."""
        for _ in range(most):
            line = bot.stdout.readline()
            if not line.endswith("\n"):
                return
            person, place, wait = json.loads(line)
            self._next[person] = max(self._next[person], place)
            self.report.turns += 1
            self.report.waits.append(wait)

    def _look(self) -> None:
        """Hold what is stored against what was acknowledged, and take up from there."""
        stored = self._records()
        for person, place in self._next.items():
            contact = contact_of(person)
            record = stored.get((contact.id, contact.person))
            found = Thread.of_record(json.loads(record)) if record else Thread()
            story = self._threads[person]
            if found in story[place:]:
                self._next[person] = story.index(found, place)
            elif found in story:
                self.report.lost += 1
            else:
                self.report.mixed += 1

    def _records(self) -> dict[tuple[str, str], str]:
        file = self._folder / "bot.sqlite"
        if not file.exists():
            return {}
        with closing(sqlite3.connect(file)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                self.report.unopened += 1
            try:
                rows = connection.execute("SELECT chat, person, record FROM threads").fetchall()
            except sqlite3.OperationalError:  # killed before there were tables
                return {}
        return {(chat, person): record for chat, person, record in rows}


def _stored(thread: Thread) -> Thread:
    """What is stored of a thread."""
    return Thread.of_record(thread.as_record())


def soak(faq: Path, folder: Path, turns: int, kills: int) -> Report:
    """So many turns, and so many kills on the way."""
    talk = Soak(faq, folder, turns)
    for left in range(kills, -1, -1):
        talk.live_and_die(left)
    talk.report.finished = talk.over
    return talk.report

"""A tiny FAQ, a Bot API server, the real bot process, and people; nothing a bot tells may hold what they write."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from bot_api import TOKEN, BotApi
from bot_process import CONFLICT, BotProcess
from people import Person

_COMMAND = re.compile(r"^/[\w@]+")
_LONG_WORD = re.compile(r"\w{5,}")
"""Shorter ones may stand in a log line by chance."""

SOURCES = """
fret-2018:
  editeur: "Fret & Fils"
  titre: "Délais <tous> & tarifs"
  url: "https://exemple.tg/delais?an=2018&page=2"
  date: "2018-09-01"
guichet:
  editeur: "La Poste"
  titre: "Le guichet"
"""

VOICE = """
panne: "Pardon <panne> & excuses : réessayez ({incident})."
"""

DELIVERY = """
theme: {id: livraison, titre: "Livraison & suivi", description: "Du dépôt <nord> à votre porte."}
entrees:
  - id: delai
    titre: "Délai de livraison"
    questions:
      - "(Combien de temps dure|En combien de jours se fait) la livraison d'un colis ?"
      - "Quel est le délai de livraison [d'un colis] ?"
      - "Quand mon colis arrive-t-il ?"
      - "délai livraison"
    reponse: "Le colis arrive en 3 jours & part en < 24 h."
    details: "Sauf le dimanche & les jours fériés, <voir> le guichet."
    sources: [fret-2018]
    voir-aussi: [suivi]
  - id: suivi
    titre: "Suivi du colis"
    questions:
      - "Où (est|se trouve) mon colis ?"
      - "Comment suivre mon colis ?"
      - "Où trouver le numéro de suivi [de mon colis] ?"
      - "suivi colis"
    reponse: "Le lien de suivi est dans votre courriel."
    sources: [guichet, fret-2018]
  - id: remerciements
    titre: "Mot de remerciement"
    questions: ["Lisez-moi le mot de remerciement", "remerciements du directeur", "le directeur remercie qui ?"]
    reponse: "Merci à tous."
    details: "THANKS"
""".replace("THANKS", "Merci & bravo 🙏🙏🙏🙏. " * 180)
"""Its last answer is within the rules of an FAQ, and too long for one message: an emoji counts two."""

TOWNS = ("Aného", "Bassar", "Cinkassé", "Dapaong", "Kara", "Mango", "Notsé", "Sokodé", "Tsévié", "Vogan")

SHOPS = 'theme: {id: boutiques, titre: "Boutiques", description: "Une par ville."}\nentrees:\n' + "".join(
    f"""
  - id: boutique-{number}
    titre: "Boutique de {town}"
    questions:
      - "Où se trouve la boutique de {town} ?"
      - "adresse [de la] boutique [de] {town}"
      - "je cherche la boutique de {town}"
    reponse: "À {town}, au marché."
"""
    for number, town in enumerate(TOWNS, 1)
)


@pytest.fixture(scope="session")
def faq(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("faq")
    files = {"_sources": SOURCES, "_voix": VOICE, "livraison": DELIVERY, "boutiques": SHOPS}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def words() -> list[str]:
    """All that people wrote and tapped in this module."""
    return []


@pytest.fixture(scope="module")
def processes(words) -> Iterator[list[BotProcess]]:
    """The bots this module started; looked at once more when all they had to tell is told."""
    started: list[BotProcess] = []
    yield started
    for process in started:
        if process.running:
            process.kill()
    check_discretion(started, words)


@pytest.fixture(autouse=True)
def _discreet(processes, words) -> Iterator[None]:
    """Looks, after each test, at what all bots have told so far."""
    yield
    check_discretion(processes, words)


def check_discretion(processes: list[BotProcess], words: list[str]) -> None:
    """No bot tells the token, nor a word that people wrote; and what it tells are log lines."""
    written = {word for text in words for word in _LONG_WORD.findall(_COMMAND.sub("", text.lower()))}
    for process in processes:
        told = "\n".join(process.told).lower()
        assert TOKEN.lower() not in told
        assert not {word for word in written if word in told}
        if process.running or process.wait() == 0:
            assert {CONFLICT}.issuperset(process.lines_that_are_no_log())


def _served() -> Iterator[BotApi]:
    api = BotApi()
    api.start()
    yield api
    api.stop()
    assert [] == api.mistakes


shared_api = pytest.fixture(scope="module", name="shared_api")(_served)
"""A server for all tests of a module."""

own_api = pytest.fixture(name="own_api")(_served)
"""A server for one test."""


@pytest.fixture(scope="module")
def start(faq, processes, tmp_path_factory) -> Callable[..., BotProcess]:
    """Starts a bot on a server, in a folder that may be a former one's; waits until it listens unless told not to."""

    def start(
        api: BotApi,
        *,
        wait: bool = True,
        folder: Path | None = None,
        program: Sequence[str] = ("-m", "bot"),
        **settings: str,
    ) -> BotProcess:
        environment = {"BOT_TOKEN": TOKEN, "BOT_API_URL": api.url, "BOT_KNOWLEDGE": str(faq), **settings}
        processes.append(BotProcess(folder or tmp_path_factory.mktemp("run"), environment, program))
        if wait:
            api.wait_until(lambda: api.listening, "the bot to listen")
        return processes[-1]

    return start


@pytest.fixture(scope="module")
def shared_bot(shared_api, start) -> Iterator[BotProcess]:
    """One bot for all tests of a module; it lives through them and stops cleanly."""
    process = start(shared_api)
    yield process
    assert process.terminate() == 0


@pytest.fixture
def person(request, shared_api, words) -> Callable[[], Person]:
    """Someone new, alone with the bot that all tests of the module share."""
    request.getfixturevalue("shared_bot")
    return lambda: Person.alone(shared_api, words)


@pytest.fixture
def afi(person) -> Person:
    return person()

"""Every command as it is typed: what it prints where, and its exit code."""

import io
import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures_dialogue import write_parcels

from bot.channels.telegram import NoBotApiError, TokenRefusedError
from bot.cli import main

TOKEN = "123456:ABC-DEF1234"

PATIENCE = 60
"""Seconds after which a reply is taken for lost; a passing test never comes near."""

TRACKING = (
    "Le lien de suivi est dans votre courriel.\n"
    "Sources\u202f:\n"
    "– La Poste, «\u202fLe guichet\u202f» (septembre 2018)\n"
    "– Ministère du Commerce, «\u202fLes tarifs\u202f», https://exemple.tg/tarifs"
)
PRICE = "L’envoi coûte 2\u202f000 F."
UNKNOWN = (
    "Je ne sais pas répondre à cette question. Essayez avec d’autres mots, ou parcourez les thèmes.\n\n"
    "1. Tous les thèmes"
)
HELLO = "Bonjour\u202f! Quelle est votre question\u202f?"

GOOD = {
    "colis": """
theme: {id: colis, titre: "Colis"}
entrees:
  - id: suivi
    questions: ["Où est mon colis ?", "(Comment|Où) suivre mon colis ?", "suivi colis", "lien de suivi"]
    reponse: "Dans votre courriel."
    sources: [poste]
""",
    "_sources": 'poste: {editeur: "La Poste", titre: "Le guichet"}',
}

BROKEN = {
    "colis": """
theme: {id: colis, titre: "Colis"}
entrees:
  - id: suivi
    questions: ["Où est mon colis ?"]
""",
    "lieux": """
theme: {id: lieux}
entrees: []
""",
}


@pytest.fixture(scope="module")
def parcels(tmp_path_factory) -> Path:
    return write_parcels(tmp_path_factory.mktemp("cli") / "faq")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Commands are started in an empty folder, without a setting, in a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def typing(monkeypatch):
    """These lines come from standard input."""
    return lambda *lines: monkeypatch.setattr(
        "sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines))
    )


@pytest.fixture
def command(capsys):
    """A command run: exit code, standard output, standard error."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
        return code, *capsys.readouterr()

    return run


class TestUsage:
    @pytest.mark.parametrize(
        ("typed", "program", "expected"),
        [
            ([], "focac-bot", "il manque : COMMANDE"),
            (["ask", "--inconnu"], "focac-bot", "arguments inconnus : --inconnu"),
            (["ask", "--knowledge"], "focac-bot ask", "--knowledge : attend une valeur"),
            (["evaluate"], "focac-bot evaluate", "il manque : CAS"),
            (
                ["evaluate", "cas.yaml", "--seuil", "x"],
                "focac-bot evaluate",
                "--seuil : nombre de 0 à 1 attendu : 'x'",
            ),
            (["chat", "bonjour"], "focac-bot", "arguments inconnus : bonjour"),
        ],
    )
    def test_mistyped(self, command, typed, program, expected):
        """Wrong use is told in French, with the way to help, and exits with 2."""
        told = f"{program} : {expected}\nEssayez « {program} --help ».\n"

        assert (2, "", told) == command(*typed)

    def test_unknown_command(self, command):
        """An unknown command is told with those there are."""
        code, out, told = command("parler")

        assert (2, "") == (code, out)
        assert told.startswith("focac-bot : COMMANDE : choix inconnu : 'parler' (choix possibles : ")
        for name in ("chat", "ask", "run", "check", "evaluate"):
            assert name in told

    @pytest.mark.parametrize("name", ["chat", "ask", "run", "check", "evaluate", "announce", "announcements"])
    def test_help(self, command, name):
        """Every command says in French what it does, and is listed with that sentence."""
        code, told, errors = command(name, "--help")
        listed = command("--help")[1]

        assert (0, "") == (code, errors)
        assert told.startswith(f"Usage : focac-bot {name} ")
        sentence = told.split("\n\n")[1]
        assert f" {name} {sentence} " in " ".join(listed.split())


class TestAsk:
    def test_arguments(self, command, parcels):
        """Each argument is answered, in order, an empty line after each."""
        code, told, errors = command(
            "ask", "--knowledge", parcels, "Où est mon colis ?", "Combien coûte l'envoi ?"
        )

        assert (0, f"{TRACKING}\n\n{PRICE}\n\n", "") == (code, told, errors)

    def test_standard_input(self, command, parcels, typing):
        """Without arguments each line of standard input is answered; empty ones are passed over."""
        typing("Où est mon colis ?", "", "   ", "  Combien coûte l'envoi ?  ")

        assert (0, f"{TRACKING}\n\n{PRICE}\n\n", "") == command("ask", "--knowledge", parcels)

    def test_terminal(self, command, parcels, typing, monkeypatch):
        """At a terminal it says how to ask and how to finish, apart from the answers."""
        typing("Combien coûte l'envoi ?")
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

        told = (0, f"{PRICE}\n\n", "Une question par ligne ; Ctrl-D pour finir.\n")
        assert told == command("ask", "--knowledge", parcels)

    def test_apart(self, command, parcels):
        """Questions are not one conversation, unless asked for: a number chooses nothing."""
        _, told, _ = command("ask", "--knowledge", parcels, "boutique", "2")

        assert told.endswith(f"\n\n{UNKNOWN}\n\n")

    def test_conversation(self, command, parcels, typing):
        """With « --conversation » the lines follow each other; an empty one opens another conversation."""
        typing("boutique", "2", "", "2", "", "", "Combien coûte l'envoi ?")
        code, told, errors = command("ask", "--conversation", "--knowledge", parcels)

        assert (0, "") == (code, errors)
        assert "À Bassar, au marché, de 8 h à 17 h." in told
        assert told.endswith(f"\n\n{UNKNOWN}\n\n{PRICE}\n\n")
        assert "\n\n\n" not in told

    def test_conversation_in_arguments(self, command, parcels):
        """Arguments may be a conversation too."""
        _, told, _ = command("ask", "--conversation", "--knowledge", parcels, "boutique", "2", "", "2")

        assert "À Bassar, au marché" in told
        assert told.endswith(f"\n\n{UNKNOWN}\n\n")

    def test_folder_in_environment(self, command, parcels, monkeypatch):
        """The folder may be named in the environment."""
        monkeypatch.setenv("BOT_KNOWLEDGE", str(parcels))

        assert (0, f"{PRICE}\n\n", "") == command("ask", "Combien coûte l'envoi ?")

    def test_folder_in_file(self, command, parcels):
        """Or in a `.env` file."""
        Path(".env").write_text(f"BOT_KNOWLEDGE={parcels}\n", encoding="utf-8")

        assert (0, f"{PRICE}\n\n", "") == command("ask", "Combien coûte l'envoi ?")

    def test_folder_typed(self, command, parcels, monkeypatch):
        """What is typed wins."""
        monkeypatch.setenv("BOT_KNOWLEDGE", "absent")

        assert 0 == command("ask", "--knowledge", parcels, "Combien coûte l'envoi ?")[0]

    def test_bad_folder(self, command):
        """A folder that cannot be served is told on standard error, and exits with 1."""
        code, told, errors = command(
            "ask", "--knowledge", write_parcels(Path("faq"), BROKEN), "Où est mon colis ?"
        )

        assert (1, "") == (code, told)
        assert "faq/colis.yaml:4 — l'entrée « suivi » n'a pas de « reponse »." in errors
        assert "faq/lieux.yaml:2 — le thème « lieux » n'a pas de « titre »." in errors
        assert errors.endswith(" dans 2 fichiers.\n")

    def test_bad_settings(self, command, monkeypatch):
        """Wrong settings are told, all of them, and exit with 2."""
        monkeypatch.setenv("BOT_LOG", "xml")
        monkeypatch.setenv("BOT_API_URL", "ici")
        code, told, errors = command("ask", "Où est mon colis ?")

        assert (2, "") == (code, told)
        assert ["BOT_API_URL", "BOT_LOG"] == [line.split()[0] for line in errors.splitlines()]


@pytest.fixture
def asked(command, parcels):
    """The JSON objects of the replies to these arguments."""

    def ask(*arguments):
        code, told, _ = command("ask", "--json", "--knowledge", parcels, *arguments)
        assert 0 == code
        return [json.loads(line) for line in told.splitlines()]

    return ask


KEYS = ["question", "outcome", "entry", "entries", "confidence", "text", "suggestions", "candidates"]


class TestAskJson:
    def test_keys(self, asked):
        """Each reply is an object of these keys in this order, whatever became of the question."""
        replies = asked(
            "Où est mon colis ?", "boutique", "Quelle est la capitale du Pérou ?", "bonjour", "/aide"
        )

        assert [KEYS] * 5 == [list(reply) for reply in replies]
        assert ["answer", "suggest", "unknown", "social", "social"] == [reply["outcome"] for reply in replies]

    def test_answer(self, asked):
        """An answer: its entry, how sure we are, and all a person reads."""
        (reply,) = asked("Quel est le délai de livraison ?")

        assert ("delai", ["delai"]) == (reply["entry"], reply["entries"])
        expected = (
            "Le colis arrive en 3 jours.\nSauf le dimanche.\n"
            "Source\u202f: La Poste, «\u202fLe guichet\u202f» (septembre 2018)\n\n"
            "Voir aussi\u202f:\n1. Suivi du colis\n2. Prix de l’envoi"
        )
        assert expected == reply["text"]
        related = [
            {"entry": "suivi", "title": "Suivi du colis"},
            {"entry": "prix", "title": "Prix de l’envoi"},
        ]
        assert related == reply["suggestions"]
        assert {"entry": "delai", "confidence": reply["confidence"]} == reply["candidates"][0]
        assert 0.5 <= reply["confidence"] <= 1

    def test_two_answers(self, asked):
        """Two questions at once: the first entry, and both."""
        (reply,) = asked("Où est mon colis ? Qui paie l'envoi ?")

        assert ("suivi", ["suivi", "prix"]) == (reply["entry"], reply["entries"])
        assert f"— Suivi du colis\n{TRACKING}\n\n— Prix de l’envoi\n{PRICE}" == reply["text"]

    def test_suggest(self, asked):
        """Suggestions: no entry, what is offered, and the nearest entries."""
        (reply,) = asked("où se trouve la boutique")

        assert (None, []) == (reply["entry"], reply["entries"])
        assert 3 == len(reply["suggestions"])
        assert reply["text"].endswith(
            "\n\n1. Boutique de Kara\n2. Boutique de Vogan\n3. Boutique de Bassar\n4. Aucune de ces questions"
        )
        assert [offered["entry"] for offered in reply["suggestions"]] == [
            near["entry"] for near in reply["candidates"]
        ]

    def test_unknown(self, asked):
        """An honest « je ne sais pas »: the way to the topics is in the text, and is no suggestion of an entry."""
        (reply,) = asked("Quelle est la capitale du Pérou ?")

        assert (None, [], []) == (reply["entry"], reply["entries"], reply["suggestions"])
        assert UNKNOWN == reply["text"]

    def test_social(self, asked):
        """Courtesy: nothing but the text."""
        (reply,) = asked("bonjour")

        expected = dict(zip(KEYS, ["bonjour", "social", None, [], 0.0, HELLO, [], []], strict=True))
        assert expected == reply

    def test_not_utf8(self, command, parcels, monkeypatch):
        """A line saved in another encoding than UTF-8 is read as well as can be."""
        lines = io.BytesIO("Où est mon colis ?\nCombien coûte l'envoi ?\n".encode("cp1252"))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(lines, encoding="utf-8"))
        code, told, _ = command("ask", "--json", "--knowledge", parcels)

        assert 0 == code
        assert 2 == len(told.splitlines())

    def test_question_as_typed(self, command, parcels, typing):
        """The question comes back as it was typed, accents and all, an object a line."""
        typing('où est "mon" colis ? 🙏', "ça / là")
        _, told, _ = command("ask", "--json", "--knowledge", parcels)

        lines = told.splitlines()
        assert 2 == len(lines)
        assert lines[0].startswith('{"question": "où est \\"mon\\" colis ? 🙏", "outcome": ')
        assert lines[1].startswith('{"question": "ça / là", ')

    def test_conversation(self, command, parcels, typing):
        """In a conversation an empty line opens another, and prints nothing."""
        typing("boutique", "2", "", "2")
        _, told, _ = command("ask", "--json", "--conversation", "--knowledge", parcels)

        replies = [json.loads(line) for line in told.splitlines()]
        assert ["boutique", "2", "2"] == [reply["question"] for reply in replies]
        assert [None, "boutique-2", None] == [reply["entry"] for reply in replies]

    def test_explained(self, command, parcels):
        """Why goes to standard error: standard output is JSON and nothing else."""
        code, told, errors = command(
            "ask", "--json", "--explain", "--knowledge", parcels, "Où est mon colis ?"
        )

        assert 0 == code
        assert "suivi" == json.loads(told)["entry"]
        assert "suivi" in errors


class TestAskExplained:
    def test_reasons(self, command, parcels):
        """With « --explain » the reply is followed by why: the entries that came nearest."""
        code, told, errors = command("ask", "--explain", "--knowledge", parcels, "Où est mon colis ?")

        assert (0, "") == (code, errors)
        assert told.startswith(f"{TRACKING}\n\n")
        assert "suivi" in told.removeprefix(TRACKING)


class TestAskFlushed:
    def test_one_by_one(self, parcels):
        """Replies come one by one, and a reader who leaves early is no mistake."""
        asking = subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", "--json", "--knowledge", str(parcels)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        with asking:
            asking.stdin.write("Où est mon colis ?\n".encode())
            asking.stdin.flush()
            flushed, _, _ = select.select([asking.stdout], [], [], PATIENCE)
            first = json.loads(asking.stdout.readline()) if flushed else None
            asking.stdout.close()
            asking.stdin.write("Combien coûte l'envoi ?\n".encode() * 3)
            asking.stdin.close()
            errors = asking.stderr.read()

        assert flushed
        assert "suivi" == first["entry"]
        assert (0, b"") == (asking.returncode, errors)


class TestChat:
    def test_conversation(self, command, parcels, typing):
        """The bot welcomes, replies line by line, and leaves when told to."""
        typing("Combien coûte l'envoi ?", "bonjour", "/quitter", "encore")
        code, told, errors = command("chat", "--knowledge", parcels)

        welcome = (
            "Bonjour\u202f! Posez-moi votre question, je vous réponds avec la source."
            " /themes montre de quoi je peux parler.\n\n1. Tous les thèmes\n\n(Ctrl-D ou /quitter pour sortir.)\n\n"
        )
        assert (0, f"{welcome}{PRICE}\n\n{HELLO}\n\n\n", "") == (code, told, errors)

    def test_bad_folder(self, command):
        """A folder that cannot be served exits with 1."""
        code, told, errors = command("chat", "--knowledge", "absent")

        assert (1, "") == (code, told)
        assert errors.startswith("absent — ce dossier n'existe pas.\n")

    def test_interrupted(self, command, parcels, monkeypatch):
        """Ctrl-C while the FAQ is read ends quietly."""

        def interrupted(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("bot.app.assemble", interrupted)

        assert (0, "", "") == command("chat", "--knowledge", parcels)


class TestCheck:
    def test_good(self, command):
        """A good FAQ is counted."""
        told = "1 thème, 1 entrée, 5 formulations : la FAQ est bonne à servir.\n"

        assert (0, told, "") == command("check", write_parcels(Path("faq"), GOOD))

    def test_warnings(self, command):
        """Warnings are told and counted; the FAQ is good to serve, and the exit code is 0."""
        text = GOOD["colis"].replace("    sources: [poste]\n", "")
        told = (
            "faq/colis.yaml:4 — avertissement : l'entrée « suivi » ne cite aucune source.\n"
            "    Ajoutez une ligne « sources: [identifiant] » et décrivez la source dans « _sources.yaml ».\n"
            "1 avertissement dans 1 fichier.\n"
            "1 thème, 1 entrée, 5 formulations : la FAQ est bonne à servir.\n"
        )

        assert (0, told, "") == command("check", write_parcels(Path("faq"), {"colis": text}))

    def test_errors(self, command):
        """Every mistake is told at once, by file and line, with its remedy; the exit code is 1."""
        code, told, errors = command("check", write_parcels(Path("faq"), BROKEN))

        assert (1, "") == (code, errors)
        assert (
            "faq/colis.yaml:4 — l'entrée « suivi » n'a pas de « reponse ».\n"
            "    Ajoutez une ligne au même niveau que les autres :\n"
            '        reponse: "Le colis arrive en 3 jours."\n'
        ) in told
        assert "faq/lieux.yaml:2 — le thème « lieux » n'a pas de « titre »." in told
        assert told.endswith(" dans 2 fichiers.\n")
        assert "bonne à servir" not in told

    def test_no_folder(self, command):
        """A folder that is not there is told, with what one looks like."""
        code, told, _ = command("check", "absent")

        assert 1 == code
        assert told.startswith("absent — ce dossier n'existe pas.\n    Indiquez un dossier")
        assert told.endswith("1 problème dans 1 fichier.\n")

    @pytest.mark.parametrize("option", [True, False])
    def test_folder_named_otherwise(self, command, monkeypatch, option):
        """The folder may be an option, or in the environment."""
        folder = write_parcels(Path("faq"), GOOD)
        monkeypatch.setenv("BOT_KNOWLEDGE", "absent" if option else str(folder))

        assert 0 == command("check", *(["--knowledge", folder] if option else []))[0]


class TestEvaluate:
    @pytest.fixture
    def cases(self):
        path = Path("cas.yaml")
        path.write_text(
            '- {question: "Où est mon colis ?", entree: suivi, genre: net}\n'
            '- {question: "Combien coûte l\'envoi ?", entree: delai, genre: net}\n',
            encoding="utf-8",
        )
        return path

    def test_report(self, command, parcels, cases):
        """The report is printed; wrong answers are no failure of the command."""
        code, told, errors = command("evaluate", cases, "--knowledge", parcels)

        assert (0, "") == (code, errors)
        assert ["genre", "net", "all"] == [line.split()[0] for line in told.split("\n\n")[0].splitlines()]
        assert "Ce qui n'est pas juste (1)" in told
        assert "seuil" not in told

    def test_json(self, command, parcels, cases):
        """The report may be written as JSON too."""
        code, told, _ = command("evaluate", cases, "--knowledge", parcels, "--json", "rapport.json")

        report = json.loads(Path("rapport.json").read_text(encoding="utf-8"))
        assert 0 == code
        assert "Ce qui n'est pas juste" in told
        assert ["rows", "latency_ms", "failures"] == list(report)
        whole = {"genre": "all", "n": 2, "right": 1, "right3": 1, "wrong": 1, "declined": 0}
        assert whole.items() <= report["rows"][-1].items()

    @pytest.mark.parametrize(
        ("thresholds", "expected"),
        [(["0.5", "1"], ["0,50", "1,00"]), ([], ["0,30", "0,40", "0,50", "0,60", "0,70", "0,80", "0,90"])],
    )
    def test_thresholds(self, command, parcels, cases, thresholds, expected):
        """Other thresholds may be tried, given ones or the usual ones."""
        code, told, _ = command("evaluate", cases, "--knowledge", parcels, "--seuil", *thresholds)

        assert 0 == code
        assert expected == [line.split()[0] for line in told.split("\n\n")[-1].splitlines()[2:-1]]

    def test_no_file(self, command, parcels):
        """A file that is not there is told, and exits with 1."""
        told = "absent.yaml — ce fichier n'existe pas.\n    Indiquez un fichier de cas (YAML).\n1 problème dans 1 fichier.\n"

        assert (1, "", told) == command("evaluate", "absent.yaml", "--knowledge", parcels)

    def test_no_place_for_json(self, command, parcels, cases):
        """A report that cannot be written is told, and is wrong use."""
        code, _, errors = command("evaluate", cases, "--knowledge", parcels, "--json", "absent/rapport.json")

        assert 2 == code
        assert "absent/rapport.json" in errors


class TestRun:
    @pytest.fixture
    def served(self, monkeypatch):
        """What was to be served; serving ends at once."""
        calls = []

        def serve(*arguments, on_conflict):
            calls.append((*arguments, on_conflict))

        monkeypatch.setattr("bot.app.serve", serve)
        return calls

    def test_no_token(self, command, served):
        """Without a token nothing is served, and the operator reads where to get one."""
        told = "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234\n"

        assert (2, "", told) == command("run")
        assert [] == served

    def test_all_at_once(self, command, served, monkeypatch):
        """Every wrong setting is told at once."""
        monkeypatch.setenv("BOT_LOG", "xml")
        monkeypatch.setenv("BOT_API_URL", "ici")
        code, _, errors = command("run")

        assert 2 == code
        assert ["BOT_TOKEN", "BOT_API_URL", "BOT_LOG"] == [line.split()[0] for line in errors.splitlines()]
        assert [] == served

    @pytest.mark.parametrize("option", [True, False])
    def test_served(self, command, served, monkeypatch, option):
        """With a token the folder is served, until the bot is told to stop."""
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        monkeypatch.setenv("BOT_KNOWLEDGE", "autre" if option else "faq")

        assert (0, "", "") == command("run", *(["--knowledge", "faq"] if option else []))
        settings, folder, _ = served[0]
        assert (TOKEN, Path("faq")) == (settings.token, folder)

    def test_conflict(self, command, served, monkeypatch, capsys):
        """Another bot with the same token is told as long as we serve."""
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        command("run")
        served[0][-1]()

        expected = (
            "Un autre programme sert déjà le bot de ce jeton (BOT_TOKEN) : chacun prend une partie des messages de "
            "l'autre. Arrêtez l'un des deux. Celui-ci continue d'essayer, et servira seul dès que l'autre aura cessé.\n"
        )
        assert expected == capsys.readouterr().err

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (
                TokenRefusedError,
                "Telegram refuse ce jeton (BOT_TOKEN). Redemandez-le à @BotFather : /mybots, votre bot, « API Token ».\n",
            ),
            (
                NoBotApiError,
                "Aucun serveur Bot API ne répond à l'adresse de BOT_API_URL. Donnez-la jusqu'à « /bot » compris, sans le jeton. Exemple : BOT_API_URL=http://127.0.0.1:8081/bot\n",
            ),
        ],
    )
    def test_refused(self, command, monkeypatch, error, told):
        """What keeps us from serving is wrong use, and the operator reads how to mend it."""

        def serve(*_, **__):
            raise error

        monkeypatch.setattr("bot.app.serve", serve)
        monkeypatch.setenv("BOT_TOKEN", TOKEN)

        assert (2, "", told) == command("run")

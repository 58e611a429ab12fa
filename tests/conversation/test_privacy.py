"""What we keep of people, and what was erased, as they read it."""

import pytest
from conversing import ordered, said

from bot.conversation import Forgotten, Outcome, Privacy, Reply, Thread, forgotten
from bot.knowledge import Voice

VOICE = Voice(
    {
        "confidentialite": "Un jour.",
        "oublie": "{conversations} et {votes}.",
        "oublie-rien": "Rien.",
        "oublie-plus-tard": "Plus tard.",
    }
)


class TestPrivacy:
    def test_told(self):
        """Who asks what we keep reads it."""
        reply = Privacy(VOICE)(ordered("confidentialite"), Thread())

        assert Reply(Outcome.SOCIAL, "Un jour.") == reply

    def test_nothing_kept(self):
        """Where nothing is kept there is nothing to erase."""
        assert Reply(Outcome.SOCIAL, "Rien.") == Privacy(VOICE)(ordered("oublier"), Thread())

    @pytest.mark.parametrize("message", [ordered("themes"), said("confidentialite")])
    def test_anything_else(self, message):
        """Other commands, and words, are for others."""
        assert Privacy(VOICE)(message, Thread()) is None


class TestForgotten:
    @pytest.mark.parametrize(
        ("what", "text"),
        [
            (Forgotten(2, 0), "2 et 0."),
            (Forgotten(0, 1), "0 et 1."),
            (Forgotten(), "Rien."),
            (Forgotten(1, 1, postponed=True), "Plus tard."),
        ],
    )
    def test_said(self, what, text):
        """What was erased is counted; what could not be yet is not said to be."""
        assert Reply(Outcome.SOCIAL, text) == forgotten(VOICE, what)

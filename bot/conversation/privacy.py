"""Ability: what we keep of people, said plainly, and what was erased."""

from bot.knowledge import Voice

from .memory import Forgotten
from .message import Message, MessageKind
from .reply import Outcome, Reply
from .thread import Thread


class Privacy:
    """Replies to `/confidentialite`; and to `/oublier` where nothing is kept, for a channel that keeps does it itself."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def __call__(self, message: Message, _thread: Thread) -> Reply | None:
        """What we keep; None for anything else."""
        if message.kind is not MessageKind.COMMAND:
            return None
        if message.command == "confidentialite":
            return Reply(Outcome.SOCIAL, self._voice.say("confidentialite"))
        return forgotten(self._voice, Forgotten()) if message.command == "oublier" else None


def forgotten(voice: Voice, what: Forgotten) -> Reply:
    """What was erased, told to the person."""
    if what.postponed:
        return Reply(Outcome.SOCIAL, voice.say("oublie-plus-tard"))
    if not (what.threads or what.votes or what.subscribed):
        return Reply(Outcome.SOCIAL, voice.say("oublie-rien"))
    counts = {"conversations": str(what.threads), "votes": str(what.votes)}
    said = voice.say("oublie", **counts)
    return Reply(Outcome.SOCIAL, f"{said} {voice.say('oublie-abonnement')}" if what.subscribed else said)

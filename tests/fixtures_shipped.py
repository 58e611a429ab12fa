"""The bot on the FAQ that ships, assembled once for all the tests that talk to it."""

from functools import cache

from bot.app import App, assemble
from bot.settings import shipped_knowledge


@cache
def shipped() -> App:
    return assemble(shipped_knowledge())

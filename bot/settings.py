"""What the operator decides, read from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PACKAGE = Path(__file__).parent

DEFAULT_TIMEZONE = ZoneInfo("Africa/Lome")
DEFAULT_PACE, MOST_PACE = 28.0, 1_000.0
"""Telegram takes about 30 messages a second; 1,000 of who pays for them."""

DEFAULT_LISTEN = "127.0.0.1:8080"
LAST_PORT = 65_535

UNUSABLE_DATABASE = "BOT_DATABASE n'est pas l'adresse d'une base SQLite ou PostgreSQL. Exemple : BOT_DATABASE=postgresql://bot:motdepasse@localhost/bot"


def shipped_knowledge() -> Path:
    """The FAQ that ships: inside the package when installed from a wheel, beside it in a checkout."""
    installed = _PACKAGE / "faq"
    return installed if installed.is_dir() else _PACKAGE.parent / "knowledge"


class SettingsError(Exception):
    """Settings are missing or wrong; holds one French line for each, with an example."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates, instead of being asked for them."""

    url: str
    secret: str
    """Sent back by Telegram with each update; what comes without it is not Telegram's."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides."""

    token: str
    knowledge: Path

    data: Path
    """Where the bot keeps what it remembers."""

    api_url: str | None
    """Of a Bot API server of one's own, up to and including « /bot »; None for Telegram's."""

    log: str
    """« text » or « json »."""

    admins: frozenset[int] = frozenset()
    """Telegram's ids of those who may announce."""

    database: str | None = None
    """An SQLAlchemy URL; None for an SQLite file in `data`."""

    timezone: ZoneInfo = DEFAULT_TIMEZONE
    """Of the dates people write and read."""

    webhook: Webhook | None = None
    """None to poll."""

    pace: float = DEFAULT_PACE
    """Announcements a second at most."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, needs_token: bool = False) -> "Settings":
        """The settings; raises SettingsError, which names every missing or wrong one at once."""
        reading = _Reading(environment)
        found = cls(
            token=reading.token(needed=needs_token),
            knowledge=Path(reading.text("BOT_KNOWLEDGE") or shipped_knowledge()),
            data=Path(reading.text("BOT_DATA") or "data"),
            api_url=reading.api_url(),
            log=reading.log(),
            admins=reading.admins(),
            database=reading.database(),
            timezone=reading.timezone(),
            webhook=reading.webhook(),
            pace=reading.pace(),
        )
        if reading.wrong:
            raise SettingsError(reading.wrong)
        return found


class _Reading:
    """One look at an environment: each value, and a line for each that is missing or wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.wrong: list[str] = []

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def token(self, *, needed: bool) -> str:
        token = self.text("BOT_TOKEN")
        if needed and not token:
            self.wrong.append(
                "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
            )
        elif needed and not re.fullmatch(r"\d+:[\w-]+", token):
            self.wrong.append(
                "BOT_TOKEN n'a pas la forme d'un jeton : des chiffres, « : », des lettres. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
            )
        return token

    def api_url(self) -> str | None:
        url = self.text("BOT_API_URL")
        if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?/bot", url):
            self.wrong.append(
                "BOT_API_URL doit être une adresse qui finit par « /bot ». Exemple : BOT_API_URL=http://127.0.0.1:8081/bot"
            )
        return url or None

    def log(self) -> str:
        log = self.text("BOT_LOG") or "text"
        if log not in ("text", "json"):
            self.wrong.append("BOT_LOG doit valoir « text » ou « json ». Exemple : BOT_LOG=text")
        return log

    def admins(self) -> frozenset[int]:
        ids = [part.strip() for part in self.text("BOT_ADMINS").split(",") if part.strip()]
        if not all(part.isascii() and part.isdecimal() for part in ids):
            self.wrong.append(
                "BOT_ADMINS doit être une suite de numéros d'utilisateur Telegram, séparés par des virgules. Exemple : BOT_ADMINS=123456,234567"
            )
            return frozenset()
        return frozenset(map(int, ids))

    def database(self) -> str | None:
        url = self.text("BOT_DATABASE")
        if url and not re.fullmatch(r"(sqlite|postgresql)(\+\w+)?://\S+", url):
            self.wrong.append(UNUSABLE_DATABASE)
        return url or None

    def timezone(self) -> ZoneInfo:
        name = self.text("BOT_TIMEZONE")
        try:
            return ZoneInfo(name) if name else DEFAULT_TIMEZONE
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong.append("BOT_TIMEZONE n'est pas un fuseau horaire. Exemple : BOT_TIMEZONE=Africa/Lome")
            return DEFAULT_TIMEZONE

    def pace(self) -> float:
        pace = self.text("BOT_PACE").replace(",", ".")
        if pace and not (re.fullmatch(r"\d+(\.\d+)?", pace, re.ASCII) and 1 <= float(pace) <= MOST_PACE):
            self.wrong.append(
                "BOT_PACE doit être un nombre d'annonces par seconde, de 1 à 1000. Exemple : BOT_PACE=28"
            )
            return DEFAULT_PACE
        return float(pace) if pace else DEFAULT_PACE

    def webhook(self) -> Webhook | None:
        url, secret = self.text("BOT_WEBHOOK_URL"), self.text("BOT_WEBHOOK_SECRET")
        if url and not re.fullmatch(r"https://[^\s/]+(/\S*)?", url):
            self.wrong.append(
                "BOT_WEBHOOK_URL doit être une adresse https. Exemple : BOT_WEBHOOK_URL=https://bot.exemple.tg/telegram"
            )
        if url and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
            self.wrong.append(
                "BOT_WEBHOOK_SECRET est nécessaire avec BOT_WEBHOOK_URL : de 1 à 256 lettres, chiffres, _ ou -. Exemple : BOT_WEBHOOK_SECRET=une-longue-suite-au-hasard"
            )
        listen = re.fullmatch(r"(\S+):(\d{1,5})", self.text("BOT_LISTEN") or DEFAULT_LISTEN)
        if listen is None or not 0 < int(listen[2]) <= LAST_PORT:
            self.wrong.append(
                f"BOT_LISTEN doit être une adresse et un port. Exemple : BOT_LISTEN={DEFAULT_LISTEN}"
            )
            return None
        return Webhook(url, secret, listen[1], int(listen[2])) if url else None


def environment_with_file(path: Path = Path(".env")) -> dict[str, str]:
    """The environment, completed by a `.env` file; what the environment says wins."""
    if not path.is_file():
        return dict(os.environ)
    from dotenv import dotenv_values  # noqa: PLC0415  # without a file, commands start faster without it

    values = dotenv_values(path)
    return {**{key: value for key, value in values.items() if value is not None}, **os.environ}

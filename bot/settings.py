"""What the operator decides, read from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent


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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, needs_token: bool = False) -> "Settings":
        """The settings; raises SettingsError, which names every missing or wrong one at once."""
        token = environment.get("BOT_TOKEN", "").strip()
        folder = environment.get("BOT_KNOWLEDGE", "").strip()
        data = environment.get("BOT_DATA", "").strip() or "data"
        api_url = environment.get("BOT_API_URL", "").strip()
        log = environment.get("BOT_LOG", "").strip() or "text"
        wrong = []
        if needs_token and not token:
            wrong.append(
                "BOT_TOKEN manque : c'est le jeton que @BotFather vous a donné. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
            )
        elif needs_token and not re.fullmatch(r"\d+:[\w-]+", token):
            wrong.append(
                "BOT_TOKEN n'a pas la forme d'un jeton : des chiffres, « : », des lettres. Exemple : BOT_TOKEN=123456:ABC-DEF1234"
            )
        if api_url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", api_url):
            wrong.append("BOT_API_URL n'est pas une adresse. Exemple : BOT_API_URL=http://127.0.0.1:8081/bot")
        if log not in ("text", "json"):
            wrong.append("BOT_LOG doit valoir « text » ou « json ». Exemple : BOT_LOG=text")
        if wrong:
            raise SettingsError(wrong)
        return cls(token, Path(folder) if folder else shipped_knowledge(), Path(data), api_url or None, log)


def environment_with_file(path: Path = Path(".env")) -> dict[str, str]:
    """The environment, completed by a `.env` file; what the environment says wins."""
    if not path.is_file():
        return dict(os.environ)
    from dotenv import dotenv_values  # noqa: PLC0415  # without a file, commands start faster without it

    values = dotenv_values(path)
    return {**{key: value for key, value in values.items() if value is not None}, **os.environ}

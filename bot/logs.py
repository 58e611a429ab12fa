"""Log lines for the operator: short, in English, without the token nor what people wrote."""

import json
import logging
import sys
from datetime import UTC, datetime

_OURS = "bot"


def set_up(style: str, secrets: tuple[str, ...]) -> None:
    """Log to standard error, as « text » or « json » lines; `secrets` never appear in one."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(style, secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OURS).setLevel(logging.INFO)


class _Formatter(logging.Formatter):
    """Says our own lines whole; of libraries' lines only the template, for their arguments hold what people wrote."""

    def __init__(self, style: str, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._as_json = style == "json"
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        ours = record.name.split(".")[0] == _OURS
        said = record.getMessage() if ours else str(record.msg).split("\n", 1)[0]
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        if self._as_json:
            line = json.dumps(
                {
                    "time": moment,
                    "level": record.levelname,
                    "logger": record.name,
                    "message": said,
                    "error": error,
                }
            )
        else:
            line = f"{moment} {record.levelname} {record.name}: {said}" + (f" error={error}" if error else "")
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line

"""What each result changes in the ledger's row it is the result of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.announcements import State, results

from .deliveries import DELIVERIES, REASON_MOST, SENDING
from .moments import seconds_of


async def settle(
    connection: AsyncConnection,
    holder: str,
    found: Mapping[int, results.Result],
    now: datetime,
    most_tries: int,
) -> None:
    """Write down what became of a holder's deliveries, also of those taken for lost."""
    theirs = (
        (DELIVERIES.c.id == bindparam("number"))
        & (DELIVERIES.c.holder == holder)
        & or_(SENDING, DELIVERIES.c.state == State.UNKNOWN)
    )
    for result_type, values in _VALUES.items():
        rows = [
            {"number": number, **_parameters(result, now)}
            for number, result in found.items()
            if type(result) is result_type
        ]
        if rows:
            settled = update(DELIVERIES).where(theirs).values(**values(most_tries), at=seconds_of(now))
            await connection.execute(settled, rows)


def _ended(state: State) -> Any:
    return lambda _most: {"state": state, "reason": bindparam("why"), "holder": None}


def _waits(state: Any = State.WAITING) -> dict[str, Any]:
    return {"state": state, "reason": bindparam("why"), "due": bindparam("when"), "holder": None}


def _waits_but(most_tries: int) -> dict[str, Any]:
    tried_out = DELIVERIES.c.tries >= most_tries
    return _waits(case((tried_out, str(State.FAILED)), else_=str(State.WAITING)))


def _waits_there(_most: int) -> dict[str, Any]:
    """Where it now lives, unless that address has a delivery of its own."""
    there = DELIVERIES.c.chat == bindparam("there")
    return _waits(case((there, str(State.WAITING)), else_=str(State.FAILED)))


_VALUES: Mapping[type, Any] = {
    results.Sent: lambda _most: {
        "state": State.SENT,
        "message": func.coalesce(bindparam("copy"), DELIVERIES.c.message),
        "reason": None,
    },
    results.Refused: _ended(State.REFUSED),
    results.Failed: _ended(State.FAILED),
    # Ours until it is known: the answer may still come.
    results.Unknown: lambda _most: {"state": State.UNKNOWN, "reason": bindparam("why")},
    results.TooFast: _waits_but,
    results.NotLeft: lambda _most: _waits(),
    results.Moved: _waits_there,
}


def _parameters(result: results.Result, now: datetime) -> dict[str, Any]:
    match result:
        case results.Sent(message):
            return {"copy": message}
        case results.Refused(reason) | results.Failed(reason) | results.Unknown(reason):
            return {"why": reason[:REASON_MOST]}
        case results.TooFast(seconds):
            return {"why": "too fast", "when": seconds_of(now + timedelta(seconds=seconds))}
        case results.NotLeft(reason):
            return {"why": reason[:REASON_MOST], "when": seconds_of(now)}
        case results.Moved(contact):
            return {"why": "moved", "when": seconds_of(now), "there": contact.id}

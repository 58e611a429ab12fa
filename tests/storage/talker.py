"""A bot that people talk to all at once; it tells each turn once it is remembered. To be killed."""

import asyncio
import json
import sys
import time
from pathlib import Path

from soak import contact_of, sayings, turn

from bot.app import assemble
from bot.storage import Database, StoredMemory


async def main(faq: Path, folder: Path, turns: int) -> None:
    places = json.loads(sys.stdin.readline())
    app = assemble(faq)
    memory = StoredMemory(Database(None, folder))
    await memory.open()

    async def talk(person: int, place: int) -> None:
        contact = contact_of(person)
        for number, text in enumerate(sayings(person, turns)[place:], place + 1):
            began = time.perf_counter()
            reply, thread = turn(app, person, text, memory.thread(contact))
            memory.keep(contact, thread, reply)
            if await memory.settled():
                print(json.dumps([person, number, time.perf_counter() - began]), flush=True)

    await asyncio.gather(*(talk(int(person), place) for person, place in places.items()))
    await memory.close()


asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))

"""The very bytes of the database, once people have talked: what may not be in it is not."""

import pytest
from fixtures_dialogue import write_parcels

from bot.app import assemble
from bot.channels.channel import message_of
from bot.conversation import Contact, Outcome
from bot.storage import Database, StoredMemory

PERSONAL = (
    "90123456",
    "90 12 34 56",
    "+228 91-23-45-67",
    "afi@exemple.tg",
    "@afi_mensah",
    "https://exemple.tg/afi",
    "wa.me",
)

SAID = (
    "où est mon colis que j'attends ?",
    "combien coûte l'envoi du paquet jaune ?",
    "je vous remercie beaucoup",
    "/question délai livraison rapide",
    "je cherche votre boutique svp",
)
"""What is answered, suggested to or said out of courtesy: nothing of it is kept."""

IN_VAIN = tuple(f"mon zébu violet a-t-il {text} pour le vétérinaire ?" for text in PERSONAL)
"""What is asked in vain is kept, what is personal in it is not."""


@pytest.fixture
async def spoken(tmp_path, clock):
    """A memory in a folder after a day of talk, and the people who talked."""
    app = assemble(write_parcels(tmp_path / "faq"))
    memory = StoredMemory(Database(None, tmp_path / "data"), now=clock)
    await memory.open()
    people = [Contact("telegram", str(number), str(number)) for number in (7001001, 7001002)]
    people += [Contact("telegram", "-7009", person.person) for person in people]
    outcomes = set()
    for contact in people:
        for text in (*SAID, *IN_VAIN):
            thread = memory.thread(contact)
            reply, thread = app.responder.reply_to(message_of(contact, text, thread), thread)
            assert (reply.missed is not None) == (text in IN_VAIN), text
            outcomes.add(reply.outcome)
            memory.keep(contact, thread, reply)
            await memory.settled()
    assert set(Outcome) == outcomes
    yield memory, people
    await memory.close()


def found(folder, texts):
    """Those of some texts that are in any file of a folder, the journal included."""
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    return [text for text in texts if text.lower().encode() in held.lower()]


class TestScan:
    async def test_nothing_personal(self, spoken, tmp_path):
        """No number, address, link nor name is in it, and nothing that was answered; what was asked in vain is."""
        memory, _ = spoken

        assert [] == found(tmp_path / "data", (*PERSONAL, *SAID))
        assert ["mon zébu violet a-t-il"] == found(tmp_path / "data", ["mon zébu violet a-t-il"])
        assert await memory.settled()

    async def test_forgotten(self, spoken, tmp_path):
        """Of somebody who asked to be forgotten not even the number is left; the others' is."""
        memory, people = spoken
        await memory.forget(people[0])

        assert [people[1].person] == found(tmp_path / "data", [person.person for person in people[:2]])

    async def test_past_its_time(self, spoken, tmp_path, clock):
        """What is purged is gone from the bytes too: a day later nobody is left, 180 days later no question."""
        memory, people = spoken
        left = []
        for days in (1, 179):
            clock.passes(days=days)
            await memory._writer._purge()
            left.append(found(tmp_path / "data", [people[0].person, people[1].person, "zébu violet"]))

        assert [["zébu violet"], []] == left

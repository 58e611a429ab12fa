"""A memory without a database, for what only needs one that remembers."""

from bot.conversation import Contact, Forgotten, Reply, Thread


class FakeMemory:
    """Fulfils `Memory` as long as it lives."""

    def __init__(self) -> None:
        self.threads: dict[Contact, Thread] = {}
        self.kept: list[Reply] = []
        """Every reply kept, in order."""

        self.forgotten = Forgotten()
        """What is said to have been erased."""

        self.asked_to_forget: list[Contact] = []
        self.opened = self.closed = False

    async def open(self) -> None:
        self.opened = True

    async def close(self) -> None:
        self.closed = True

    def thread(self, contact: Contact) -> Thread:
        return self.threads.get(contact, Thread())

    def keep(self, contact: Contact, thread: Thread, reply: Reply) -> None:
        self.threads[contact] = thread
        self.kept.append(reply)

    async def forget(self, contact: Contact) -> Forgotten:
        self.asked_to_forget.append(contact)
        self.threads.pop(contact, None)
        return self.forgotten

    async def settled(self) -> bool:
        return True

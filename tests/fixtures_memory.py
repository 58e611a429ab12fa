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


class FakeRecords:
    """Fulfils `GroupRecords` as long as it lives."""

    def __init__(self) -> None:
        self.groups: dict[str, dict] = {}
        """What is kept of each group we are in."""

        self.left: dict[str, dict] = {}
        self.moves: list[tuple[str, str]] = []

    def record(self, _channel: str, chat: str):
        return self.groups.get(chat)

    def records(self, _channel: str):
        return iter(self.groups.values())

    def enter(self, _channel: str, chat: str) -> None:
        self.groups[chat] = self.left.pop(chat, self.groups.get(chat, {}))

    def keep_record(self, _channel: str, chat: str, record) -> None:
        self.groups[chat] = record

    def leave(self, _channel: str, chat: str) -> None:
        if chat in self.groups:
            self.left[chat] = self.groups.pop(chat)

    def move(self, _channel: str, chat: str, to: str) -> None:
        self.moves.append((chat, to))
        if chat in self.groups:
            self.groups[to] = self.groups.pop(chat)

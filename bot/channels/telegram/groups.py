"""What is said in groups: who speaks to us is answered; the others, hardly ever."""

from telegram import Message, Update

from .addressing import asked
from .group_settings import Groups
from .handlers import Context, Handlers
from .listening import Listening


class InGroups:
    """Tells what is meant for us from what is not."""

    def __init__(self, handlers: Handlers, groups: Groups) -> None:
        self._handlers = handlers
        self._groups = groups
        self._listening = Listening()

    async def message(self, update: Update, context: Context) -> None:
        """Answer what is said to us; what is said to nobody, if the group lets us listen and we are sure."""
        message = update.message
        if message is None:
            return
        if not self._groups.knows(message.chat_id):
            # We were added before this version took note of it.
            self._groups.enter(message.chat_id)
        said = asked(message, context.bot)
        if said is not None:
            await self._handlers.answer(update, context, said)
        elif self._may_overhear(message) and await self._handlers.overhear(update, context):
            self._listening.answered(message.chat_id)

    def _may_overhear(self, message: Message) -> bool:
        return self._groups.settings(message.chat_id).listening and self._listening.may_answer(message)

"""The Bot API server of these tests behaves as Telegram's: a bot written with another library gets along with it."""

import asyncio
import contextlib
import time

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BufferedInputFile,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
)
from aiohttp import web
from bot_api import TOKEN, USERNAME
from people import Person

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Oui", callback_data="oui")]])
ARTICLE = InlineQueryResultArticle(
    id="a", title="Fibre", input_message_content=InputTextMessageContent(message_text="250 km")
)


@pytest.fixture
def api(own_api):
    return own_api


@pytest.fixture
async def bot(api):
    server = TelegramAPIServer.from_base(api.url.removesuffix("/bot"))
    async with Bot(TOKEN, AiohttpSession(api=server)) as bot:
        yield bot


@pytest.fixture
def afi(api, words):
    return Person.alone(api, words)


async def updates(bot, offset=None):
    """What the bot gets when it asks, confirming nothing."""
    return await bot.get_updates(offset=offset, timeout=0)


async def texts(bot):
    return [update.message.text for update in await updates(bot) if update.message and update.message.text]


class TestPrivacy:
    async def test_on(self, api, bot, afi):
        """In privacy mode a bot reads commands to it, replies to it and service messages; no talk, not even its name."""
        group = api.new_group(privacy=True)
        member = afi.in_group(group)
        ours = await bot.send_message(group.id, "Bonjour")
        member.writes("on se voit demain ?")
        member.writes(f"@{USERNAME} on se voit demain ?")
        member.writes(f"/question@{USERNAME} demain ?")
        member.writes("/question@un_autre_bot demain ?")
        member.writes("/question demain ?")
        member.replies(api.shown[0], "et après-demain ?")
        member.joins()

        assert ours.message_id == api.shown[0].id
        expected = [f"/question@{USERNAME} demain ?", "/question demain ?", "et après-demain ?"]
        assert expected == await texts(bot)
        assert (await updates(bot))[-1].message.new_chat_members

    async def test_another_bot_wrote_last(self, api, bot, afi):
        """A command that names no bot goes to the one which wrote last; and no bot ever reads another's words."""
        group = api.new_group(privacy=True)
        afi.in_group(group).as_other_bot().writes("/question")
        afi.in_group(group).writes("/question demain ?")

        assert [] == await texts(bot)

    async def test_admin(self, api, bot, afi):
        """A bot that is admin reads all but other bots, privacy mode or not."""
        member = afi.in_group(api.new_group(privacy=True, bot="administrator"))
        member.writes("on se voit demain ?")
        member.as_other_bot().writes("achetez !")

        assert ["on se voit demain ?"] == await texts(bot)

    async def test_off(self, api, bot, afi):
        """Without privacy mode a bot reads all but other bots: hidden admins, channels, the group's own channel."""
        member = afi.in_group(api.new_group())
        for someone in (member, member.hidden(), member.as_channel(), member.as_linked_channel()):
            someone.writes("bonjour")

        messages = [update.message for update in await updates(bot)]
        assert [afi.id, 1087968824, 136817688, 777000] == [message.from_user.id for message in messages]
        assert messages[0].chat.id == messages[1].sender_chat.id
        assert [None, None, None, True] == [message.is_automatic_forward for message in messages]


class TestMembers:
    async def test_admins(self, api, bot, afi):
        """The bot is told who governs a group; a stranger has left."""
        group = api.new_group(bot="administrator")
        kofi = Person.alone(api, []).in_group(group, place="creator")
        afi.in_group(group).writes("bonjour")

        admins = await bot.get_chat_administrators(group.id)
        places = [(await bot.get_chat_member(group.id, someone)).status for someone in (kofi.id, afi.id, 5)]
        assert {"administrator", "creator"} == {admin.status for admin in admins}
        assert ["creator", "member", "left"] == places

    async def test_own_place(self, api, bot, afi):
        """The bot is told when it is added, restricted and removed; then it may not write."""
        group = api.new_group(bot="left")
        refusals = []
        for place in ("member", "restricted", "kicked"):
            api.bot_becomes(group, place, afi.user)
            try:
                await bot.send_message(group.id, "Bonjour")
            except (TelegramForbiddenError, TelegramBadRequest) as error:
                refusals.append(type(error))

        changes = [update.my_chat_member for update in await updates(bot)]
        assert ["member", "restricted", "kicked"] == [change.new_chat_member.status for change in changes]
        assert [TelegramBadRequest, TelegramForbiddenError] == refusals

    async def test_blocked(self, bot, afi):
        """Who blocks the bot gets nothing until they unblock it."""
        afi.blocks()
        with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
            await bot.send_message(afi.chat, "Bonjour")
        afi.unblocks()
        await bot.send_message(afi.chat, "Bonjour")

        places = [update.my_chat_member.new_chat_member.status for update in await updates(bot)]
        assert ["kicked", "member"] == places

    async def test_migrated(self, api, bot, afi):
        """A group that became a supergroup says under which number it lives on."""
        group = api.new_group(kind="group")
        new = api.migrate(group, afi.user)

        with pytest.raises(TelegramMigrateToChat) as refused:
            await bot.send_message(group.id, "Bonjour")
        await bot.send_message(new.id, "Bonjour")
        place, *moves = await updates(bot)
        told = [update.message for update in moves]
        assert (new.id, "left") == (place.my_chat_member.chat.id, place.my_chat_member.old_chat_member.status)
        assert new.id == refused.value.migrate_to_chat_id
        assert [new.id, None] == [message.migrate_to_chat_id for message in told]
        assert [None, group.id] == [message.migrate_from_chat_id for message in told]

    async def test_topics(self, api, bot, afi):
        """A topic takes messages while it is open; one nobody made takes none."""
        group = api.new_group(forum=True)
        topic = api.opens_topic(group, "Annonces", afi.user)
        afi.in_group(group, topic).writes("bonjour")
        sent = await bot.send_message(group.id, "Bonjour", message_thread_id=topic)
        with pytest.raises(TelegramBadRequest, match="thread not found"):
            await bot.send_message(group.id, "Bonjour", message_thread_id=topic + 1)
        api.closes_topic(group, topic, afi.user)
        with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
            await bot.send_message(group.id, "Bonjour", message_thread_id=topic)

        assert (topic, True) == (sent.message_thread_id, sent.is_topic_message)
        assert ["bonjour"] == await texts(bot)


class TestMessages:
    async def test_life(self, api, bot, afi):
        """A message is edited, copied, pinned in private, deleted; what is gone cannot be edited."""
        sent = await bot.send_message(afi.chat, "Bonjour", reply_markup=BUTTONS)
        await bot.edit_message_reply_markup(chat_id=afi.chat, message_id=sent.message_id)
        await bot.edit_message_text("Bonsoir", chat_id=afi.chat, message_id=sent.message_id)
        await bot.copy_message(afi.chat, afi.chat, sent.message_id)
        await bot.pin_chat_message(afi.chat, sent.message_id)
        await bot.send_chat_action(afi.chat, "typing")
        await bot.delete_message(afi.chat, sent.message_id)

        with pytest.raises(TelegramBadRequest, match="not found"):
            await bot.edit_message_text("Adieu", chat_id=afi.chat, message_id=sent.message_id)
        assert ["Bonjour", "Bonjour", "Bonsoir", "Bonsoir"] == [message.text for message in afi.seen()]
        assert [["Oui"], [], [], []] == [message.buttons for message in afi.seen()]
        assert [(afi.chat, sent.message_id)] == api.deleted == api.pinned

    async def test_files(self, bot, afi):
        """A picture and a file are shown with what is written under them."""
        await bot.send_photo(afi.chat, BufferedInputFile(b"x", "a.png"), caption="La carte")
        await bot.send_document(afi.chat, BufferedInputFile(b"x", "a.csv"), caption="La liste")

        assert ["La carte", "La liste"] == [message.text for message in afi.seen()]

    async def test_reply(self, bot, afi):
        """A reply needs the message it replies to, unless told otherwise."""
        afi.writes("bonjour")
        await bot.send_message(
            afi.chat, "a", reply_parameters=ReplyParameters(message_id=afi.sent[0]["message_id"])
        )
        missing = {"message_id": 1, "allow_sending_without_reply": True}
        await bot.send_message(afi.chat, "b", reply_parameters=ReplyParameters(**missing))

        with pytest.raises(TelegramBadRequest, match="be replied not found"):
            await bot.send_message(afi.chat, "c", reply_parameters=ReplyParameters(message_id=1))
        assert ["a", "b"] == [message.text for message in afi.seen()]

    async def test_edited(self, bot, afi):
        """The bot is told what someone's message became."""
        afi.writes("livréson")
        afi.edits("livraison")

        written, edited = await updates(bot)
        assert written.message.message_id == edited.edited_message.message_id
        assert "livraison" == edited.edited_message.text


class TestEphemeral:
    @pytest.mark.parametrize("bot_place", ["administrator", "member"])
    async def test_after_command(self, api, bot, afi, bot_place):
        """After an ephemeral command any bot may answer so; only an admin may do it unasked. One member sees it."""
        group = api.new_group(bot=bot_place)
        member, kofi = afi.in_group(group), Person.alone(api, []).in_group(group)
        to = EphemeralMessageParameters(receiver_user_id=afi.id)
        if bot_place == "member":
            with pytest.raises(TelegramBadRequest):
                await bot.send_message(group.id, "Psst", ephemeral_message_parameters=to)
            member.whispers("/question")
        sent = await bot.send_message(group.id, "Psst", ephemeral_message_parameters=to)
        about = {
            "chat_id": group.id,
            "receiver_user_id": afi.id,
            "ephemeral_message_id": sent.ephemeral_message_id,
        }
        await bot.edit_ephemeral_message_text(text="Pst", **about)
        await bot.delete_ephemeral_message(**about)

        with pytest.raises(TelegramBadRequest, match="not found"):
            await bot.edit_ephemeral_message_text(text="Psssst", **about)
        assert ["Psst", "Pst"] == [message.text for message in member.seen()]
        assert [] == kofi.seen()

    async def test_after_tap(self, api, bot, afi):
        """After a tap any bot may answer ephemerally the one who tapped."""
        group = api.new_group()
        await bot.send_message(group.id, "Qui veut savoir ?", reply_markup=BUTTONS)
        tap = afi.in_group(group).presses("oui", api.shown[0])
        to = EphemeralMessageParameters(receiver_user_id=afi.id, callback_query_id=tap)
        await bot.send_message(group.id, "Voilà", ephemeral_message_parameters=to)

        assert afi.id == api.shown[-1].receiver

    @pytest.mark.parametrize(("mode", "receiver"), [("refused", "nobody"), ("ignored", None)])
    async def test_not_available(self, api, bot, afi, mode, receiver):
        """A server may refuse such messages; an old one knows no better than to show them to all."""
        api.ephemeral = mode
        group = api.new_group(bot="administrator")
        to = EphemeralMessageParameters(receiver_user_id=afi.id)
        if mode == "refused":
            with pytest.raises(TelegramBadRequest):
                await bot.send_message(group.id, "Psst", ephemeral_message_parameters=to)
        else:
            await bot.send_message(group.id, "Psst", ephemeral_message_parameters=to)

        assert [receiver] == [message.receiver for message in api.shown] or not api.shown


class TestQueries:
    async def test_inline(self, api, bot, afi):
        """Who types gets a list; what they choose is a message whose buttons name it by its inline number."""
        query = afi.types("fibre")
        update = (await updates(bot))[-1]
        button = InlineQueryResultsButton(text="Demander", start_parameter="fibre")
        article = ARTICLE.model_copy(update={"reply_markup": BUTTONS})
        await bot.answer_inline_query(update.inline_query.id, [article], next_offset="20", button=button)
        answer = api.inline_answers[0]
        message = afi.chooses("Fibre", answer)
        afi.presses("oui", message)

        *_, chosen, tap = await updates(bot)
        await bot.edit_message_text("251 km", inline_message_id=tap.callback_query.inline_message_id)
        assert (query, ["Fibre"], "20", "fibre") == (
            answer.query,
            answer.titles,
            answer.next_offset,
            answer.button["start_parameter"],
        )
        assert "a" == chosen.chosen_inline_result.result_id
        assert ["250 km", "251 km"] == [shown.text for shown in afi.seen()]
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bot.answer_inline_query(query, [])

    async def test_guest(self, bot, afi):
        """A bot named where it is no member answers once, in a message like those of inline mode."""
        elsewhere = afi.in_group(-77)
        query = elsewhere.names_guest("fibre")
        message = (await updates(bot))[-1].guest_message
        sent = await bot.answer_guest_query(query, ARTICLE)

        assert (query, f"@{USERNAME} fibre") == (message.guest_query_id, message.text)
        assert [("250 km", sent.inline_message_id)] == [(m.text, m.inline) for m in elsewhere.seen()]


class TestAbout:
    async def test_menus(self, api, bot):
        """Each scope has its menu; the descriptions are kept."""
        commands = [BotCommand(command="aide", description="Aide")]
        await bot.set_my_commands(commands)
        await bot.set_my_commands(commands * 2, BotCommandScopeAllGroupChats())
        await bot.set_my_description("Je réponds.")
        await bot.set_my_short_description("Réponses")

        assert {"default": 1, "all_group_chats": 2} == {scope: len(menu) for scope, menu in api.menus.items()}
        assert {"description": "Je réponds.", "short_description": "Réponses"} == api.descriptions


class TestTrouble:
    async def test_asked_to_wait(self, api, bot, afi):
        """One chat may be told to wait, and only that one."""
        kofi = Person.alone(api, [])
        api.ask_to_wait(1, chat=afi.chat)
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(afi.chat, "a")
        await bot.send_message(kofi.chat, "b")

        assert 1 == refused.value.retry_after

    @pytest.mark.parametrize(("where", "taken"), [("chat", 2), ("all", 1)])
    async def test_limit(self, api, bot, afi, where, taken):
        """Messages that come too fast in a chat, or in all, are refused; those taken are counted."""
        kofi = Person.alone(api, [])
        api.limit(1, 60, where=where)
        for person in (afi, kofi, afi):
            with contextlib.suppress(TelegramRetryAfter):
                await bot.send_message(person.chat, "a")

        assert taken == len(api.shown) == api.busiest(60)
        assert 1 == api.busiest(60, chat=afi.chat)

    async def test_cut_once_done(self, api, bot, afi):
        """A request may be cut before, or after what it asks is done."""
        for done in (False, True):
            api.cut_next("sendMessage", done=done)
            with pytest.raises(TelegramNetworkError):
                await bot.send_message(afi.chat, f"{done}")

        assert ["True"] == [message.text for message in afi.seen()]
        assert 2 == api.dropped

    async def test_slow(self, api, bot, afi):
        """A method may be slow in a chat; our clock tells when each call came."""
        api.slow("sendMessage", 0.05, chat=afi.chat)
        before = time.monotonic()
        await bot.send_message(afi.chat, "a")

        assert time.monotonic() - before >= 0.05
        assert before <= api.calls[-1].at <= time.monotonic()

    async def test_conflict(self, api, bot):
        """A second poll ends the first."""
        first = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.to_thread(api.wait_until, lambda: api.listening, "the first poll")
        await bot.get_updates(timeout=0)

        with pytest.raises(TelegramConflictError):
            await first

    async def test_unconfirmed(self, bot, afi):
        """An update comes again until a later one is asked for."""
        afi.writes("a")
        first, again = await updates(bot), await updates(bot)

        assert first[0].update_id == again[0].update_id
        assert [] == await updates(bot, first[0].update_id + 1)


class TestWebhook:
    async def test_brought(self, api, bot, afi):
        """Updates are brought with the secret, again until they are taken, and cannot be asked for meanwhile."""
        seen, codes = [], iter((500, 200, 200))

        async def take(request):
            seen.append(
                (
                    (await request.json())["message"]["text"],
                    request.headers["X-Telegram-Bot-Api-Secret-Token"],
                )
            )
            return web.Response(status=next(codes))

        application = web.Application()
        application.router.add_post("/telegram", take)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api.proxy = f"http://127.0.0.1:{runner.addresses[0][1]}"
        await bot.set_webhook("https://bot.example/telegram", secret_token="s")
        afi.writes("a")
        afi.writes("b")
        await asyncio.to_thread(api.wait_until, lambda: not api.unconfirmed, "all to be taken")

        with pytest.raises(TelegramConflictError):
            await updates(bot)
        await bot.delete_webhook()
        await runner.cleanup()
        assert [("a", "s"), ("a", "s"), ("b", "s")] == seen
        assert [500, 200, 200] == api.brought

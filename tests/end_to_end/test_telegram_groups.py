"""The bot in groups: who is answered, how, and what their admins decide; the real bot, on a server that has groups."""

import pytest
from bot_api import USERNAME
from people import Person
from test_telegram import DELAY, PAGE, QUESTION, TRACKING, shop

ASKED, HEARD = "/question où est mon colis ?", TRACKING
POINTER = "Ma réponse se lit en privé\u202f:"
ONLY_ADMINS = "Seuls les administrateurs de ce groupe peuvent changer mes réglages."
DISCREET, PUBLIC = "Répondre discrètement", "Répondre devant tous"
LISTEN, HERE, CLOSE = "Écouter les questions", "Annonces ici", "Fermer"


@pytest.fixture
def group(shared_api):
    """A new group."""
    return shared_api.new_group()


@pytest.fixture
def ama(person, group) -> Person:
    """An admin of the group."""
    return person().in_group(group, place="administrator")


@pytest.fixture
def member(person, group) -> Person:
    return person().in_group(group)


def answers(person):
    """The HTML of all the bot has shown in a chat."""
    return [message.html for message in person.seen()]


def asks_last(person):
    """Ask what is surely answered, so that all before it is over."""
    person.writes(ASKED)
    person.sees(HEARD)


def toasts(api):
    """What was shown for a moment to whoever tapped, in order."""
    return [call.parameters.get("text") for call in api.calls_of("answerCallbackQuery") if not call.refusal]


class TestAddressed:
    def test_talk_among_people(self, member):
        """What people say to each other gets no reply; a command does."""
        member.joins()
        member.writes(QUESTION)
        asks_last(member)

        assert [HEARD] == answers(member)

    def test_command_to_us(self, member):
        """A command that names the bot is for it."""
        assert DELAY == member.says(f"/question@{USERNAME} {QUESTION}").html

    @pytest.mark.parametrize("command", [f"/question@un_autre_bot {QUESTION}", "/bannir", "/meteo lome"])
    def test_command_to_another_bot(self, member, command):
        """A command that names another bot, or that we do not have, gets no reply: it is not for us."""
        member.writes(command)
        asks_last(member)

        assert [HEARD] == answers(member)

    def test_mention(self, member):
        """A message that names the bot is answered, where Telegram brings it."""
        assert DELAY == member.says(f"@{USERNAME}, {QUESTION}").html

    def test_reply(self, member):
        """So is a reply to one of its messages, which goes on with what was talked about."""
        offer = member.says("/question boutique")
        member.replies(offer, "2")
        member.sees(shop(offer.buttons[1]))

        assert shop(offer.buttons[1]) == member.seen()[-1].text

    def test_question_of_another(self, person, group, member):
        """« /question » in reply to somebody answers what that person asked."""
        kofi = person().in_group(group)
        kofi.writes(QUESTION)
        before = len(member.api.shown)
        member.writes("/question", reply_to_message=kofi.sent[-1])

        assert DELAY == member.api.wait_for_shown(member.chat, before).html

    def test_small_talk(self, member):
        """« merci » among people gets no chatter; said to the bot, it does."""
        answer = member.says(ASKED)
        member.writes("merci")
        member.replies(answer, "merci")
        member.sees("De rien\u202f!")

        assert [HEARD, "De rien\u202f!"] == answers(member)

    def test_privacy_mode(self, shared_api, person):
        """In privacy mode the bot answers what it gets to read: commands and replies."""
        afi = person().in_group(shared_api.new_group(privacy=True))
        afi.writes(f"@{USERNAME} {QUESTION}")
        offer = afi.says("/question boutique")
        afi.replies(offer, "1")
        afi.sees(shop(offer.buttons[0]))

        assert [offer.html, shop(offer.buttons[0])] == answers(afi)


class TestAnswer:
    def test_hangs_on_the_question(self, member):
        """The answer replies to the question; it comes even when that is deleted meanwhile."""
        answer = member.says(ASKED)

        expected = {"message_id": member.sent[-1]["message_id"], "allow_sending_without_reply": True}
        assert expected.items() <= answer.parameters["reply_parameters"].items()

    def test_forum_topic(self, shared_api, person):
        """In a group with topics, the reply comes where the question was asked, and only what is said to us is answered."""
        forum = shared_api.new_group(forum=True)
        afi = person()
        topic = shared_api.opens_topic(forum, "Réseaux", afi.user)
        member = afi.in_group(forum, topic=topic)
        made = {"message_id": topic, "date": 1, "chat": forum.as_json(), "forum_topic_created": {}}
        made["forum_topic_created"] = {"name": "Réseaux", "icon_color": 7322096}
        member.writes(QUESTION, reply_to_message=made)
        answer = member.says(ASKED)

        assert topic == answer.parameters["message_thread_id"]
        assert [HEARD] == answers(member)

    def test_fewer_buttons(self, member):
        """Under an answer in a group: what to see also, and the vote."""
        assert ["Suivi du colis", "👍", "👎"] == member.says(f"/question {QUESTION}").buttons

    def test_tap_of_another_member(self, person, group, member):
        """Anyone in the group may tap what was offered to one of them."""
        offer = member.says("/question boutique")
        kofi = person().in_group(group)

        assert shop(offer.buttons[0]) == kofi.taps(offer.buttons[0], offer).text

    def test_one_conversation_each(self, person, group, member):
        """What is offered to one member is not what another's number chooses."""
        offer = member.says("/question boutique")
        kofi = person().in_group(group)
        kofi.replies(offer, "1")
        member.replies(offer, "1")
        member.sees(shop(offer.buttons[0]))

        assert 1 == answers(member).count(shop(offer.buttons[0]))

    def test_mute(self, shared_api, person, shared_bot):
        """Where the bot may not write it keeps quiet, and calls it no incident."""
        group = shared_api.new_group()
        afi = person()
        member = afi.in_group(group)
        shared_api.bot_becomes(group, "restricted", afi.user)
        member.writes(ASKED)
        shared_api.wait_until(lambda: shared_api.calls_of("sendMessage", group.id), "the refused message")
        afi.says("/start")

        assert [] == answers(member)
        assert not [line for line in shared_bot.told if "incident" in line]


class TestSenders:
    def test_other_bot(self, member):
        """Other bots are never answered."""
        member.as_other_bot().writes(ASKED)
        asks_last(member)

        assert [HEARD] == answers(member)

    def test_hidden_admin(self, ama):
        """A hidden admin is answered, and goes on with what was talked about."""
        hidden = ama.hidden()
        offer = hidden.says("/question boutique")
        hidden.replies(offer, "1")
        hidden.sees(shop(offer.buttons[0]))

        assert shop(offer.buttons[0]) == hidden.seen()[-1].text

    def test_channel(self, member):
        """So is who writes in the name of a channel."""
        assert HEARD == member.as_channel().says(ASKED).html

    def test_linked_channel(self, member):
        """A post of the group's own channel is no question to us."""
        member.as_linked_channel().writes(ASKED)
        asks_last(member)

        assert [HEARD] == answers(member)

    def test_forwarded(self, member):
        """What is forwarded into a group is shown to its members, not asked."""
        member.forwarding().writes(ASKED)
        asks_last(member)

        assert [HEARD] == answers(member)

    def test_forwarded_alone(self, afi):
        """Alone with the bot, what is forwarded is asked about."""
        assert DELAY == afi.forwarding().says(QUESTION).html


class TestSettings:
    def test_menu(self, ama):
        """An admin sees the settings, changes them by a tap, and closes them."""
        menu = ama.says("/reglages")
        changed = ama.taps(DISCREET, menu)
        closed = ama.taps(CLOSE, changed)

        assert [DISCREET, LISTEN, CLOSE] == menu.buttons
        assert "Réponses\u202f: visibles de tous" in menu.text
        assert (menu.id, PUBLIC) == (changed.id, changed.buttons[0])
        assert "visibles de la seule personne qui demande" in changed.text
        assert (menu.id, []) == (closed.id, closed.buttons)

    def test_member(self, member, ama):
        """Who is no admin neither opens the settings nor changes them."""
        refused = member.says("/reglages")
        menu = ama.says("/reglages")
        member.presses(menu.target_of(DISCREET), menu)
        asks_last(member)

        assert ONLY_ADMINS == refused.text
        assert ONLY_ADMINS == toasts(member.api)[-1]
        assert "visibles de tous" in ama.says("/reglages").text

    def test_hidden_admin(self, ama):
        """A hidden admin opens them too."""
        assert [DISCREET, LISTEN, CLOSE] == ama.hidden().says("/reglages").buttons

    def test_unknown_whether_admin(self, shared_api, ama):
        """When Telegram does not say who is an admin, nothing is changed."""
        shared_api.refuse("getChatMember", 400, "Bad Request: member not found", chat=ama.chat)

        assert ama.says("/reglages").text.startswith("Je n’ai pas pu vérifier")

    def test_alone(self, afi):
        """Outside of groups the command says where it belongs."""
        assert afi.says("/reglages").text.startswith("Cette commande règle un groupe")

    def test_topic(self, shared_api, person):
        """In a forum, announcements may be had where the menu is."""
        forum = shared_api.new_group(forum=True)
        afi = person()
        topic = shared_api.opens_topic(forum, "Annonces", afi.user)
        ama = afi.in_group(forum, topic, place="administrator")
        menu = ama.taps(HERE, ama.says("/reglages"))

        assert "Annonces\u202f: dans ce sujet" in menu.text
        assert HERE not in menu.buttons
        assert (
            "Annonces\u202f: dans un autre sujet"
            in afi.in_group(forum, place="administrator").says("/reglages").text
        )

    def test_after_a_restart(self, own_api, start, words, tmp_path):
        """What was decided outlives the bot, and a button from before the restart still works."""
        group = own_api.new_group()
        ama = Person.alone(own_api, words).in_group(group, place="administrator")
        first = start(own_api, folder=tmp_path)
        menu = ama.taps(DISCREET, ama.says("/reglages"))
        first.terminate()
        start(own_api, folder=tmp_path)

        assert PUBLIC == ama.says("/reglages").buttons[0]
        assert DISCREET == ama.taps(PUBLIC, menu).buttons[0]


class TestDiscreet:
    @pytest.fixture
    def group(self, shared_api):
        """A group whose admins want discreet answers, and made the bot an admin."""
        return shared_api.new_group(bot="administrator")

    @pytest.fixture(autouse=True)
    def _discreet(self, ama):
        ama.taps(DISCREET, ama.says("/reglages"))

    @pytest.fixture(autouse=True)
    def _knows_whispers(self, shared_api):
        yield
        shared_api.ephemeral = "accepted"

    def test_whispered(self, member, ama):
        """The answer is seen by who asked, and by nobody else."""
        answer = member.says(ASKED)

        assert (HEARD, member.id) == (answer.html, answer.receiver)
        assert HEARD not in answers(ama)

    def test_offer(self, member):
        """What was whispered to choose from turns its page for that person."""
        offer = member.says("/question boutique")
        answer = member.taps(offer.buttons[0], offer)

        assert (offer.id, member.id) == (answer.id, answer.receiver)
        assert shop(offer.buttons[0]) == answer.text

    def test_refused(self, shared_api, member):
        """When the server refuses, all see a short line, and the way to the answer in private."""
        shared_api.ephemeral = "refused"
        line = member.says(f"/question {QUESTION}")

        assert (POINTER, None) == (line.text, line.receiver)
        link = line.button("Lire la réponse")["url"]
        assert link.endswith(f"/{USERNAME}?start=delai")
        assert DELAY == Person.alone(shared_api, member.words).says("/start delai").html

    def test_question_carried(self, shared_api, member, afi):
        """What has no single answer is asked again in private, by the same way."""
        shared_api.ephemeral = "refused"
        link = member.says("/question boutique").button("Lire la réponse")["url"]

        assert (
            "Boutiques\u202f: que voulez-vous savoir\u202f?"
            == afi.says(f"/start {link.partition('start=')[2]}").text
        )

    def test_hidden_admin(self, ama):
        """A hidden admin cannot be whispered to, and is shown the way too."""
        assert POINTER == ama.hidden().says(ASKED).text


class TestWhispered:
    def test_by_who_is_no_admin(self, member, ama):
        """In a discreet group commands are whispered: a bot that is no admin may whisper back."""
        ama.taps(DISCREET, ama.says("/reglages"))
        before = len(member.api.shown)
        member.whispers(ASKED)
        answer = member.api.wait_for_shown(member.chat, before)

        assert (HEARD, member.id) == (answer.html, answer.receiver)
        menu = member.api.menus[f"chat {member.chat}"]
        assert {"question", "themes"} <= {command["command"] for command in menu if command["is_ephemeral"]}

    def test_in_any_group(self, member):
        """Who whispers is whispered to, whatever the group's settings; a vote needs no more."""
        before = len(member.api.shown)
        member.whispers(ASKED)
        answer = member.api.wait_for_shown(member.chat, before)
        member.presses(answer.target_of("👍"), answer)
        member.says("/aide")

        assert member.id == answer.receiver
        assert "Merci, c’est noté." == toasts(member.api)[-1]


class TestOldServer:
    def test_taken_back(self, own_api, start, words):
        """A server that would show a discreet answer to all is found out at once, and never asked again."""
        own_api.ephemeral = "ignored"
        group = own_api.new_group(bot="administrator")
        start(own_api)
        ama = Person.alone(own_api, words).in_group(group, place="administrator")
        ama.taps(DISCREET, ama.says("/reglages"))
        ama.writes(ASKED)
        ama.sees(POINTER)
        ama.writes(ASKED)
        own_api.wait_until(lambda: answers(ama).count(POINTER) == 2, "the second line")

        (shown,) = [message for message in ama.seen() if message.html == HEARD]
        assert [(group.id, shown.id)] == own_api.deleted


class TestListening:
    @pytest.fixture(autouse=True)
    def _listens(self, ama):
        ama.taps(LISTEN, ama.says("/reglages"))

    def test_sure(self, member):
        """A question to nobody is answered when the bot is sure, once; then it leaves the group in peace."""
        member.writes("Où est mon colis ?")
        member.sees(HEARD)
        member.writes(QUESTION)
        member.writes("/aide")
        member.api.wait_until(lambda: "/themes" in answers(member)[-1], "help")

        assert 1 == answers(member).count(HEARD)
        assert DELAY not in answers(member)

    @pytest.mark.parametrize(
        "text",
        [
            "Où est mon colis",
            "boutique ?",
            "Quelle est la capitale du Pérou ?",
            "Bonjour, ça va ?",
            "@ama où est mon colis ?",
        ],
    )
    def test_silent(self, person, group, text):
        """What is no question, or not surely one of ours, or said to somebody, gets no word."""
        kofi = person().in_group(group)
        before = len(kofi.seen())
        kofi.writes(text)
        asks_last(kofi)

        assert [HEARD] == answers(kofi)[before:]


class TestPlace:
    @pytest.mark.parametrize(
        ("place", "lets_read"),
        [("member", "Telegram ne me montre d’ici que"), ("administrator", "Telegram me montre tous")],
    )
    def test_welcome(self, own_api, start, words, place, lets_read):
        """Added to a group, the bot says how to ask, and what it gets to read there; once."""
        own_api.privacy = True
        start(own_api)
        afi = Person.alone(own_api, words)
        group = own_api.new_group(bot="left")
        own_api.bot_becomes(group, place, afi.user)
        member = afi.in_group(group)
        welcome = own_api.wait_for_shown(group.id, 0)
        own_api.bot_becomes(group, "administrator", afi.user)
        member.writes(ASKED)
        member.sees(HEARD)

        assert "/question" in welcome.text
        assert f"@{USERNAME}" in welcome.text
        assert lets_read in welcome.text
        assert [welcome.html, HEARD] == answers(member)

    def test_removed(self, shared_api, group, ama, afi):
        """Removed from a group the bot notes it; back again, it finds the settings as they were."""
        ama.taps(LISTEN, ama.says("/reglages"))
        shared_api.bot_becomes(group, "kicked", ama.user)
        ama.writes(ASKED)
        afi.says("/start")
        before = len(shared_api.shown)
        shared_api.bot_becomes(group, "member", ama.user)
        welcome = shared_api.wait_for_shown(group.id, before)

        assert "/question" in welcome.text
        assert "Ne plus écouter" in ama.says("/reglages").buttons

    @pytest.mark.parametrize("told", [True, False])
    def test_migrated(self, shared_api, person, told):
        """A group that becomes a supergroup keeps its settings and conversations, however the bot learns of it."""
        afi = person()
        group = shared_api.new_group(kind="group")
        ama = afi.in_group(group, place="administrator")
        menu = ama.taps(LISTEN, ama.says("/reglages"))
        offer = ama.says("/question boutique")
        new = shared_api.migrate(group, afi.user, told=told)
        there = afi.in_group(new, place="administrator")
        if told:
            there.replies(offer, "1")
            there.api.wait_until(lambda: shop(offer.buttons[0]) in answers(there), "what was chosen")
        else:
            # Brought before the move, answered after it.
            ama.writes(ASKED)
            there.sees(HEARD)

        assert menu.buttons == there.says("/reglages").buttons

    def test_channel(self, shared_api, afi):
        """Made an admin of a channel, the bot writes nothing there."""
        channel = shared_api.new_group(kind="channel", bot="left")
        shared_api.bot_becomes(channel, "administrator", afi.user)
        afi.says("/start")

        assert [] == [message for message in shared_api.shown if message.chat == channel.id]


class TestAlone:
    def test_buttons(self, afi):
        """Under an answer: what to see also, the vote, to copy and to share, the source's page."""
        answer = afi.says(QUESTION)

        assert ["Suivi du colis", "👍", "👎", "Copier", "Partager", "Fret & Fils (2018)"] == answer.buttons
        assert "Le colis arrive en 3 jours & part en < 24 h." == answer.button("Copier")["copy_text"]["text"]
        chosen = answer.button("Partager")["switch_inline_query_chosen_chat"]
        assert "Délai de livraison" == chosen["query"]
        assert PAGE == answer.button("Fret & Fils (2018)")["url"]

    def test_shared(self, afi):
        """What sharing types for people finds the entry at once."""
        shared = afi.says(QUESTION).button("Partager")["switch_inline_query_chosen_chat"]["query"]

        assert "Délai de livraison" == afi.looks_up(shared).titles[0]

    def test_vote(self, afi):
        """A vote is thanked for in passing, may be changed, and changes nothing else: the conversation goes on."""
        answer = afi.says(QUESTION)
        before = len(afi.seen())
        afi.presses(answer.target_of("👍"), answer)
        afi.presses(answer.target_of("👎"), answer)
        afi.says("1")
        forgotten = afi.says("/oublier").text

        assert ["Merci, c’est noté."] * 2 == toasts(afi.api)[-2:]
        assert TRACKING == afi.seen()[before].html
        assert forgotten.endswith("Avis sur des réponses\u202f: 1.")

    def test_vote_on_what_is_gone(self, afi):
        """A vote on an entry since removed gets a kind word."""
        answer = afi.says(QUESTION)
        afi.presses("vote:+:disparue", answer)
        afi.says("/start")

        assert toasts(afi.api)[-1].startswith("Ce choix n’existe plus.")

    def test_odd_button(self, shared_api, afi):
        """A button that Telegram does not take costs nobody the answer."""
        shared_api.refuse("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID", chat=afi.chat)
        answer = afi.says(QUESTION)

        assert (DELAY, ["Suivi du colis"]) == (answer.html, answer.buttons)

    def test_typing(self, shared_api, afi):
        """Who waits for an answer for long sees that it is coming."""
        shared_api.slow("sendMessage", 2, chat=afi.chat)
        afi.writes(QUESTION)
        shared_api.wait_until(lambda: shared_api.calls_of("sendChatAction", afi.chat), "the sign")
        shared_api.hurry()

        assert "typing" == shared_api.calls_of("sendChatAction", afi.chat)[0].parameters["action"]
        afi.sees(DELAY)


class TestEdited:
    def test_answer_changes(self, afi):
        """A slip mended changes the answer already given."""
        first = afi.says("Où est mon colis ?")
        before = len(afi.api.shown)
        afi.edits(QUESTION)
        second = afi.api.wait_for_shown(afi.chat, before)

        assert (first.id, DELAY) == (second.id, second.html)
        assert TRACKING == afi.says("1").html

    def test_same_answer(self, afi):
        """Where the answer stays the same nothing is sent."""
        afi.says("Où est mon coli ?")
        afi.edits("Où est mon colis ?")
        afi.says("/start")

        assert 2 == len(afi.seen())

    def test_not_editable(self, shared_api, afi):
        """Where the answer can be edited no more, a new one comes."""
        first = afi.says("Où est mon colis ?")
        shared_api.refuse("editMessageText", 400, "Bad Request: message can't be edited", chat=afi.chat)
        before = len(shared_api.shown)
        afi.edits(QUESTION)
        second = shared_api.wait_for_shown(afi.chat, before)

        assert DELAY == second.html
        assert first.id < second.id

    def test_in_group(self, member):
        """In a group too; what was not said to us may be mended in peace."""
        member.writes("Où est mon colis ?")
        member.edits(QUESTION)
        first = member.says("/question boutique")
        before = len(member.api.shown)
        member.edits(f"/question {QUESTION}")
        second = member.api.wait_for_shown(member.chat, before)

        assert (first.id, DELAY) == (second.id, second.html)
        assert [first.html, DELAY] == answers(member)


class TestPresentation:
    def test_described(self, own_api, start, words):
        """Telegram is told what the bot is, its admins get more commands; said once, it is not said again."""
        own_api.groups.clear()
        admin = Person.alone(own_api, words)
        first = start(own_api, BOT_ADMINS=str(admin.id))
        told = dict(own_api.descriptions)
        menu = own_api.menus[f"chat {admin.id}"]
        groups = admin.says("/groupes").text
        first.terminate()
        start(own_api, BOT_ADMINS=str(admin.id))

        assert {"description", "short_description"} == told.keys()
        assert "groupes" in [command["command"] for command in menu]
        assert groups.startswith("Je suis dans 0 groupe(s)")
        for method in ("setMyDescription", "setMyShortDescription"):
            assert 1 == len(own_api.calls_of(method))

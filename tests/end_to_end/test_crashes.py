"""An announcement by several processes, killed and on a bad network: once each, and at the pace of one."""

import asyncio

import asyncpg
import postgres
import pytest
from crashing import BadNetwork, Campaign

KILLS, CHATS = 4, 200


@pytest.fixture
def network():
    yield from served(BadNetwork(seed=7, too_fast=0.05, lost=0.02))


@pytest.fixture
def calm():
    yield from served(BadNetwork(seed=7, too_fast=0, lost=0))


def served(api):
    api.start()
    yield api
    api.stop()
    assert [] == api.mistakes


@pytest.fixture
def setting(request):
    """What `BOT_DATABASE` says, for an empty database."""
    if request.param == "sqlite":
        yield None
        return
    why = postgres.missing()
    if why:
        pytest.skip(why)
    with postgres.server() as server:

        async def create():
            connection = await asyncpg.connect(server.url("postgres"))
            await connection.execute("CREATE DATABASE essai")
            await connection.close()

        asyncio.run(create())
        yield server.url("essai")


class TestKill:
    @pytest.mark.parametrize(("setting", "bots"), [("sqlite", 1), ("postgresql", 2)], indirect=["setting"])
    def test_many_times(self, network, faq, setting, bots, tmp_path):
        """Killed in the middle of it, the bots end it; the ledger is what the server has seen, exactly."""
        campaign = Campaign(network, tmp_path, faq, setting, CHATS, seed=11)
        campaign.announce(blocked=0.03)
        campaign.survive(KILLS, bots)
        campaign.kill()

        assert [] == campaign.differences()
        assert CHATS == sum(campaign.counts().values())


class TestPace:
    @pytest.mark.parametrize("setting", ["postgresql"], indirect=True)
    def test_two_processes(self, calm, faq, setting, tmp_path):
        """Two bots on one database together keep to the pace, by the server's clock, from the first second to the last."""
        campaign = Campaign(calm, tmp_path, faq, setting, chats=120, seed=5, pace=20)
        campaign.announce(blocked=0)
        campaign.start(2)
        campaign.finish()
        campaign.kill()

        assert [] == campaign.differences()
        assert calm.busiest(1.0) <= 20

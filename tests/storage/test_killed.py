"""The bot killed at any moment: what it had acknowledged is there for the next one."""

from fixtures_dialogue import write_parcels
from soak import soak


class TestKilled:
    def test_at_random(self, tmp_path):
        """No acknowledged turn is lost, nor is anybody given another's; `make soak-memory` does it at length."""
        report = soak(write_parcels(tmp_path / "faq"), tmp_path / "data", turns=1_000, kills=6)

        assert (0, 0, 0) == (report.unopened, report.lost, report.mixed)
        assert 6 == report.kills
        assert report.finished

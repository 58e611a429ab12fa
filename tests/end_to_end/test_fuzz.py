"""Updates no test thought of, through the whole bot; many more of them in `make soak`."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).with_name("fuzz.py")


@pytest.fixture(scope="module")
def fuzzed(faq, tmp_path_factory):
    """What became of so many well-formed and so many malformed updates; the bot's exit is checked too."""

    def fuzz(well_formed, malformed):
        folder = tmp_path_factory.mktemp("fuzz")
        shutil.copytree(faq, folder / "faq")
        command = [sys.executable, FUZZ, folder, str(well_formed), str(malformed)]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    return fuzz


class TestFuzz:
    def test_well_formed(self, fuzzed):
        """What Telegram may send is understood, answered with what Telegram takes, and nothing fails."""
        report = fuzzed(1_000, 0)

        assert 1_000 == report["handed_out"]
        assert ([], [], 0) == (report["errors"], report["mistakes"], report["not_understood"])
        assert {"sendMessage", "editMessageText", "answerInlineQuery", "answerGuestQuery"} <= report[
            "calls"
        ].keys()

    def test_malformed(self, fuzzed):
        """What it would not send is passed over, or apologized for; the bot goes on to the last, none the worse for it."""
        report = fuzzed(200, 400)

        assert 600 == report["handed_out"]
        assert ([], []) == (report["errors"], report["mistakes"])
        assert report["not_understood"] > 0

import logging
import pickle
from dataclasses import fields, replace

import numpy as np
import pytest

from bot.knowledge import Claims, Knowledge, Refusal
from bot.matching import Matcher, cache, french, groundwork_of, thesaurus
from bot.matching import groundwork as groundwork_module
from bot.matching.cache import content_key, load, save
from bot.matching.groundwork import Groundwork, lay
from bot.matching.thesaurus import Thesaurus

ASKED = (
    "Combien de bâtiments sont raccordés ?",
    "kel longeur de fibr",
    "abonnement",
    "le focac",
    "tulipe",
    "日本",
)


class Explosive:
    """Unpickled, it would call a function."""

    def __reduce__(self):
        return pytest.fail, ("unpickled",)


@pytest.fixture
def large(monkeypatch):
    """Every FAQ counts as large."""
    monkeypatch.setattr(cache, "KEPT_FROM", 1)


@pytest.fixture
def logged(caplog):
    """The lines logged, each without the error it ends with."""
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage().rsplit(" error=", 1)[0] for record in caplog.records]


@pytest.fixture
def kept(monkeypatch, knowledge, tmp_path):
    """The file in which the tiny FAQ's groundwork is kept."""
    monkeypatch.setattr(cache, "KEPT_FROM", 1)
    groundwork_of(knowledge, tmp_path)
    return tmp_path / f"index-{content_key(knowledge)}.npz"


def encrypted(data: bytes) -> bytes:
    """The same archive, its first file marked as encrypted."""
    flags = data.index(b"PK\x01\x02") + 8
    return data[:flags] + b"\x01" + data[flags + 1 :]


def same(one: Groundwork, other: Groundwork) -> bool:
    return all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name))
        and type(getattr(one, field.name)) is type(getattr(other, field.name))
        for field in fields(Groundwork)
    )


def laid(knowledge):
    return lay(knowledge, Thesaurus(knowledge.synonyms))


class TestGroundworkOf:
    def test_small(self, knowledge, tmp_path):
        """Nothing is kept of a small FAQ."""
        groundwork_of(knowledge, tmp_path)

        assert [] == list(tmp_path.iterdir())

    @pytest.mark.usefixtures("large")
    def test_no_folder(self, knowledge):
        """Without a folder it is laid, large or not."""
        assert same(laid(knowledge), groundwork_of(knowledge, None))

    @pytest.mark.usefixtures("large")
    def test_large(self, knowledge, tmp_path, monkeypatch):
        """A large one is kept in a folder made for it, and read back without being laid again."""
        folder = tmp_path / "new" / "folder"
        groundwork_of(knowledge, folder)
        monkeypatch.setattr(cache, "lay", pytest.fail)

        again = groundwork_of(knowledge, folder)

        assert same(laid(knowledge), again)
        assert [f"index-{content_key(knowledge)}.npz"] == [file.name for file in folder.iterdir()]

    def test_same_answers(self, kept, knowledge, matcher):
        """What was read back finds the same."""
        again = Matcher(knowledge, groundwork=load(kept))

        assert [matcher.find(text) for text in ASKED] == [again.find(text) for text in ASKED]

    @pytest.mark.usefixtures("large")
    def test_no_refusals(self, knowledge_of, tmp_path):
        """An FAQ without refusals is read back as it was laid."""
        small = knowledge_of({"a": ["fibre"]})
        groundwork_of(small, tmp_path)

        assert same(laid(small), groundwork_of(small, tmp_path))

    @pytest.mark.usefixtures("large")
    def test_older_files(self, knowledge, knowledge_of, tmp_path):
        """Files of former contents are removed, and no others."""
        groundwork_of(knowledge_of({"a": ["fibre"]}), tmp_path)
        (tmp_path / "index-cut.part.npz").write_bytes(b"cut short")
        (tmp_path / "bot.sqlite").write_bytes(b"")

        groundwork_of(knowledge, tmp_path)

        assert {"bot.sqlite", f"index-{content_key(knowledge)}.npz"} == {
            file.name for file in tmp_path.iterdir()
        }

    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda _: b"garbage",
            lambda _: b"PK\x05\x06" + bytes(18),
            lambda data: data[: len(data) // 2],
            lambda data: data[:-1],
            lambda data: data.replace(b"\x93NUMPY", b"\x93NUMPX"),
            lambda data: data.replace(b"terms.npy", b"names.npy"),
            encrypted,
            lambda _: pickle.dumps(Explosive()),
        ],
        ids=["empty", "garbage", "no-arrays", "half", "cut", "altered", "renamed", "encrypted", "pickle"],
    )
    def test_damaged(self, kept, knowledge, logged, damage):
        """A damaged file is told in the log and made again."""
        whole = kept.read_bytes()
        kept.write_bytes(damage(whole))

        ground = groundwork_of(knowledge, kept.parent)

        assert [f"index rebuilt file={kept.name}"] == logged()
        assert same(laid(knowledge), ground)
        assert same(ground, load(kept))

    @pytest.mark.parametrize(
        "name",
        [
            "owners", "rarity", "starts", "features", "values", "habit_starts", "habit_terms", "habit_counts",
            "told_starts", "told_terms", "subject_kinds", "terms",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "cut", [lambda array: array[:-1], lambda array: array[:0]], ids=["shorter", "empty"]
    )
    def test_wrong_arrays(self, kept, knowledge, logged, name, cut):
        """So is one whose arrays do not fit each other."""
        save(replace(laid(knowledge), **{name: cut(getattr(laid(knowledge), name))}), kept)

        ground = groundwork_of(knowledge, kept.parent)

        assert [f"index rebuilt file={kept.name}"] == logged()
        assert same(laid(knowledge), ground)

    def test_pickled_array(self, kept, knowledge, logged):
        """So is one with an array of objects: nothing is ever unpickled."""
        with np.load(kept) as arrays:
            altered = {**arrays, "rarity": np.array([Explosive()], dtype=object)}
        np.savez(kept, **altered)

        ground = groundwork_of(knowledge, kept.parent)

        assert [f"index rebuilt file={kept.name}"] == logged()
        assert same(laid(knowledge), ground)

    @pytest.mark.usefixtures("large")
    def test_unwritable_folder(self, knowledge, tmp_path, logged):
        """A folder that cannot be made costs a line in the log, no more."""
        (tmp_path / "file").write_bytes(b"")

        ground = groundwork_of(knowledge, tmp_path / "file" / "folder")

        assert [f"index not kept file=index-{content_key(knowledge)}.npz"] == logged()
        assert same(laid(knowledge), ground)

    @pytest.mark.usefixtures("large")
    def test_full_disk(self, knowledge, tmp_path, logged, monkeypatch):
        """Neither does a full disk; no file is left that would pass for whole."""

        def full(*_args, **_arrays):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(cache.np, "savez", full)

        ground = groundwork_of(knowledge, tmp_path)

        assert [f"index not kept file=index-{content_key(knowledge)}.npz"] == logged()
        assert same(laid(knowledge), ground)
        assert [] == list(tmp_path.iterdir())


class TestContentKey:
    def test_same_content(self, knowledge):
        """The same content has the same key."""
        again = Knowledge(knowledge.topics, knowledge.voice, knowledge.refusals, knowledge.synonyms)

        assert content_key(knowledge) == content_key(again)

    @pytest.mark.parametrize(
        "changed",
        [
            {"questions": ("Autre ?",)},
            {"title": "Autre"},
            {"answer": "Autre."},
            {"details": "Autre."},
            {"claims": Claims(("autre",))},
            {"claims": Claims((), ("autre",))},
        ],
    )
    def test_entry(self, knowledge, changed):
        """It changes with any text of an entry."""
        topic = knowledge.topics[0]
        other = replace(topic, entries=(replace(topic.entries[0], **changed), *topic.entries[1:]))

        assert content_key(knowledge) != content_key(
            replace(knowledge, topics=(other, *knowledge.topics[1:]))
        )

    @pytest.mark.parametrize(
        "changed", [{"refusals": (Refusal("autre", ("autre",)),)}, {"synonyms": (("fibre", "câble"),)}]
    )
    def test_faq(self, knowledge, changed):
        """It changes with the refusals and the synonyms."""
        assert content_key(knowledge) != content_key(replace(knowledge, **changed))

    def test_order(self, knowledge):
        """It changes with the order of entries."""
        assert content_key(knowledge) != content_key(replace(knowledge, topics=knowledge.topics[::-1]))

    @pytest.mark.parametrize("module", [french, thesaurus, groundwork_module])
    def test_code(self, knowledge, tmp_path, monkeypatch, module):
        """It changes with the code that lays a groundwork."""
        before = content_key(knowledge)
        other = tmp_path / "other.py"
        other.write_bytes(b"# other code")
        monkeypatch.setattr(module, "__file__", str(other))

        assert before != content_key(knowledge)

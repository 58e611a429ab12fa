"""The groundwork of a large FAQ kept in a file, so that it restarts in seconds."""

import json
import logging
import zipfile
from contextlib import suppress
from dataclasses import astuple, fields
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge import Knowledge

from . import french, groundwork, numbering, thesaurus, verbs
from .groundwork import Groundwork, lay
from .thesaurus import Thesaurus

_LOG = logging.getLogger(__name__)

KEPT_FROM = 30_000
"""Wordings from which a file is worth it: fewer are laid faster than a person notices."""

_DAMAGES = (OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError, zipfile.BadZipFile)
"""What reading a file that is empty, cut short or altered raises."""

_LISTS = ("terms", "own_words", "other_words", "names", "written")


def groundwork_of(knowledge: Knowledge, folder: Path | None) -> Groundwork:
    """The groundwork of an FAQ: read back from the folder when it was kept there, laid (and kept) otherwise.

    A damaged file is told in the log and made again; nothing is kept of a small FAQ, nor without a folder.
    """
    synonyms = Thesaurus(knowledge.synonyms)
    wordings = sum(len(entry.questions) for entry in knowledge.entries)
    if folder is None or wordings < KEPT_FROM:
        return lay(knowledge, synonyms)
    file = folder / f"index-{content_key(knowledge)}.npz"
    if file.is_file():
        try:
            return load(file)
        except _DAMAGES as error:
            _LOG.warning("index rebuilt file=%s error=%s", file.name, type(error).__name__)
    ground = lay(knowledge, synonyms)
    # A full disk or a folder one may not write to costs the next start a few seconds, no more.
    try:
        save(ground, file)
    except OSError as error:
        _LOG.warning("index not kept file=%s error=%s", file.name, type(error).__name__)
    return ground


def content_key(knowledge: Knowledge) -> str:
    """What names the file: the FAQ's content, and the code that reads it."""
    digest = sha256()
    for module in (french, groundwork, numbering, thesaurus, verbs):
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(f"{version('PyStemmer')} {version('text2num')}".encode())
    for entry in knowledge.entries:
        told = [entry.title, entry.answer, entry.details, astuple(entry.claims)]
        digest.update(json.dumps([entry.questions, told]).encode())
    digest.update(
        json.dumps([[refusal.questions for refusal in knowledge.refusals], knowledge.synonyms]).encode()
    )
    return digest.hexdigest()[:32]


def save(ground: Groundwork, file: Path) -> None:
    """Write a groundwork to a file, whole or not at all; older ones beside it are removed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        field.name: np.frombuffer("\n".join(getattr(ground, field.name)).encode(), dtype=np.uint8)
        if field.name in _LISTS
        else getattr(ground, field.name)
        for field in fields(Groundwork)
    }
    partial = file.with_suffix(".part.npz")
    np.savez(partial, **arrays)
    partial.replace(file)
    for other in file.parent.glob("index-*.npz"):
        if other != file:
            with suppress(OSError):
                other.unlink()


def load(file: Path) -> Groundwork:
    """A groundwork read back. Raises an error of numpy's, zipfile's or the system's when it is damaged."""
    # Opened here: numpy leaves a file open that is no archive.
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        ground = Groundwork(
            **{
                field.name: arrays[field.name].tobytes().decode().splitlines()
                if field.name in _LISTS
                else arrays[field.name]
                for field in fields(Groundwork)
            }
        )
    wordings = len(ground.owners)
    if (
        len(ground.starts) != wordings + 1
        or not ground.starts[-1] == len(ground.features) == len(ground.values)
        or len(ground.habit_starts) != len(ground.subject_kinds) + 1
        or not ground.habit_starts[-1] == len(ground.habit_terms) == len(ground.habit_counts)
        or ground.told_starts[-1] != len(ground.told_terms)
        or len(ground.written_starts) != wordings + 1
        or ground.written_starts[-1] != len(ground.written_words)
        or len(ground.rarity) != len(ground.terms)
    ):
        raise ValueError("the arrays do not fit each other")
    return ground

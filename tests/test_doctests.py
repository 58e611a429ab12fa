"""The examples in docstrings run, and give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import bot

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(bot.__path__, "bot.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    """A reader can trust an example: it was run."""
    module = importlib.import_module(name)

    assert 0 == doctest.testmod(module).failed


def test_there_are_examples():
    """The test above would say nothing if the examples were gone."""
    finder = doctest.DocTestFinder()
    examples = [
        found for name in MODULES for found in finder.find(importlib.import_module(name)) if found.examples
    ]

    assert len(examples) >= 10

"""Tests of bot.knowledge.schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from bot.knowledge import read
from bot.knowledge.format import COMMON_FILES
from bot.knowledge.schema import schemas, write
from bot.settings import shipped_knowledge

WRITTEN = Path(__file__).parents[2] / "docs" / "schema"
RENEW = "The format has changed: renew its schemas with `python -m bot.knowledge.schema docs/schema`."

TOPIC = {
    "theme": {"id": "livraison", "titre": "Livraison"},
    "entrees": [{"id": "delai", "questions": ["Quand ?"], "reponse": "Sous trois jours."}],
}


def plain(piece):
    """A piece as the plain value an editor's program sees: texts, lists and keys."""
    if piece.items:
        return [plain(item) for item in piece.items]
    return {key: plain(value) for key, value in piece.keys.items()} if piece.keys else piece.value


def faults(name, value):
    """What a schema finds wrong, by the words of its validator."""
    validator = jsonschema.Draft202012Validator(schemas()[name])
    return [error.message for error in validator.iter_errors(value)]


class TestSchemas:
    def test_written(self):
        """The schemas under docs/ are those of the format."""
        assert sorted(schemas()) == sorted(path.name for path in WRITTEN.iterdir()), RENEW
        for name, schema in schemas().items():
            assert schema == json.loads((WRITTEN / name).read_text(encoding="utf-8")), RENEW

    def test_each_kind_of_file(self):
        """Topics, sources and each common file have a schema, named like the file."""
        common = [
            name.removeprefix("_").replace(".yaml", ".json") for name in (*COMMON_FILES, "_sources.yaml")
        ]

        assert sorted(["theme.json", *common]) == sorted(schemas())

    @pytest.mark.parametrize("name", sorted(schemas()))
    def test_valid(self, name):
        """Each schema is one itself, and says so."""
        schema = schemas()[name]

        jsonschema.Draft202012Validator.check_schema(schema)
        assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]

    @pytest.mark.parametrize("path", sorted(shipped_knowledge().glob("*.yaml")), ids=lambda path: path.name)
    def test_shipped_faq(self, path):
        """Each file of the FAQ that ships is as its schema says."""
        piece, _ = read(path)
        name = (
            path.name.removeprefix("_").replace(".yaml", ".json")
            if path.name.startswith("_")
            else "theme.json"
        )

        assert [] == faults(name, plain(piece))

    @pytest.mark.parametrize("answer", ["Oui.", 2018, 12.5, False])
    def test_values_of_other_programs(self, answer):
        """What is text to us may be a number or a truth to an editor's program."""
        [entry] = TOPIC["entrees"]

        assert [] == faults("theme.json", {**TOPIC, "entrees": [{**entry, "reponse": answer}]})

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"reponce": "Oui."}, "Additional properties are not allowed ('reponce' was unexpected)"),
            ({"id": "Délai"}, "'Délai' does not match '^[a-z0-9-]{1,48}$'"),
            ({"titre": "a" * 41}, f"'{'a' * 41}' is too long"),
            ({"questions": []}, "[] should be non-empty"),
            ({"questions": "Quand ?"}, "'Quand ?' is not of type 'array'"),
            ({"reponse": ["Oui."]}, "['Oui.'] is not of type 'string', 'number', 'boolean'"),
        ],
    )
    def test_mistake(self, change, fault):
        """A mistake in an entry is found while it is typed."""
        [entry] = TOPIC["entrees"]

        assert [fault] == faults("theme.json", {**TOPIC, "entrees": [{**entry, **change}]})

    @pytest.mark.parametrize("key", ["id", "questions", "reponse"])
    def test_missing(self, key):
        """A required key that is missing is found while the others are typed."""
        entry = {name: value for name, value in TOPIC["entrees"][0].items() if name != key}

        assert [f"{key!r} is a required property"] == faults("theme.json", {**TOPIC, "entrees": [entry]})

    def test_mistakes_of_common_files(self):
        """An unknown key of any other file is found too."""
        assert [1, 1, 1, 1] == [
            len(faults("sources.json", {"poste": {"editeur": "La Poste", "titre": "Guide", "auteur": "x"}})),
            len(faults("voix.json", {"acueil": "Bonjour !"})),
            len(faults("synonymes.json", {"synonymes": [["a", "b"]], "mots": []})),
            len(faults("hors-sujet.json", {"hors-sujet": [{"id": "a", "questions": ["b"], "titre": "c"}]})),
        ]

    def test_help(self):
        """Every key tells an editor in one French sentence what it is for."""
        entry = schemas()["theme.json"]["properties"]["entrees"]["items"]["properties"]

        assert "La réponse : le fait d'abord, court." == entry["reponse"]["description"]
        assert all(key["description"].endswith(".") for key in entry.values())


class TestWrite:
    def test_new_folder(self, tmp_path):
        """Schemas are written as UTF-8 with a line end, into a folder made if need be."""
        write(tmp_path / "docs" / "schema")

        written = {
            path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs" / "schema").iterdir()
        }
        assert schemas() == {name: json.loads(text) for name, text in written.items()}
        assert all(text.endswith("}\n") for text in written.values())
        assert "Les façons de poser la question" in written["theme.json"]

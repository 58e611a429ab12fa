from itertools import chain

from bot.matching.french import plain, stem
from bot.matching.verbs import _FORMS


class TestForms:
    def test_forms(self):
        """The forms of an irregular verb are one word."""
        assert stem("pouvoir") == stem("peut") == stem("pourrait")
        assert stem("promettre") == stem("promis") == stem("promettaient")

    def test_plain(self):
        """All forms are plain words."""
        typed = [*_FORMS, *chain.from_iterable(forms.split() for forms in _FORMS.values())]

        assert [] == [form for form in typed if plain(form) != form or not form.isalpha()]

    def test_one_verb(self):
        """No form is of two verbs."""
        of: dict[str, set[str]] = {}
        for infinitive, forms in _FORMS.items():
            for form in forms.split():
                of.setdefault(form, set()).add(infinitive)

        assert [] == [form for form, verbs in of.items() if len(verbs) > 1]

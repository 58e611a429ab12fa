"""What is personal is blotted out, and what people ask about is not."""

import pytest

from bot.storage.masking import mask


class TestMask:
    @pytest.mark.parametrize(
        "number",
        [
            "90123456",
            "90 12 34 56",
            "90-12-34-56",
            "90.12.34.56",
            "90/12/34/56",
            "90 - 12 - 34 - 56",
            "9 0 1 2 3 4 5 6",
            "90\u202f12\u00a034\u200956",
            "90 123 456",
            "22 21 60 00",
            "70 00 00 00",
            "90000000",
            "+228 90 12 34 56",
            "+22890123456",
            "(+228) 90-12-34-56",
            "00228 90 12 34 56",
            "+33 6 12 34 56 78",
            "06 12 34 56 78",
            "+1 (202) 555-0123",
            "+86 138 0013 8000",
            "+234 803 123 4567",
            "٩٠١٢٣٤٥٦",
            "4970 1000 0000 0055",
        ],
    )
    def test_phone(self, number):
        """A number to call is blotted out, Togolese or not, however it is grouped, and between other words."""
        assert "[téléphone]" == mask(number)
        assert "tel:[téléphone], merci" == mask(f"tel:{number}, merci")

    @pytest.mark.parametrize(
        "figure",
        [
            "60 000 000 000",
            "60.000.000.000",
            "15\u202f000\u202f000\u202f000",
            "15000000000",
            "2019-2021",
            "2019 – 2021",
            "03/09/2018",
            "3.9.2018",
            "2018-09-03",
            "250",
            "20 297",
            "1 500 000",
            "2018",
        ],
    )
    def test_figure(self, figure):
        """An amount, years and a date are what the question is about."""
        assert f"pourquoi {figure} ?" == mask(f"pourquoi {figure} ?")

    @pytest.mark.parametrize(
        "address",
        [
            "afi@exemple.tg",
            "afi.mensah+faq@mail.exemple.com",
            "AFI@EXEMPLE.TG",
            "afi @ exemple . tg",
            "afi(at)exemple.tg",
            "afi arobase exemple point tg",
        ],
    )
    def test_email(self, address):
        """So is an address, even one written to escape robots."""
        assert "écrire à [courriel] ?" == mask(f"écrire à {address} ?")

    @pytest.mark.parametrize(
        "link",
        [
            "https://exemple.tg/a?b=c#d",
            "HTTP://EXEMPLE.TG",
            "www.exemple.tg/page",
            "t.me/afi_m",
            "exemple.com",
            "wa.me/22890123456",
            "tg://user?id=5",
        ],
    )
    def test_link(self, link):
        """So is a link, with or without its head."""
        assert "voir [lien] svp" == mask(f"voir {link} svp")

    @pytest.mark.parametrize("name", ["@afi_mensah", "@Kofi228"])
    def test_name(self, name):
        """So is a name on Telegram."""
        assert "dis-le à [nom]." == mask(f"dis-le à {name}.")

    @pytest.mark.parametrize(
        "text",
        [
            "C'est un don ou un prêt ?",
            "quel est le plan.et qui a payé ?",
            "article 3.2 du plan, p. 12",
            "12:30 @ Lomé",
            "l'aéroport : à quel km ?",
        ],
    )
    def test_nothing_personal(self, text):
        """What holds nothing personal is left as typed."""
        assert text == mask(text)

    def test_unprinted(self):
        """What a database refuses, or a terminal obeys, is no part of a question."""
        assert "a [31m b ? c" == mask("a\0[31m\x1bb \ud83d c")

"""French made comparable: words without case, accents or elisions, numbers as digits, stems, sounds."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, pairwise

import Stemmer
from text_to_num import alpha2digit

from .verbs import INFINITIVES

_STEMMER = Stemmer.Stemmer("french")

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("’", "'"), ("‘", "'"), ("`", "'"), ("´", "'"))
_GROUPED_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?:[ \u202f\u00a0.]\d{3})+(?!\d)")
_NOT_A_DIGIT = re.compile(r"\D")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_WORD = re.compile(r"[a-z0-9]+(?:(?<=\d)\.\d+)?")


def plain(text: str) -> str:
    """Lower case without accents or ligatures; marks of other scripts are lost.

    >>> plain("L’Œuvre ÉTAIT")
    "l'oeuvre etait"
    """
    lowered = _unligatured(text.lower())
    if lowered.isascii():
        return lowered
    # « ™ » becomes capitals only once decomposed, and some marks a grave accent on its own.
    decomposed = _unligatured(unicodedata.normalize("NFKD", lowered).lower())
    return decomposed.encode("ascii", "ignore").decode("ascii")


def _unligatured(text: str) -> str:
    # Several times faster than str.translate on texts with accents.
    for written, letters in _LIGATURES:
        text = text.replace(written, letters)
    return text


def join_digits(text: str) -> str:
    """Groups of three digits put together, « 4 622 » or « 50.000 »; a year before a number stays apart.

    >>> join_digits("50 000 bourses"), join_digits("en 2018 250 km")
    ('50000 bourses', 'en 2018 250 km')
    """
    return _GROUPED_DIGITS.sub(lambda number: _NOT_A_DIGIT.sub("", number[0]), text)


def words(text: str) -> list[str]:
    """The words of a text, plain; elisions stand alone, grouped digits are joined.

    >>> words("L’accueil, c’est où ? 50 000 F")
    ['l', 'accueil', 'c', 'est', 'ou', '50000', 'f']
    """
    return _WORD.findall(_DECIMAL.sub(".", join_digits(plain(text))))


_NO_ENDING = 3
"""Words so short have no ending to lose."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The part of a plain word that its forms share.

    >>> stem("inaugurations"), stem("inaugure"), stem("2018"), stem("veut") == stem("voulu")
    ('inaugur', 'inaugur', '2018', True)
    """
    infinitive = INFINITIVES.get(word)
    if infinitive is None and (len(word) <= _NO_ENDING or not word.isalpha()):
        return word
    stemmed: str = _STEMMER.stemWord(infinitive or word)
    return stemmed


NUMBER_WORDS = frozenset((
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "septante", "huitante",
    "nonante", "cent", "cents", "mille",
))  # fmt: skip
_ORDINALS = {
    "1re": "1e", "2nd": "2e", "2nde": "2e",
    "premier": "1e", "premiere": "1e", "1er": "1e", "1ere": "1e", "deuxieme": "2e", "second": "2e", "seconde": "2e",
    "troisieme": "3e", "quatrieme": "4e", "cinquieme": "5e", "sixieme": "6e", "septieme": "7e", "huitieme": "8e",
    "neuvieme": "9e", "dixieme": "10e",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(?:e|eme|ieme|iem|em)$")
_SCALES = frozenset(("million", "millions", "milliard", "milliards"))


def with_digits(typed: list[str]) -> list[str]:
    """Number words as digits, « un » excepted: it is an article first. Millions and milliards stay words.

    >>> with_digits("cinq cent soixante cinq batiments en deux mille dix huit".split())
    ['565', 'batiments', 'en', '2018']
    >>> with_digits("troisieme 7eme un cable et vingt et un batiments quinze milliards".split())
    ['3e', '7e', 'un', 'cable', 'et', '21', 'batiments', '15', 'milliards']
    """
    if NUMBER_WORDS.isdisjoint(typed):
        return [_ordinal(word) for word in typed]
    found: list[str] = []
    for is_scale, group in groupby(typed, key=_SCALES.__contains__):
        together = list(group)
        found += together if is_scale else alpha2digit(" ".join(together), "fr").replace(",", ".").split()
    return [_ordinal(word) for word in found]


@lru_cache(maxsize=100_000)
def _ordinal(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    match = _ORDINAL.fullmatch(word)
    return f"{match[1]}e" if match else word


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"1", "in"), (r"2", "de"), (r"6", "si"), (r"7", "set"), (r"8", "uit"), (r"9", "neuf"),
        (r"ph", "f"), (r"(?:eau|au|o)(?:x|t|s|d)?$", "o"), (r"eau|au", "o"), (r"oe", "e"), (r"ch|sh", "S"),
        (r"qu|q|k|c(?=[aoulrtkc]|$)", "k"), (r"c(?=[eiy])", "s"), (r"g(?=[eiy])|j", "j"), (r"gu(?=[eiy])", "g"),
        (r"tion|ssion|sion|cion|xion", "sion"), (r"x", "ks"), (r"ss|sc(?=[eiy])", "s"), (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"(?:ain|ein|aim|eim|in|im|yn|ym)(?![aeiouynm])", "N"), (r"ien(?![aeiouynm])", "iN"), (r"(?:an|en|am|em)(?![aeiouynm])", "A"),
        (r"(?:on|om)(?![aeiouynm])", "O"), (r"oi|oua", "wa"), (r"(?:ez|er|et|ai[st]?|aient|ees?|es?t)$", "e"), (r"ai|ei|ay|ey", "e"),
        (r"ou", "u"), (r"y", "i"), (r"h", ""), (r"w", "v"), (r"z", "s"),
        (r"(?:ent|es|[estdxp])$", ""), (r"(?:es|[estdxp])$", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Roughly how a plain word is said: words spelt by ear share it.

    >>> sound("montan") == sound("montant"), sound("kilometr") == sound("quilometres")
    (True, True)
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def _weights(lists: dict[float, str]) -> dict[str, float]:
    return {word: weight for weight, text in lists.items() for word in text.split()}


FURNITURE = _weights(
    {
        0.8: """
            qui que quoi quel quelle quels quelles combien quand ou comment pourquoi lequel laquelle lesquels lesquelles
        """,
        0.4: """
            a ai aie aient ait alors apres as au aucun aussi autre aux avaient avait avant avec avez avoir avons bien bon c
            ca car ce ceci cela celle celui ces cet cette ceux chez ci comme d dans de deja depuis des desormais dit dite dites
            donc dont du e elle elles en encore enfin es est et etaient etait ete etes etre eu eux fait faire faut fut furent
            hein ici il ils j je jusqu l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni non nos notre nous on
            ont oui par parce pas peu peut peux plus pour pourra pourrait pourrez pouvez pouvoir puis qu quelque s sa sans se
            sera serait ses seulement si soit son sont sous sur t ta te tel tes toi ton toujours tous tout toute toutes tres tu
            un une va vers veut veux voici voila voit vont vos votre vous vraiment vu y etes suis sommes ete ayant fois cas chose
            afin ainsi lors lorsque tant selon entre etant dedans dessus dessous ensuite
        """,
        0.25: """
            bonjour bonsoir salut merci svp stp please allo euh ben bah heu hum ah oh ouais ok daccord voila quoi hein monsieur
            madame frere bjr slt cher chers plait dis dites donne donnez dire savoir voudrais aimerais voulais veux souhaite
            souhaiterais pourriez pouvez peux connaitre comprendre expliquez expliquer explique rappelez rappeler indiquez
            indiquer precisez preciser parlez parler parle question demande demander informations information renseignement
            sais moi juste exactement juste concretement precisement vite besoin cherche chercher trouver svp truc machin
            entendu parait appris lu vois crois pense genre carrement finalement effet gens personne quelqu
            confirmer confirmez confirme vrai faux exact correct
        """,
    }
)
"""What every question is made of, whatever it is about: word → how much it still weighs."""

_SUBSTANCE_FROM = 0.5


def is_furniture(word: str) -> bool:
    """Whether a plain word tells nothing of what a question is about.

    >>> is_furniture("est"), is_furniture("fibre"), is_furniture("combien")
    (True, False, False)
    """
    return FURNITURE.get(word, 1.0) < _SUBSTANCE_FROM


KINDS = {
    word: kind
    for kind, listed in enumerate(
        (
            "combien nombre chiffre chiffres total quantite longueur duree taux",
            "quand date annee jour mois epoque depuis calendrier periode moment",
            "qui personne societe entreprise auteur responsable nom compagnie institution",
            "ou lieu endroit ville adresse pays site situe situee trouve quartier",
            "pourquoi raison cause motif expliquer explication difference",
            "comment facon maniere moyen demarche",
            """
            montant montants somme cout couts coute coutes coutent coutait coutaient coutera couteront couterait couter
            prix tarif tarifs budget budgets enveloppe depense depenses depenser salaire salaires remuneration facture
            fortune
            """,
        )
    )
    for word in listed.split()
}
"""What a question may ask for, by number: how much, when, who, where, why, how, what sum of money."""

MONEY = KINDS["montant"]

MONEYED = frozenset(
    "franc francs fcfa euro euros dollar dollars yuan yuans milliard milliards million millions".split()
)
"""Words that tell a sum of money, or nearly always do."""


def asks(text: str) -> bool:
    """Whether a text asks for something: who, when, how much, which and so on.

    >>> asks("qui a payé"), asks("la fibre optique")
    (True, False)
    """
    typed = words(text)
    return any(word in KINDS or word in _ASKING for word in typed) or ("est", "ce") in pairwise(typed)


_ASKING = frozenset("quel quelle quels quelles lequel laquelle quoi que qu cb ki koi kel kan".split())


def kinds(typed: list[str]) -> tuple[int, ...]:
    """What a question asks for, as the numbers of KINDS.

    >>> kinds(["quelle", "date"]), kinds(["la", "fibre"])
    ((1,), ())
    """
    return tuple(sorted({KINDS[word] for word in typed if word in KINDS}))

"""Finding dossiers by Chinese words of two characters and more."""

from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from jiedao.dossiers.models import SearchText


class HoldsGrams(Func):
    """Whether a row's two-character grams hold all those of a word (index)."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, word: str) -> None:
        super().__init__(F("grams"), Func(Value(word), function="zh_query"))


def matching(words: Iterable[str], letters: Iterable[str] = ()) -> QuerySet[SearchText]:
    """Search rows holding every word of two characters and more, and every single letter.

    Grams find the words, the exact phrase is looked for again. Not with LIKE: a word would seem
    rarer than it is, and a common one is soonest met going through the newest.
    """
    found = SearchText.objects.alias(upper=Upper("text"))
    for word in words:
        found = found.filter(HoldsGrams(word), GreaterThan(_place_of(word), 0))
    for letter in letters:
        found = found.filter(GreaterThan(_place_of(letter), 0))
    return found


def _place_of(word: str) -> StrIndex:
    return StrIndex(F("upper"), Upper(Value(word)))


def matching_text(typed: str) -> QuerySet[SearchText]:
    """The same for what was typed: its first six words."""
    words = typed.split()[:6]
    return matching(
        [word for word in words if len(word) > 1], [word for word in words if len(word) == 1]
    )

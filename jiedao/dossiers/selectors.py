"""Finding dossiers by Chinese words of two characters and more."""

from django.db.models import BooleanField, F, Func, QuerySet, Value

from jiedao.dossiers.models import SearchText


class HoldsGrams(Func):
    """Whether a row's two-character grams hold all those of a word (index)."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, word: str) -> None:
        super().__init__(F("grams"), Func(Value(word), function="zh_query"))


def matching(words: str) -> QuerySet[SearchText]:
    """Search rows holding every word; grams find them, LIKE rechecks the exact phrase."""
    found = SearchText.objects.all()
    for word in words.split()[:6]:
        if len(word) > 1:
            found = found.filter(HoldsGrams(word))
        found = found.filter(text__icontains=word)
    return found

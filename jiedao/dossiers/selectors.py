"""Finding dossiers by Chinese words of two characters and more."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import Func, Q, QuerySet

from jiedao.dossiers.models import SearchText


class ZhQuery(Func):
    """All the two-character grams of the words searched for."""

    function = "zh_query"
    output_field = SearchQueryField()


def matching(words: str) -> QuerySet[SearchText]:
    """Search rows holding every word; grams find them, LIKE rechecks the exact phrase."""
    found = SearchText.objects.all()
    for word in words.split()[:6]:
        like = Q(text__icontains=word)
        if len(word) > 1:
            found = found.filter(Q(grams=ZhQuery(word)))
        found = found.filter(like)
    return found

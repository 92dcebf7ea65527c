"""The addresses of pages, worked out once for each name.

Django's `reverse` looks a name up, tries every way to fill it in and tests the outcome each time; a page
has a hundred addresses. Here the outcome is learnt from it once and filled in like a form. Whatever
is out of the ordinary still goes to `reverse`, which then says what is wrong. The portal stands at
the root of its host (deploy/nginx.conf), so an address is the same for every request.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Any
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse

MOST = 5  # arguments
SAFE = "!$&'()*+,;=/~:@"  # what an address may hold as it is (RFC 3986)


@dataclass(frozen=True)
class Kind:
    """What an argument may be: what stands in for it while the address is learnt."""

    stand_in: str
    fits: re.Pattern[str]


# As the converters of Django: any text, a slug, a number.
TEXT = Kind("甲{}乙", re.compile(r"[^/]+"))
WORD = Kind("Zq{}qZ", re.compile(r"[-a-zA-Z0-9_]+"))
NUMBER = Kind("98765432{}0123", re.compile(r"0|[1-9][0-9]*"))


@lru_cache(maxsize=4096, typed=True)  # a page says one number a dozen times
def address(name: str, *args: Any) -> str:
    """The address of a page."""
    known = _form_of(name, len(args))
    if known is None:
        return reverse(name, args=args)
    form, kinds = known
    words = []
    for kind, word in zip(kinds, map(str, args), strict=True):
        if not kind.fits.fullmatch(word):
            return reverse(name, args=args)
        words.append(quote(word, safe=SAFE) if kind is TEXT else word)
    return form.format(*words)


@cache
def _form_of(name: str, count: int) -> tuple[str, tuple[Kind, ...]] | None:
    """The address with places for its arguments, and what each may be; None where it has no such."""
    if count > MOST:
        return None
    for kinds in product((TEXT, WORD, NUMBER), repeat=count):
        stand_ins = [kind.stand_in.format(place) for place, kind in enumerate(kinds)]
        try:
            found = reverse(name, args=stand_ins)
        except NoReverseMatch:
            continue
        for place, stand_in in enumerate(quote(one, safe=SAFE) for one in stand_ins):
            if found.count(stand_in) != 1:
                return None
            found = found.replace(stand_in, f"{{{place}}}")
        return found, kinds
    return None

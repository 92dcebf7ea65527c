"""Typed text that an expired sign-in, a stale page or a refusal would otherwise have thrown away.

What was posted is kept for half an hour under a random token that travels in the address
(`?kept=…`), signed, in the cache and nowhere else. `show` puts it back into the unbound forms of the
page it was typed on; a view that draws its form otherwise says `initial=initial_from(request)`.
The form's own key goes with it: what arrived after all is not entered again by the page opened anew.

Passwords, tokens, seals, files and boxes marked `data-private` (numbers of persons) are never kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django import forms
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from redis.exceptions import RedisError

from jiedao.web.forms import OfficeForm

PARAMETER = "kept"
SECONDS = 30 * 60
MOST_CHARACTERS = 60_000
UNLABELLED = "填写的内容"

_SALT = "jiedao.kept"
_FORM_KEY = "once_token"
_NEVER = ("password", "token", "secret", "csrf", "seal")


@dataclass(frozen=True)
class KeptText:
    """One box of the interrupted form as the sign-in page shows it."""

    label: str
    text: str


def keep(request: HttpRequest, *, back: str) -> str:
    """Keep what was posted for the page `back`; that address with the token in it.

    Without anything to keep, or without a cache to keep it in, the address comes back as it was.
    """
    typed = _typed(request.POST)
    if not typed or sum(len(text) for texts in typed.values() for text in texts) > MOST_CHARACTERS:
        return back
    token = token_urlsafe(24)
    entry = {
        "path": urlsplit(back).path,
        "user": _who(request),
        "typed": typed,
        "boxes": list(request.POST),
        "form_key": str(request.POST.get(_FORM_KEY, "")),
    }
    try:
        cache.set(_key(token), signing.dumps(entry, salt=_SALT, compress=True), SECONDS)
    except RedisError:
        return back  # the page still shows the text, to be copied
    return _with_token(back, token)


def is_kept(address: str) -> bool:
    """Whether an address carries a token."""
    return bool(_token_in(address))


def initial_from(request: HttpRequest, *, prefix: str = "") -> dict[str, Any]:
    """What had been typed into this page's form, to be its `initial`; empty when nothing was kept.

    Only on the page it was typed for, and only for the person who typed it.
    """
    entry = _entry_of_page(request)
    if not entry:
        return {}
    lead = f"{prefix}-" if prefix else ""
    return {
        name.removeprefix(lead): texts[0] if len(texts) == 1 else texts
        for name, texts in entry["typed"].items()
        if name.startswith(lead)
    }


def form_key(request: HttpRequest) -> str:
    """The key of the form whose text this page was opened with; "" when nothing was kept."""
    entry = _entry_of_page(request)
    return str(entry.get("form_key", "")) if entry else ""


def restore(request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Put what had been typed back into the unbound forms a page is about to draw."""
    if request.method != "GET" or PARAMETER not in request.GET:
        return
    for form in context.values():
        if isinstance(form, forms.BaseForm) and not form.is_bound:
            typed = initial_from(request, prefix=form.prefix or "")
            form.initial.update({name: typed[name] for name in form.fields if name in typed})


def shown(request: HttpRequest, *, address: str = "") -> list[KeptText]:
    """The typed texts as a person can read and copy them, from an address or from this POST."""
    if address:
        entry = _entry(_token_in(address))
        typed = entry["typed"] if entry and _is_own(request, entry) else {}
        # What was kept before an upgrade does not say which boxes were empty.
        form = _form_of(entry.get("boxes", typed) if entry and typed else ())
    else:
        typed, form = _typed(request.POST), _form_of(request.POST)
    fields = form.base_fields if form else {}
    return [
        KeptText(_label(fields.get(name), name), text)
        for name, texts in typed.items()
        for text in texts
        if _is_prose(fields.get(name), text)
    ]


def came_from(request: HttpRequest) -> str:
    """The page of ours a request was sent from, or an empty string."""
    referer = request.headers.get("Referer", "")
    host = {request.get_host()}
    if not url_has_allowed_host_and_scheme(referer, host, require_https=request.is_secure()):
        return ""
    parts = urlsplit(referer)
    return _without_token(urlunsplit(("", "", parts.path, parts.query, "")))


def _who(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _is_own(request: HttpRequest, entry: dict[str, Any]) -> bool:
    """Whether the asker typed it, as far as it was known who typed."""
    return entry["user"] in (None, _who(request))


def _entry_of_page(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept for the very page that is asked for, and for who asks."""
    entry = _entry(str(request.GET.get(PARAMETER, "")))
    own = entry and entry["path"] == request.path and _is_own(request, entry)
    return entry if own else None


def _key(token: str) -> str:
    return f"kept:{token}"


def _entry(token: str) -> dict[str, Any] | None:
    if not token:
        return None
    try:
        stored = cache.get(_key(token))
        return signing.loads(stored, salt=_SALT, max_age=SECONDS) if stored else None
    except (RedisError, signing.BadSignature):
        return None


def _token_in(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query)).get(PARAMETER, "")


def _without_token(address: str) -> str:
    parts = urlsplit(address)
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PARAMETER
    ]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _with_token(address: str, token: str) -> str:
    parts = urlsplit(_without_token(address))
    query = [*parse_qsl(parts.query, keep_blank_values=True), (PARAMETER, token)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _typed(post: QueryDict) -> dict[str, list[str]]:
    """What may be kept of a POST: texts and choices, nothing secret."""
    found = {
        name: [str(text) for text in texts if text]
        for name, texts in post.lists()
        if not any(word in name.lower() for word in _NEVER)
    }
    form = _form_of(post)
    secret = {name for name, field in form.base_fields.items() if _is_secret(field)} if form else ()
    return {name: texts for name, texts in found.items() if texts and name not in secret}


def _is_secret(field: forms.Field) -> bool:
    private = "data-private" in field.widget.attrs
    return private or isinstance(field.widget, forms.PasswordInput | forms.FileInput)


def _is_prose(field: forms.Field | None, text: str) -> bool:
    """Whether a box holds words worth showing, and not the code of a choice."""
    if field is None:
        return len(text) > 8 or any("\u4e00" <= character <= "\u9fff" for character in text)
    plain = isinstance(field, forms.CharField | forms.IntegerField | forms.DateField)
    return plain and not field.widget.is_hidden


def _label(field: forms.Field | None, name: str) -> str:
    if field is None:
        return UNLABELLED
    return str(field.label or name)


def _form_of(names: Iterable[str]) -> type[OfficeForm] | None:
    """The office's form whose boxes the posted names fit best: it knows labels and what is private.

    The boxes left empty count too: many forms have one box of the same name.
    """
    posted = set(names)
    best: type[OfficeForm] | None = None
    most = 0.0
    for form in _all_forms(OfficeForm):
        hits = len(form.base_fields.keys() & posted)
        score = hits + hits / (len(form.base_fields) + 1)
        if hits and score > most:
            best, most = form, score
    return best


def _all_forms(form: type[OfficeForm]) -> Iterator[type[OfficeForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _all_forms(child)

"""Sealing a person's number: encrypted with one key, found again by a hash made with another.

Each sealed text names its key, so that a new key can be put in front while old texts stay readable:
`DATA_KEY` seals, `OLD_DATA_KEYS` only open. The column's name is sealed along, so that a text moved
to another column does not open there.
"""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORM = "s1"
_NONCE = 12
_KEY_BYTES = 32


class Unreadable(Exception):
    """A sealed text that no key of this portal opens: the key is missing, or the text was changed."""


def seal(words: str, *, place: str) -> str:
    """The sealed form of a number for one column; the same number never gives the same text twice."""
    name, key = _keys()[0]
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, words.encode(), place.encode())
    return f"{FORM}:{name}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, place: str) -> str:
    """The number itself; Unreadable when no key opens it."""
    form, _, rest = sealed.partition(":")
    name, _, body = rest.partition(":")
    key = dict(_keys()).get(name)
    if form != FORM or key is None:
        raise Unreadable(f"没有编号为{name or '（空）'}的密钥，读不出加密内容。")
    try:
        raw = base64.urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise Unreadable("加密内容被改动过，读不出来。") from fault


def hash_of(kind: str, value: str) -> str:
    """A keyed hash to find a value by; equal values of one kind have equal hashes."""
    return hmac.new(_search_key(), f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()


@cache
def _keys() -> tuple[tuple[str, bytes], ...]:
    given = [settings.DATA_KEY, *settings.OLD_DATA_KEYS]
    return tuple((key_name(key), key) for key in map(_decoded, given))


@cache
def _search_key() -> bytes:
    return _decoded(settings.SEARCH_KEY)


def key_name(key: bytes) -> str:
    """The public name of a key: says which it is and nothing of what it is."""
    return hashlib.sha256(b"jiedao key\n" + key).hexdigest()[:8]


def _decoded(words: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(words)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ImproperlyConfigured(
            "DATA_KEY、SEARCH_KEY 应是32字节随机数的base64编码，可以这样生成："
            "python3 -c 'import base64,secrets;"
            "print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'"
        )
    return key

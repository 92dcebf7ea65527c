"""What a program may send: JSON that is small, finite and whole text, or a form with files; in both
only words that are asked for (`sent`). Anything else is told so."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

from jiedao.api import sent


class Unfit(ParseError):
    """What was sent cannot be taken, said in the office's words."""


class SmallJSONParser(JSONParser):
    """JSON up to the size of a form; the framework alone would read any length into memory."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        request = (parser_context or {}).get("request")
        length = request.META.get("CONTENT_LENGTH") if request else None
        if (
            length
            and str(length).isdecimal()
            and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        ):
            raise RequestDataTooBig
        parsed: Any = super().parse(stream, media_type, parser_context)
        if not isinstance(parsed, dict):
            raise Unfit("请提交一个JSON对象（用花括号括起来的一组内容）。")
        _refuse_unfit(parsed)
        sent.demand_known((parser_context or {}).get("view"), parsed)
        return parsed


class FilesParser(MultiPartParser):
    """A form with files, as a browser sends it."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        parsed = super().parse(stream, media_type, parser_context)
        given = dict.fromkeys([*parsed.data, *parsed.files])
        sent.demand_known((parser_context or {}).get("view"), given)
        return parsed


def _refuse_unfit(value: Any) -> None:
    """No text the database cannot hold, at any depth: told once, here, and not by the database."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and ("\x00" in one or not _is_whole(one)):
            raise Unfit("内容里有存不下的字符（空字符或者半个字符），请删去后再提交。")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

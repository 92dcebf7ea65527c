"""What is sent and answered, by example: composed from the schema and the words of each system.

    examples.declare({"proposer": "社区居民委员会", "OpinionOutput.number": 3})

A value is named by its property, or by its component and property where the same word means
something else. What nobody named gets a plain value of its kind.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Schema = dict[str, Any]

_VALUES: dict[str, Any] = {}
_PLAIN = {"integer": 1, "number": 1.5, "boolean": True, "string": "示例"}
_KINDS = {"integer": int, "boolean": bool, "string": str, "array": list}
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_BY_FORMAT = {
    "date": "2026-03-23",
    "date-time": "2026-03-23T09:30:00+08:00",
    "uri": "https://jiedao.example.gov.cn/api/v1/",
    "decimal": "96000.00",
    "binary": "（文件的内容）",
}


def declare(values: Mapping[str, Any]) -> None:
    """Make values known (声明示例); another value for the same name is refused."""
    for name, value in values.items():
        if _VALUES.get(name, value) != value:
            raise ImproperlyConfigured(f"接口示例“{name}”被声明了两次。")
        _VALUES[name] = value


def of(schema: Schema, components: Schema, *, component: str = "", name: str = "") -> Any:
    """One example of a schema."""
    if "$ref" in schema:
        known = _named(component, name)
        referred = str(schema["$ref"]).rpartition("/")[2]
        inner = components[referred]
        if known is not None and "enum" in inner:
            return known
        return of(inner, components, component=referred)
    if "allOf" in schema:
        return of(schema["allOf"][0], components, component=component, name=name)
    kind = schema.get("type")
    if kind == "object":
        return {
            each: of(inner, components, component=component, name=each)
            for each, inner in schema.get("properties", {}).items()
        }
    known = schema.get("example", _named(component, name))
    if known is not None and (f"{component}.{name}" in _VALUES or _fits(schema, known)):
        return known
    if kind == "array":
        return [of(schema["items"], components, component=component, name=name)]
    if schema.get("enum"):
        return schema["enum"][0]
    if not re.fullmatch(schema.get("pattern", ".*"), str(_BY_FORMAT.get(schema.get("format", "")))):
        return "8.5"  # fewer places than a sum of money has
    plain = _BY_FORMAT.get(schema.get("format", ""), _PLAIN.get(str(kind)))
    if plain != _PLAIN["string"]:
        return plain
    # What a box is explained with says more than a placeholder.
    explained = str(schema.get("description", plain)).partition("\n")[0].partition("，")[0]
    return explained[: schema.get("maxLength", len(explained))]


def _fits(schema: Schema, value: Any) -> bool:
    """Whether what a word is usually said by is of the kind it has here."""
    if schema.get("format") == "decimal":
        return isinstance(value, str) and bool(_NUMBER.fullmatch(value))
    wanted = _KINDS.get(str(schema.get("type")))
    return wanted is None or isinstance(value, wanted)


def _named(component: str, name: str) -> Any:
    return _VALUES.get(f"{component}.{name}", _VALUES.get(name))


declare(
    {
        "title": "3号院增设电动自行车充电棚",
        "unit": "410105001003",
        "unit_name": "体育社区",
        "username": "zhao",
        "Me.name": "赵丽华",
        "Post.role": "committee_chair",
        "Post.role_name": "社区主任",
        "Duty.code": "decisions_resolve",
        "Duty.name": "登记决议",
        "document_number": "经八办〔2026〕18号",
        "posted_place": "社区居务公开栏",
        "full_digest": "9f" * 32,
        "chain_digest": "3c" * 32,
        "digest": "5a" * 32,
        "min_days": 15,
        "edition": "2026-01-01",
        "basis": "《城市居民委员会组织法》（2025年修订）第三十四条",
        "PublicationRow.number": "GS2026-001003-0007",
        "PublicationDetail.number": "GS2026-001003-0007",
        "PublicationRow.kind": "resolution",
        "PublicationDetail.kind": "resolution",
        "PublicationDetail.code": "7K3F-92QD-M5XA",
        "kind_name": "决议公示",
        "PublicationDetail.text": "经居民代表会议表决通过，在3号院东墙内建充电棚1座。",
    }
)

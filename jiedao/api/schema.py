"""What the schema says beyond the views: how one proves oneself, what any request may be answered,
and what everything looks like by example."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.hooks import postprocess_schema_enums

from jiedao.api import examples
from jiedao.api.authentication import Bearer, Session
from jiedao.api.problems import CONTENT_TYPE, PROBLEMS
from jiedao.api.shapes import MEANINGS

PROBLEM = "ProblemOutput"
SENDING = ("post", "put", "patch", "delete")


def complete(result: dict[str, Any], generator: Any, **_: Any) -> dict[str, Any]:
    """The hook of the generator: every operation with all its answers, and an example of each."""
    result = postprocess_schema_enums(result, generator)
    components = result["components"]["schemas"]
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _possible(path, method, operation):
                operation["responses"].setdefault(str(status), {"description": MEANINGS[status]})
            for status, response in operation["responses"].items():
                _exemplify_answer(int(status), response, components)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                _exemplify(content, components)
                _close(content["schema"], components)
    return result


def _close(schema: dict[str, Any], components: dict[str, Any]) -> None:
    """What is sent has no other words than these (`sent` refuses them), nor have its parts."""
    for part in (schema, schema.get("items", {}), *schema.get("allOf", ())):
        if "$ref" not in part:
            continue
        shape = components[str(part["$ref"]).rpartition("/")[2]]
        if shape.get("type") != "object" or shape.get("additionalProperties") is False:
            continue
        shape["additionalProperties"] = False
        for inner in shape.get("properties", {}).values():
            _close(inner, components)


def _possible(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    """The errors an operation may answer whatever it does."""
    possible = [400, 406, 429]
    if {} not in operation.get("security", [{}]):
        possible += [401, 403]
    if "{" in path:
        possible.append(404)
    if method in SENDING:
        possible += [409, 413, 415]
    return possible


def _exemplify_answer(status: int, response: dict[str, Any], components: dict[str, Any]) -> None:
    if status in MEANINGS:
        content = response.setdefault("content", {CONTENT_TYPE: {}})
        problem = content.setdefault(CONTENT_TYPE, {})
        problem.setdefault("schema", {"$ref": f"#/components/schemas/{PROBLEM}"})
        if "examples" not in problem:
            problem["example"] = _problem(status)
        return
    for content in response.get("content", {}).values():
        _exemplify(content, components)


def _exemplify(content: dict[str, Any], components: dict[str, Any]) -> None:
    """Unless an operation has examples of its own."""
    if "examples" not in content:
        content["example"] = examples.of(content["schema"], components)


def _problem(status: int) -> dict[str, Any]:
    title, reason = PROBLEMS.get(status, ("暂不能办", "现在是“征求意见”，不能跳过前面的环节。"))
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": "example",
        "reason": reason,
        "arithmetic": "",
        "basis": "",
        "hint": "",
        "errors": {},
    }


class BearerInSchema(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "接口账号的令牌，由安全管理员在“接口账号”页面签发，只显示一次。",
        }


class SessionInSchema(OpenApiAuthenticationExtension):
    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "工作人员登录平台以后的会话；提交时还要带上 X-CSRFToken。",
        }

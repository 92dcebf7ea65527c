"""The schema: every operation says what it takes, what it may answer, and shows each by example."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

Operation = tuple[str, str, dict[str, Any]]
SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(public=True)


def operations() -> Iterator[Operation]:
    for path, methods in SCHEMA["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


EVERY = [pytest.param(*one, id=one[2]["operationId"]) for one in operations()]


def whole(schema: Any) -> Any:
    """An OpenAPI 3.0 schema as JSON Schema says it, its references put in."""
    if isinstance(schema, list):
        return [whole(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return whole(SCHEMA["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    plain = {name: whole(inner) for name, inner in schema.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") else plain


def shown(content: dict[str, Any]) -> list[Any]:
    """The examples of one kind of content."""
    if "example" in content:
        return [content["example"]]
    return [each["value"] for each in content["examples"].values()]


@pytest.mark.parametrize(("path", "method", "operation"), EVERY)
def test_every_operation_is_explained_and_exemplified(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert operation["tags"]
    contents = list(operation.get("requestBody", {}).get("content", {}).values())
    for status, response in operation["responses"].items():
        assert response["description"] or status.startswith("2"), status
        if status != "204":
            assert response["content"], status
        contents += response.get("content", {}).values()
    for content in contents:
        for example in shown(content):
            jsonschema.validate(example, whole(content["schema"]))
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]


@pytest.mark.parametrize(("path", "method", "operation"), EVERY)
def test_every_operation_names_the_errors_it_may_answer(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    wanted = {"400", "406", "429"}
    if operation.get("security") != [{}]:
        wanted |= {"401", "403"}
    if method == "post":
        wanted |= {"409", "413", "415"}
    assert wanted <= set(operation["responses"])
    for status, response in operation["responses"].items():
        if status.startswith("4"):
            assert set(response["content"]) == {"application/problem+json"}


@pytest.mark.parametrize(("path", "method", "operation"), EVERY)
def test_whatever_writes_can_be_sent_again(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    assert ("Idempotency-Key" in names) == (method == "post")


@pytest.mark.parametrize("component", sorted(SCHEMA["components"]["schemas"]))
def test_what_belongs_to_a_thing_is_told_in_a_shape_of_its_own(component: str) -> None:
    for name, box in SCHEMA["components"]["schemas"][component].get("properties", {}).items():
        if box.get("type") == "array":
            assert box["items"].get("type") != "object", f"{name} 的每一项是什么，接口说明没有写"

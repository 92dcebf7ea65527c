"""The API: one format for every problem, lists by key, a schema without warnings."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions, serializers
from rest_framework.request import Request

from jiedao.api import registry
from jiedao.api.paging import KeyPaging
from jiedao.api.problems import handler
from jiedao.lib.refusals import refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import Office

FIELDS = {"type", "title", "status", "code", "reason", "arithmetic", "basis", "hint", "errors"}


def problem(error: Exception) -> Any:
    answer = handler(error, {})
    assert answer is not None
    assert answer.content_type == "application/problem+json"
    assert answer.data.keys() == FIELDS
    return answer.data


def test_i_learn_who_i_am_and_what_i_may_do(zhao_chair: User, client_of):
    said = client_of(zhao_chair).get("/api/v1/me/").json()
    assert said["name"] == "赵丽华"
    assert said["posts"] == [
        {
            "role": "committee_chair",
            "role_name": "社区主任",
            "unit": "410105001003",
            "unit_name": "体育社区",
        }
    ]
    assert {"code": "decisions_resolve", "name": "登记决议"} in said["duties"]


def test_without_a_sign_in_the_api_answers_for_itself(db: None, client: Client):
    answer = client.get("/api/v1/me/")
    assert answer.status_code in (401, 403)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_authenticated"
    assert answer.json()["reason"] == "请先登录平台，再调用接口。"


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/nothing/1/", "/api/v2/me/"])
def test_an_unknown_address_is_a_problem_too(db: None, client: Client, address: str):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.json().keys() == FIELDS


def test_a_post_without_a_token_is_refused_in_words(zhao_chair: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(zhao_chair, backend="jiedao.accounts.backends.Accounts")
    answer = client.post("/api/v1/me/", {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf"
    assert "重新取得令牌" in answer.json()["reason"]


def test_a_refusal_says_on_the_api_what_it_says_on_the_page():
    said = problem(
        refuse(
            "matter.quorum",
            "到会41人，还不够。",
            arithmetic="63 × 2 ÷ 3 ＝ 42",
            basis="第二十九条",
            hint="请重新召集。",
            field="present",
        )
    )
    assert (said["status"], said["code"]) == (409, "matter.quorum")
    assert said["errors"] == {"present": ["到会41人，还不够。"]}
    assert problem(refuse("x", "不归您办。", status=403))["status"] == 403


def test_a_violated_constraint_never_speaks_for_itself():
    said = problem(IntegrityError("duplicate key value violates unique constraint"))
    assert said["status"] == 409
    assert "duplicate" not in str(said)


def test_errors_stand_at_their_fields_in_full_sentences():
    class Line(serializers.Serializer):
        name = serializers.CharField()

    class Paper(serializers.Serializer):
        title = serializers.CharField()
        lines = Line(many=True)

        def validate(self, attrs: Any) -> Any:
            raise serializers.ValidationError("会议日期不能早于通知日期。")

    paper = Paper(data={"lines": [{"name": "甲"}, {"name": ""}]})
    assert not paper.is_valid()
    said = problem(exceptions.ValidationError(paper.errors))
    assert said["errors"] == {
        "title": ["请填写这一项。"],
        "lines.1.name": ["这一项不能为空，请填写。"],
    }
    whole = Paper(data={"title": "x", "lines": []})
    assert not whole.is_valid()
    assert problem(exceptions.ValidationError(whole.errors))["errors"] == {
        "form": ["会议日期不能早于通知日期。"]
    }


def test_what_is_not_there_and_what_is_too_much_have_their_words():
    assert problem(Http404())["code"] == "not_found"
    limited = handler(exceptions.Throttled(wait=9), {})
    assert limited is not None
    assert limited.headers["Retry-After"] == "9"
    assert handler(ValueError("ours"), {}) is None


def test_lists_page_by_key_and_never_show_a_row_twice(office: Office, monkeypatch):
    monkeypatch.setattr(KeyPaging, "page_size", 3)
    address, seen = "http://testserver/api/v1/units/?q=x", []
    while address:
        request = Request(RequestFactory().get(address))
        paging = KeyPaging()
        seen += [unit.pk for unit in paging.paginate_queryset(Unit.objects.all(), request)]
        address = paging.get_paginated_response([]).data["next"]
        assert address is None or "q=x" in address
    assert seen == sorted(Unit.objects.values_list("pk", flat=True), reverse=True)
    with pytest.raises(exceptions.ValidationError):
        KeyPaging().paginate_queryset(
            Unit.objects.all(), Request(RequestFactory().get("/?before=x"))
        )


def test_every_package_adds_its_routes_once():
    prefixes = [prefix for prefix, _, _ in registry.collect().registry]
    assert len(prefixes) == len(set(prefixes))


def test_the_schema_is_valid_and_without_warnings(db: None, client: Client):
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())
    assert client.get("/api/schema/").status_code == 200

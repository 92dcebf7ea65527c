"""The package on paper: groups, responsibilities, a trial, the visits of an official."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.liaison.models import Assignment, Pilot, Trial, WorkGroup
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import Office
from tests.documents.paper import docx_words, pdf_words
from tests.liaison.conftest import listed, tried, visited

Browser = Callable[[User], Client]
READ = {"pdf": pdf_words, "docx": docx_words}
BOTH = pytest.mark.parametrize("form", ["pdf", "docx"])


@BOTH
def test_the_list_of_groups_names_who_belongs_to_which_in_what_post(
    group: WorkGroup, tang: User, room: Unit, officer: User, client_of: Browser, form: str
) -> None:
    client = client_of(officer)
    joining = {"users": [tang.pk], "since": "2026-04-01", "post": ""}
    client.post(reverse("groups:add_members", args=[group.dossier.number]), joining)
    url = reverse("groups:paper", args=[form])
    assert url in client.get(reverse("groups:group_list")).text
    words = READ[form](client.get(url).content)
    (member,) = group.members.all()
    assert f"唐玉梅（{member.post}）" in words
    assert "何志远" in words
    assert "党建工作办公室" in words
    assert "经八办〔2026〕5号" in words
    nothing = READ[form](client.get(f"{url}?area=services").content)
    assert "何志远" not in nothing
    assert client.get(reverse("groups:paper", args=["xls"])).status_code == 404


@BOTH
def test_the_list_of_responsibilities_is_a_table_with_how_each_stands(
    office: Office, officer: User, zheng_other: User, client_of: Browser, form: str
) -> None:
    line, client = listed(office.a, officer), client_of(officer)
    url = reverse("responsibilities:paper", args=[form])
    assert url in client.get(reverse("responsibilities:responsibility_list")).text
    words = READ[form](client.get(url).content)
    assert line.dossier.title in words
    assert line.standard in words
    assert "逾期" in words
    assert line.dossier.title not in READ[form](client_of(zheng_other).get(url).content)


@BOTH
def test_a_trial_has_a_plan_with_its_stages(
    trial: Trial, officer: User, zheng_other: User, client_of: Browser, form: str
) -> None:
    url = reverse("documents:download", args=[trial.dossier.number, "plan", form])
    assert url in client_of(officer).get(trial.get_absolute_url()).text
    words = READ[form](client_of(officer).get(url).content)
    assert "赵丽华" in words
    assert "民主科学决策" in words
    assert "研究建立制度" in words
    assert "2026年5月31日" in words
    assert client_of(zheng_other).get(url).status_code == 404


@BOTH
def test_a_designation_has_a_notice_that_tells_each_community_what_it_tries(
    pilot: Pilot, office: Office, officer: User, zhao_chair: User, zheng_other: User,
    client_of: Browser, form: str,
) -> None:  # fmt: skip
    url = reverse("documents:download", args=[pilot.dossier.number, "notice", form])
    client = client_of(officer)
    assert url in client.get(pilot.get_absolute_url()).text
    assert "确定以后另行通知" in READ[form](client.get(url).content)
    tried(pilot, officer, office.a, responsible=zhao_chair)
    # Who works in another community of the street is told too.
    words = READ[form](client_of(zheng_other).get(url).content)
    for said in (
        "省级试点的通知", "全省推进基层四项基础制度和机制建设试点示范街道", "豫组〔2026〕7号",
        "2026年4月10日", "体育社区", "民主科学决策", "矛盾调解化解", "赵丽华", "定人员", "定目标",
        "定时间", "研究建立制度、实施方法、完善资料、总结提高",
    ):  # fmt: skip
        assert said in words, said


@BOTH
def test_an_official_has_a_record_of_his_visits(
    assignment: Assignment, officer: User, client_of: Browser, form: str
) -> None:
    made = visited(assignment, officer, problems="台账缺两页。")
    wrong = visited(assignment, officer, done="登记错了。")
    client = client_of(officer)
    number = assignment.dossier.number
    client.post(reverse("liaison:withdraw_visit", args=[number, wrong.pk]), {"reason": "日期错了"})
    url = reverse("documents:download", args=[number, "visits", form])
    assert url in client.get(assignment.get_absolute_url()).text
    words = READ[form](client.get(url).content)
    assert made.done in words
    assert "台账缺两页。" in words
    assert "登记错了" not in words
    assert "1次" in words

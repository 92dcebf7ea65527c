"""Adding, renaming and closing units, head counts, and finding units by name and sound."""

from datetime import date

import pytest

from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation import actions, selectors
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import TODAY, Office


def test_estates_and_grids_get_codes_beneath_their_community(
    office: Office, system_admin: User
) -> None:
    first = actions.add_unit(office.a, level=UnitLevel.GRID, name="第一网格", by=system_admin)
    second = actions.add_unit(office.a, level=UnitLevel.GRID, name="第二网格", by=system_admin)
    estate = actions.add_unit(office.a, level=UnitLevel.ESTATE, name="经七路2号院", by=system_admin)
    inner = actions.add_unit(estate, level=UnitLevel.GRID, name="东区", by=system_admin)
    assert [unit.code for unit in (first, second, estate, inner)] == [
        "410105001003-W01",
        "410105001003-W02",
        "410105001003-X01",
        "410105001003-X01-W01",
    ]
    assert inner.is_within(office.a)
    assert inner.ancestor_ids[-2:] == (estate.pk, inner.pk)


def test_a_department_stands_beneath_a_street(office: Office, system_admin: User) -> None:
    unit = actions.add_unit(
        office.street, level=UnitLevel.DEPARTMENT, name="社区建设科", by=system_admin
    )
    assert unit.code == "410105001-K01"
    with pytest.raises(Refused, match="科室不能设在社区“体育社区”之下，它下面可以设小区、网格"):
        actions.add_unit(office.a, level=UnitLevel.DEPARTMENT, name="办公室", by=system_admin)


def test_a_community_is_registered_by_import_with_its_statistical_code(
    office: Office, system_admin: User
) -> None:
    with pytest.raises(Refused, match="请用“导入单位”登记"):
        actions.add_unit(office.street, level=UnitLevel.COMMUNITY, name="新社区", by=system_admin)


def test_two_units_of_one_name_do_not_stand_beneath_one_parent(
    office: Office, system_admin: User
) -> None:
    actions.add_unit(office.a, level=UnitLevel.GRID, name="第一网格", by=system_admin)
    with pytest.raises(Refused, match="下面已有“第一网格”"):
        actions.add_unit(office.a, level=UnitLevel.GRID, name="第一网格", by=system_admin)


def test_renaming_keeps_the_unit_and_sorts_it_by_its_new_sound(
    office: Office, system_admin: User
) -> None:
    actions.rename_unit(office.a, name="奥体社区居委会", by=system_admin)
    unit = Unit.objects.get(pk=office.a.pk)
    assert (unit.name, unit.short_name) == ("奥体社区居民委员会", "奥体社区")
    assert unit.sort_key.startswith("ao4")
    assert "“体育社区居民委员会”更名为" in Entry.objects.of(unit)[0].words


@pytest.mark.parametrize("name", ["=1+1", "<script>", "", "长" * 81, "体\x07育"])
def test_a_name_that_is_none_is_refused(office: Office, system_admin: User, name: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.rename_unit(office.a, name=name, by=system_admin)
    assert refused.value.refusal.field == "name"


def test_a_unit_with_active_units_beneath_it_is_not_closed(
    office: Office, system_admin: User
) -> None:
    grid = actions.add_unit(office.a, level=UnitLevel.GRID, name="第一网格", by=system_admin)
    with clock.moved_to(TODAY):
        with pytest.raises(Refused, match="下面还有“第一网格”，请先撤销它们"):
            actions.close_unit(office.a, closed_on=TODAY, by=system_admin)
        actions.close_unit(grid, closed_on=TODAY, by=system_admin)
        closed = actions.close_unit(office.a, closed_on=TODAY, by=system_admin)
        assert closed.closed_on == TODAY
        with pytest.raises(Refused, match="已于2026年11月23日撤销"):
            actions.add_unit(office.a, level=UnitLevel.GRID, name="第二网格", by=system_admin)


def test_a_head_count_needs_its_source_and_plausible_numbers(
    office: Office, system_admin: User
) -> None:
    def count(**changed: object) -> None:
        given: dict[str, object] = {
            "counted_on": date(2026, 6, 30),
            "adults": 3120,
            "households": 1286,
            "source": "派出所户籍底册",
        }
        with clock.moved_to(TODAY):
            actions.count_heads(office.a, by=system_admin, **(given | changed))

    count()
    with pytest.raises(Refused, match="十八周岁以上居民500人、1286户"):
        count(adults=500)
    with pytest.raises(Refused, match="不能晚于今天"):
        count(counted_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="请写明数字来源"):
        count(source="  ")
    newest = selectors.head_count_on(office.a, TODAY)
    assert newest is not None
    assert newest.adults == 3120
    assert selectors.head_count_on(office.a, date(2026, 1, 1)) is None


def test_a_community_worker_may_not_change_the_tree(office: Office, sun_worker: User) -> None:
    for act in (
        lambda: actions.rename_unit(office.a, name="奥体社区", by=sun_worker),
        lambda: actions.close_unit(office.a, closed_on=TODAY, by=sun_worker),
        lambda: actions.describe_unit(office.a, phone="", address="", hours="", by=sun_worker),
        lambda: actions.establish_body(office.a, kind="committee", by=sun_worker),
    ):
        with pytest.raises(Refused, match="没有“维护组织机构”职责") as refused:
            act()
        assert refused.value.refusal.status == 403


@pytest.mark.parametrize("words", ["体育", "tiyu", "TiYu", "tysq", "410105001003"])
def test_a_unit_is_found_by_name_sound_initials_and_code(
    office: Office, system_admin: User, words: str
) -> None:
    actions.rename_unit(office.a, name="体育社区居民委员会", by=system_admin)
    actions.rename_unit(office.b, name="科技社区居民委员会", by=system_admin)
    assert [str(unit) for unit in selectors.find_units(words=words).rows] == ["体育社区"]


@pytest.mark.parametrize("sort", ["code", "name"])
def test_the_list_goes_on_from_its_last_key(office: Office, system_admin: User, sort: str) -> None:
    for number in range(5):
        actions.add_unit(office.a, level=UnitLevel.GRID, name=f"网格{number}", by=system_admin)
    seen, after = [], ""
    for _ in range(6):
        page = selectors.find_units(sort=sort, after=after, limit=2)
        seen += [unit.code for unit in page.rows]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == page.total == 9

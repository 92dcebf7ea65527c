"""Who may sit where: the law on committees, supervisors and representatives, with its sums."""

from collections.abc import Callable
from datetime import date

import pytest

from jiedao.ledger.models import Entry
from jiedao.lib.refusals import Refusal, Refused
from jiedao.organisation import actions, rosters, selectors
from jiedao.organisation.models import Body, Seat, Unit
from jiedao.organisation.states import BodyKind, Position, UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import Person, User
from tests.conftest import TODAY, Office
from tests.organisation.conftest import BEGUN, ENDS, Community, Enter, crowd, seated
from tests.support import statements

Establish = Callable[[str], Body]
C, M, R = Position.CHAIR, Position.MEMBER, Position.REPRESENTATIVE


def refusal_of(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal


@pytest.mark.parametrize(
    ("count", "said", "sum_"),
    [
        (4, "应不少于5人，名单有4人", "5 － 4 ＝ 1，还差1人"),
        (10, "应不多于9人，名单有10人", "10 － 9 ＝ 1，多出1人"),
    ],
)
def test_a_committee_has_five_to_nine_members(
    establish: Establish, begin: Enter, count: int, said: str, sum_: str
) -> None:
    body = establish(BodyKind.COMMITTEE)
    refusal = refusal_of(lambda: begin(body, seated(crowd(count, "建"), C, M)))
    assert said in refusal.reason
    assert refusal.arithmetic == sum_
    assert refusal.basis == "《城市居民委员会组织法》（2025年修订）第八条"


def test_a_village_committee_has_three_to_seven_by_its_own_statute(
    office: Office, system_admin: User, begin: Enter
) -> None:
    rows = "code,name,parent_code,level\n410105001201,关虎屯村委会,410105001,村\n"
    actions.import_units(rows.encode(), filename="a.csv", by=system_admin)
    village = Unit.objects.get(level=UnitLevel.VILLAGE)
    body = actions.establish_body(village, kind=BodyKind.COMMITTEE, by=system_admin)
    assert body.name == "关虎屯村村民委员会"
    refusal = refusal_of(lambda: begin(body, seated(crowd(8, "建"), C, M)))
    assert "应不多于7人" in refusal.reason
    assert refusal.basis == "《村民委员会组织法》（2025年修订）第八条"
    assert begin(body, seated(crowd(3, "建"), C, M)).seats.count() == 3


def test_a_committee_has_exactly_one_chair(establish: Establish, begin: Enter) -> None:
    body = establish(BodyKind.COMMITTEE)
    members = crowd(7, "建")
    assert "名单里一个也没有" in refusal_of(lambda: begin(body, seated(members, M, M))).reason
    two = [*seated(members[:-1], C, M), (members[-1], C, "")]
    assert "只能有一名，名单里有2人" in refusal_of(lambda: begin(body, two)).reason


def test_nobody_sits_twice_and_every_position_belongs_to_the_body(
    establish: Establish, begin: Enter
) -> None:
    body = establish(BodyKind.COMMITTEE)
    members = crowd(6, "建")
    twice = [*seated(members, C, M), (members[2], M, "")]
    assert "出现了两次" in refusal_of(lambda: begin(body, twice)).reason
    wrong = [*seated(members[:5], C, M), (members[5], Position.SECRETARY, "")]
    assert "里没有“书记”，可以选委员、主任、副主任" in refusal_of(lambda: begin(body, wrong)).reason


def test_a_term_is_five_years_at_most(establish: Establish, begin: Enter) -> None:
    body = establish(BodyKind.COMMITTEE)
    seats = seated(crowd(7, "建"), C, M)
    refusal = refusal_of(lambda: begin(body, seats, ends_on=date(2031, 3, 2)))
    assert "每届任期5年，2026年3月1日开始的一届最晚到2031年2月28日届满" in refusal.reason
    assert refusal.basis.endswith("第十四条")
    assert refusal.field == "ends_on"
    begin(body, seats, ends_on=date(2031, 3, 1))


def test_a_term_of_2021_is_judged_by_the_edition_of_its_day(
    establish: Establish, begin: Enter
) -> None:
    body = establish(BodyKind.COMMITTEE)
    seats = seated(crowd(4, "建"), C, M)
    refusal = refusal_of(
        lambda: begin(body, seats, begins_on=date(2021, 3, 1), ends_on=date(2026, 3, 1))
    )
    assert refusal.basis == "《城市居民委员会组织法》（2018年修正）第七条"


def test_terms_of_one_body_neither_overlap_nor_share_a_number(
    community: Community, begin: Enter
) -> None:
    seats = seated(crowd(7, "华"), C, M)
    again = refusal_of(
        lambda: begin(community.committee, seats, date(2030, 1, 1), date(2035, 1, 1), number=2)
    )
    assert "与第1届重叠（2026年3月1日至2031年2月28日）" in again.reason
    same = refusal_of(lambda: begin(community.committee, seats, ENDS, date(2036, 3, 1), number=1))
    assert "第1届已经登记过" in same.reason
    assert begin(community.committee, seats, ENDS, date(2036, 3, 1), number=2).number == 2


def test_members_of_the_committee_are_not_near_relatives(
    establish: Establish, begin: Enter
) -> None:
    members = crowd(7, "建")
    people.register_kinship(members[2], members[5], relation="夫妻")
    body = establish(BodyKind.COMMITTEE)
    refusal = refusal_of(lambda: begin(body, seated(members, C, M)))
    assert "是近亲属（夫妻）" in refusal.reason
    assert refusal.basis.endswith("第八条")


def test_a_member_of_the_committee_does_not_supervise_it(
    community: Community, system_admin: User
) -> None:
    term = community.supervision.terms.get()
    refusal = refusal_of(
        lambda: actions.fill_seat(
            term, person=community.members[3], position=M, joined_on=TODAY, by=system_admin
        )
    )
    assert "同期是居民委员会成员，不能又任体育社区居务监督委员会成员" in refusal.reason
    assert refusal.basis.endswith("第三十六条")


def test_a_relative_of_a_committee_member_does_not_supervise(
    community: Community, system_admin: User, office: Office
) -> None:
    wife = people.register_person(name="孙秀英")
    actions.register_kinship(
        office.a, one=wife, other=community.members[1], relation="夫妻", by=system_admin
    )
    term = community.supervision.terms.get()
    refusal = refusal_of(
        lambda: actions.fill_seat(term, person=wife, position=M, joined_on=TODAY, by=system_admin)
    )
    assert f"孙秀英与居民委员会成员{community.members[1]}是近亲属（夫妻）" in refusal.reason
    assert refusal.basis.endswith("第三十六条")


def test_a_relative_of_a_supervisor_does_not_join_the_committee(
    community: Community, system_admin: User
) -> None:
    son = people.register_person(name="王小明")
    people.register_kinship(community.supervisors[0], son, relation="父子")
    term = community.committee.terms.get()
    refusal = refusal_of(
        lambda: actions.fill_seat(term, person=son, position=M, joined_on=TODAY, by=system_admin)
    )
    assert f"王小明与居务监督委员会成员{community.supervisors[0]}是近亲属（父子）" in refusal.reason


def test_representatives_are_four_fifths_of_their_meeting(
    establish: Establish, begin: Enter
) -> None:
    begin(establish(BodyKind.COMMITTEE), seated(crowd(7, "建"), C, M))
    body = establish(BodyKind.REPRESENTATIVES)
    refusal = refusal_of(lambda: begin(body, seated(crowd(27, "春"), R, R)))
    assert "居民委员会成员7人、居民代表27人，共34人，达不到" in refusal.reason
    assert refusal.arithmetic == (
        "34 × 4 ÷ 5 ＝ 27.2，需28人，居民代表27人，28 － 27 ＝ 1，还差1人"
    )
    assert refusal.basis.endswith("第二十八条")
    assert refusal.field == "roster"
    begin(body, seated(crowd(28, "夏"), R, R))


def test_who_is_both_counts_once_as_member_of_the_committee(
    establish: Establish, begin: Enter
) -> None:
    members = crowd(7, "建")
    begin(establish(BodyKind.COMMITTEE), seated(members, C, M))
    body = establish(BodyKind.REPRESENTATIVES)
    roster = seated([*members[:2], *crowd(27, "春")], R, R)
    refusal = refusal_of(lambda: begin(body, roster))
    assert "另有2人两样都是，按委员会成员算一次" in refusal.reason
    assert "共34人" in refusal.reason


def test_before_2026_the_law_asked_no_share_of_representatives(
    establish: Establish, begin: Enter
) -> None:
    start, end = date(2021, 3, 1), date(2026, 1, 1)
    begin(establish(BodyKind.COMMITTEE), seated(crowd(7, "建"), C, M), start, end)
    begin(establish(BodyKind.REPRESENTATIVES), seated(crowd(10, "春"), R, R), start, end)


def test_a_larger_committee_may_not_outweigh_the_representatives(
    establish: Establish, begin: Enter, system_admin: User
) -> None:
    term = begin(establish(BodyKind.COMMITTEE), seated(crowd(5, "建"), C, M))
    begin(establish(BodyKind.REPRESENTATIVES), seated(crowd(20, "春"), R, R))
    more = people.register_person(name="新委员")
    refusal = refusal_of(
        lambda: actions.fill_seat(term, person=more, position=M, joined_on=TODAY, by=system_admin)
    )
    assert refusal.code == "organisation.representatives_share"
    assert not Seat.objects.filter(person=more).exists()


def test_a_representative_who_leaves_must_not_break_the_share(
    establish: Establish, begin: Enter, system_admin: User
) -> None:
    begin(establish(BodyKind.COMMITTEE), seated(crowd(5, "建"), C, M))
    term = begin(establish(BodyKind.REPRESENTATIVES), seated(crowd(20, "春"), R, R))
    leaver = term.seats.order_by("id")[0]
    refusal = refusal_of(
        lambda: actions.leave_seat(leaver, left_on=TODAY, reason="迁出", by=system_admin)
    )
    assert refusal.hint == "请先登记补选的居民代表，再登记离任。"
    assert "24 × 4 ÷ 5 ＝ 19.2，需20人，居民代表19人" in refusal.arithmetic
    new = people.register_person(name="补选人")
    actions.fill_seat(term, person=new, position=R, joined_on=TODAY, by=system_admin)
    leaver.refresh_from_db()
    actions.leave_seat(leaver, left_on=TODAY, reason="迁出", by=system_admin)
    assert Seat.objects.sitting(TODAY).filter(term=term).count() == 20


def test_a_seat_is_filled_within_the_term_and_not_beyond_nine(
    community: Community, system_admin: User
) -> None:
    term = community.committee.terms.get()

    def fill(person: Person, position: str = M, joined_on: date = TODAY) -> object:
        return actions.fill_seat(
            term, person=person, position=position, joined_on=joined_on, by=system_admin
        )

    early = refusal_of(lambda: fill(crowd(1, "早")[0], joined_on=date(2026, 1, 1)))
    assert "不在第1届任期内（2026年3月1日至2031年2月28日）" in early.reason
    assert "已有主任" in refusal_of(lambda: fill(crowd(1, "又")[0], C)).reason
    assert "已经有席位" in refusal_of(lambda: fill(community.members[1])).reason
    for person in crowd(2, "补"):
        fill(person)
    refusal = refusal_of(lambda: fill(crowd(1, "多")[0]))
    assert refusal.arithmetic == "9 ＋ 1 ＝ 10，超过9"


def test_a_member_may_always_leave_and_the_page_says_what_is_missing(
    community: Community, office: Office, system_admin: User
) -> None:
    term = community.committee.terms.get()
    for seat in term.seats.order_by("id")[:3]:
        actions.leave_seat(seat, left_on=TODAY, reason="辞职", by=system_admin)
    views = selectors.bodies_of(office.a, TODAY)
    said = selectors.missing(office.a, views, [], TODAY)
    assert "居民委员会现在没有主任，请登记增补。" in said
    assert any("现有4人，应不少于5人" in sentence for sentence in said)
    assert "还没有登记党组织。" in said
    assert any("人口底数" in sentence for sentence in said)
    again = refusal_of(
        lambda: actions.leave_seat(
            term.seats.order_by("id")[0], left_on=TODAY, reason="", by=system_admin
        )
    )
    assert "已于2026年11月23日离任" in again.reason


def test_the_composition_of_a_meeting_counts_each_person_once_in_one_statement(
    community: Community, office: Office, system_admin: User
) -> None:
    term = community.representatives.terms.get()
    chair = community.members[0]
    actions.fill_seat(term, person=chair, position=R, joined_on=TODAY, by=system_admin)
    both = (BodyKind.COMMITTEE, BodyKind.REPRESENTATIVES)
    composed = selectors.meeting_composition(office.a, both, TODAY)
    assert len(composed) == 47
    assert composed[0].person == chair
    assert composed[0].kinds == frozenset(both)
    assert composed[0].position == "主任、代表"
    assert statements(lambda: selectors.meeting_composition(office.a, both, TODAY)) == 1
    assert selectors.meeting_composition(office.a, both, date(2025, 1, 1)) == []


def test_the_ledger_of_the_community_names_no_resident(
    community: Community, office: Office, system_admin: User
) -> None:
    term = community.representatives.terms.get()
    new = people.register_person(name="补选人")
    seat = actions.fill_seat(term, person=new, position=R, joined_on=TODAY, by=system_admin)
    actions.leave_seat(seat, left_on=TODAY, reason="迁出", by=system_admin)
    words = "".join(entry.words + entry.body for entry in Entry.objects.of(office.a))
    assert "补选人" not in words
    assert str(community.members[0]) not in words


def test_a_body_is_registered_once(establish: Establish) -> None:
    establish(BodyKind.COMMITTEE)
    assert "已经登记过居民委员会" in refusal_of(lambda: establish(BodyKind.COMMITTEE)).reason


def test_a_pasted_roster_is_read_line_by_line() -> None:
    lines = rosters.read(
        "1. 王 芳\t主任\n2、李建国（3号楼） 副主任 第二网格\n\n张伟，委员，第三居民小组",
        BodyKind.COMMITTEE,
    )
    assert [(one.name, one.hint, one.position, one.group) for one in lines] == [
        ("王芳", "", C, ""),
        ("李建国", "3号楼", Position.VICE_CHAIR, "第二网格"),
        ("张伟", "", M, "第三居民小组"),
    ]


@pytest.mark.parametrize(
    ("pasted", "kind", "said"),
    [
        ("主任 王芳", BodyKind.COMMITTEE, "“主任”是职务，请把姓名写在最前面"),
        ("王芳 书记", BodyKind.COMMITTEE, "居民委员会里没有“书记”，可以写委员、主任、副主任"),
        ("13800000000 委员", BodyKind.COMMITTEE, "不像姓名"),
        ("王芳\n李建国\n王芳", BodyKind.REPRESENTATIVES, "第3行：“王芳”与第1行同名"),
        (" \n ", BodyKind.REPRESENTATIVES, "名单是空的"),
    ],
)
def test_a_roster_that_cannot_be_read_says_which_line(pasted: str, kind: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rosters.read(pasted, kind)


def test_a_roster_means_the_people_the_community_knows_already(
    community: Community, office: Office, system_admin: User
) -> None:
    before = Person.objects.count()
    members = "\n".join(f"{person} 委员" for person in community.members[1:])
    term = actions.elect(
        community.committee,
        number=2,
        begins_on=ENDS,
        ends_on=date(2036, 3, 1),
        roster=f"新主任 主任\n{members}",
        by=system_admin,
    )
    assert Person.objects.count() == before + 1
    assert set(community.members[1:]) < {seat.person for seat in term.seats.all()}
    assert term.begins_on > BEGUN

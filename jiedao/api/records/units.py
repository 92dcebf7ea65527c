"""Units on the API: the tree, one of them, what hangs on it, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api import examples
from jiedao.api.permissions import user_of
from jiedao.api.records.acts import Acts, Asks, Closed, entry_in
from jiedao.api.records.parts import count, day, several, words
from jiedao.api.records.viewsets import Offering, Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal
from jiedao.organisation import actions, closing, eligibility, forms, selectors, ties
from jiedao.organisation.models import Body, HeadCount, Seat, Term, Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import Asked, Listing, Narrowing

MANAGE = OfficeDuty.MANAGE_UNITS
LISTING = Listing(
    "名称、拼音或代码",
    {"newest": ("新设的在前", ("-pk",))},
    (Narrowing("level", "层级", UnitLevel.choices),),
)


class UnitRow(serializers.Serializer[Any]):
    """A unit as a list shows it (单位)."""

    code = words("单位代码")
    name = words("名称")
    short_name = words("简称")
    level = words("层级")
    level_name = words("层级的名称", "get_level_display")
    parent_code = words("上级的代码；没有上级的为空", "parent.code", default="")
    parent_name = words("上级；没有的为空", "parent.short_name", default="")


class HeadCountOutput(serializers.ModelSerializer[HeadCount]):
    """Adults and households of a community on a day (人口底数)."""

    class Meta:
        model = HeadCount
        fields = ("counted_on", "adults", "households", "source")
        read_only_fields = fields


class SeatOutput(serializers.ModelSerializer[Seat]):
    """Who sits in a body (席位)."""

    key = serializers.IntegerField(source="pk", help_text="这个席位的键：登记离任时用")
    name = serializers.CharField(source="person.name", help_text="姓名")
    position_name = serializers.CharField(source="get_position_display", help_text="职务的名称")

    class Meta:
        model = Seat
        fields = ("key", "name", "position", "position_name", "group", "joined_on")
        read_only_fields = fields


class BodyOutput(serializers.Serializer[Any]):
    """A body of a community with the term that runs and who sits in it (社区组织)."""

    key = serializers.IntegerField(source="body.pk", help_text="这个组织的键：登记换届时用")
    kind = words("哪个组织", "body.kind")
    name = words("全称", "body.name")
    term = serializers.IntegerField(
        source="term.pk", default=None, allow_null=True, help_text="现任这一届的键：增补时用"
    )
    number = serializers.IntegerField(
        source="term.number", default=None, allow_null=True, help_text="第几届；没有现任的为空"
    )
    last_day = day("任期最后一天；没有现任的为空", null=True)
    seats = SeatOutput(many=True, help_text="现在的成员")


class UnitOutput(UnitRow, Offering):
    """One unit: where it is found and when, its bodies and head counts, since when it is no more."""

    phone = words("联系电话")
    address = words("办公地点")
    hours = words("办公时间")
    closed_on = day("撤销日期；没有撤销的为空", null=True)
    head_counts = several(
        HeadCountOutput, lambda unit, _: selectors.head_counts(unit), "人口底数，新的在前"
    )
    bodies = several(
        BodyOutput, lambda unit, known: selectors.bodies_of(unit, known["today"]), "社区组织"
    )


class TieOutput(serializers.Serializer[Any]):
    """Something that hangs on a unit (撤销前还连着的)."""

    name = words("是什么")
    count = count("有多少")
    measure = words("量词")
    rows = serializers.ListField(
        child=serializers.CharField(), help_text=f"前{ties.SHOWN}项，写成中文"
    )
    then = words("先怎么办；随撤销结束的，写明怎样结束")
    ends = serializers.SerializerMethodField(
        help_text="真的随撤销一并结束；假的要先办完，否则不能撤销"
    )

    def get_ends(self, tie: ties.Tie) -> bool:
        return tie.end is not None


OF = Acts("units", UnitOutput, "410105001003", "单位代码", lambda unit: str(unit.code))


def _kept_by(act: str, why: Callable[[Unit], Refusal | None] = closing.why_closed) -> Closed:
    """Who may not keep the tree there is told so, with what he was about to do; then `why` it cannot be."""

    def closed(unit: Unit, *, by: User) -> Refusal | None:
        return duties.why_not(by, MANAGE, unit, act=act) or why(unit)

    return closed


def _why_not_close(unit: Unit) -> Refusal | None:
    return closing.why_not_close(unit, ties.of(unit))


def _taken(unit: Unit, user: User) -> dict[str, Any]:
    views = selectors.bodies_of(unit, clock.today())
    return {"unit": unit, "taken": [view.body.kind for view in views]}


def _until(form: Any) -> dict[str, Any]:
    """People write the last day; the term ends before the next."""
    return dict(form.cleaned_data) | {"ends_on": form.until}


def _of_unit(rows: QuerySet[Any], path: str) -> Callable[[Unit, str], Any]:
    """Something of a community by its key."""
    return lambda unit, key: entry_in(rows.filter(**{path: unit}), key)


def _of_its_unit(act: str, unit_of: Callable[[Any], Unit]) -> Closed:
    closed = _kept_by(act)
    return lambda thing, *, by: closed(unit_of(thing), by=by)


def _why_no_bodies(unit: Unit) -> Refusal | None:
    return closing.why_closed(unit) or eligibility.why_no_bodies(unit)


def _asked_for(user: User, asked: Asked, today: Any) -> Any:
    rows = Unit.objects.active().select_related("parent")
    if asked.of("level"):
        rows = rows.filter(level=asked.of("level"))
    return rows.filter(selectors.matching(asked.words)) if asked.words else rows


def _described(form: Any) -> dict[str, Any]:
    """What was sent; the rest stays as it was."""
    return {name: value for name, value in form.cleaned_data.items() if name in form.data}


@told("单位列表", "一个单位：联系方式、人口底数", *LISTING.narrowings)
class UnitViewSet(RecordViewSet):
    """The tree of units: street, departments, communities, estates, grids (组织机构)."""

    acts, row, base = OF, UnitRow, "unit"
    reads = Reads(
        listing=lambda user: LISTING,
        asked_for=_asked_for,
        rows=lambda found, today: found,
        one=lambda user, code: selectors.get_unit(code),
        unit_path="path",
    )
    add_unit = OF.making(
        "add_unit",
        "增设下级单位",
        actions.add_unit,
        Asks(forms.AddUnitForm, also=lambda unit, _: {"parent": unit}),
        made=lambda: UnitViewSet,
        answer=UnitOutput,
        closed=_kept_by("增设单位"),
        hint="科室、小区、网格由平台编代码；社区和村要用区划代码，请在页面上导入。",
    )
    rename_unit = OF.step(
        "rename_unit",
        "更名",
        actions.rename_unit,
        Asks(forms.UnitForm),
        closed=_kept_by("更改单位名称"),
        hint="更名以后新出的文书用新名称，已经公开的文书不变。",
    )
    describe_unit = OF.step(
        "describe_unit",
        "更新联系方式",
        actions.describe_unit,
        Asks(forms.ContactForm, given=_described),
        closed=_kept_by("更新单位的联系方式"),
        hint="居民在公示和办事页面上能看到；没有提交的各项不变，要去掉的写成空的。",
    )
    count_heads = OF.step(
        "count_heads",
        "登记人口底数",
        actions.count_heads,
        Asks(forms.HeadCountForm),
        closed=_kept_by("登记人口底数"),
        hint="居民会议的应到人数按发通知时最近一次的底数计算。以前登记的都保留。",
    )
    close_unit = OF.step(
        "close_unit",
        "撤销",
        actions.close_unit,
        Asks(forms.CloseForm),
        closed=_kept_by("撤销单位", _why_not_close),
        offered=_kept_by("撤销单位", closing.why_not_end),  # the rest is told by `hanging`
        hint="撤销前先看 hanging：要先办完的办完；其余的随撤销一并结束。原有的记录都保留。",
    )

    establish_body = OF.step(
        "establish_body",
        "登记社区组织",
        actions.establish_elected,
        Asks(forms.EstablishForm, also=_taken, given=_until),
        closed=_kept_by("登记社区组织", _why_no_bodies),
        hint="连同现任的一届登记；roster 一行一个人。人数、近亲属回避、代表比例不合规定时，会说明差多少。",
    )
    register_kinship = OF.step(
        "register_kinship",
        "登记近亲属",
        actions.register_kinship,
        Asks(forms.KinshipForm, also=lambda unit, _: {"people": selectors.people_of(unit)}),
        closed=_kept_by("登记近亲属关系"),
        hint="换届和增补时按它核对近亲属回避。",
    )
    begin_term = OF.entry(
        "begin_term",
        "登记换届",
        actions.elect,
        Asks(forms.TermForm, also=lambda body, _: {"kind": body.kind}, given=_until),
        path="bodies/{entry}/begin-term",
        of=_of_unit(Body.objects.select_related("unit"), "unit"),
        closed=_of_its_unit("登记换届", lambda body: body.unit),
    )
    fill_seat = OF.entry(
        "fill_seat",
        "登记增补",
        actions.fill_by_name,
        Asks(forms.SeatForm, also=lambda term, _: {"body": term.body}),
        path="terms/{entry}/fill-seat",
        of=_of_unit(Term.objects.select_related("body__unit"), "body__unit"),
        closed=_of_its_unit("登记增补", lambda term: term.body.unit),
    )
    leave_seat = OF.entry(
        "leave_seat",
        "登记离任",
        actions.leave_seat,
        Asks(forms.LeaveForm),
        path="seats/{entry}/leave",
        of=_of_unit(Seat.objects.select_related("person", "term__body__unit"), "term__body__unit"),
        closed=_of_its_unit("登记离任", lambda seat: seat.term.body.unit),
    )

    @extend_schema(
        operation_id="units_hanging",
        summary="撤销前还连着什么",
        description="要先办完的在前，随撤销一并结束的在后；空的可以直接撤销。",
        parameters=[OF.number],
        responses={200: TieOutput(many=True)} | failing(403, 404),
        tags=[OF.tag],
    )
    @action(detail=True, pagination_class=None)
    def hanging(self, request: Request, number: str) -> Response:
        user, unit = user_of(request), selectors.get_unit(number)
        duties.demand(user, MANAGE, unit, act="撤销单位")
        found = ties.of(unit)
        return Response(TieOutput([*found.first, *found.ending], many=True).data)


_OF_ONE = {
    "code": "410105001003",
    "name": "体育社区居民委员会",
    "short_name": "体育社区",
    "level": "community",
    "level_name": "社区",
    "parent_code": "410105001",
    "parent_name": "经八路街道",
}
examples.declare(
    {f"{one}.{name}": value for one in ("UnitRow", "UnitOutput") for name, value in _OF_ONE.items()}
    | {
        "UnitOutput.phone": "0371-65950000",
        "UnitOutput.address": "经八路2号",
        "UnitOutput.hours": "工作日8:30至18:00",
        "HeadCountOutput.source": "派出所户籍底册",
        "SeatOutput.name": "赵丽华",
        "SeatOutput.position": "chair",
        "SeatOutput.position_name": "主任",
        "SeatOutput.group": "",
        "BodyOutput.kind": "committee",
        "BodyOutput.name": "体育社区居民委员会",
        "BodyOutput.number": 9,
        "OrganisationSeatInputRequest.person": "王芳（3号楼）",
        "OrganisationSeatInputRequest.position": "member",
        "OrganisationTermInputRequest.roster": "赵丽华 主任",
        "OrganisationEstablishInputRequest.roster": "赵丽华 主任",
        "OrganisationAddUnitInputRequest.level": "grid",
        "OrganisationAddUnitInputRequest.name": "第五网格",
        "OrganisationUnitInputRequest.name": "体育社区居民委员会",
        "OrganisationHeadCountInputRequest.adults": 6800,
        "OrganisationHeadCountInputRequest.households": 3100,
        "OrganisationHeadCountInputRequest.source": "派出所户籍底册",
        "TieOutput.name": "在任人员",
        "TieOutput.count": 1,
        "TieOutput.measure": "人",
        "TieOutput.rows": ["赵丽华（社区主任）"],
        "TieOutput.then": "请安全管理员先给他们办理离任。",
    }
)

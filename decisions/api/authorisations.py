"""What residents' meetings authorise on the API: the list, one of them, entering one, ending it."""

from typing import Any

from rest_framework import serializers

from decisions import actions, forms
from decisions.conditions.authorisations import why_not_end, why_not_enter
from decisions.models import Authorisation
from decisions.selectors import authorisations as selectors
from jiedao.api import examples
from jiedao.api.records.acts import Acts, Asks, at_a_unit
from jiedao.api.records.parts import day, words
from jiedao.api.records.viewsets import Offering, Reads, RecordViewSet, told
from jiedao.lib.refusals import unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User


class AuthorisationRow(serializers.Serializer[Any]):
    """What a residents' meeting lets the representatives' meeting decide (授权)."""

    key = serializers.IntegerField(source="record.pk", help_text="键：停止授权时用")
    unit = words("社区代码", "record.unit.code")
    unit_name = words("社区", "record.unit.short_name")
    kinds = serializers.ListField(
        source="record.kinds",
        child=serializers.CharField(),
        help_text="授权的事项类型的代码，和登记动议时的事项类型相同",
    )
    kind_names = words("授权的事项类型，写成中文", "record.kind_names")
    met_on = day("居民会议日期", "record.met_on")
    document = words("授权决议，连同编号或文号", "record.document_words")
    starts_on = day("从哪天起", "record.starts_on")
    until = day("到哪天为止；没有定期限的为空", "record.until", null=True)
    standing = words("现在，与页面上的一字不差", "word")
    end_reason = words("停止的原因；没有停止的为空", "record.end_reason")


class AuthorisationOutput(AuthorisationRow, Offering):
    """One authorisation, and what can be done about it."""


def _key_of(row: Authorisation) -> str:
    return str(row.pk)


def _may_enter(user: User) -> None:
    unless(why_not_enter(user))


OF = Acts("authorisations", AuthorisationOutput, "12", "键", _key_of)


@told(
    "居民会议的授权列表",
    "一项授权：授权决定哪些事项、从哪天到哪天、依据哪份决议",
    *selectors.LISTING.narrowings,
)
class AuthorisationViewSet(RecordViewSet):
    """What residents' meetings authorised (居民会议的授权, 第三十条)."""

    acts, row, base = OF, AuthorisationRow, "authorisation"
    reads = Reads(
        listing=lambda user: selectors.LISTING,
        asked_for=selectors.asked_for,
        rows=selectors.rows_of,
        one=selectors.get_visible,
        unit_path="unit__path",
    )
    create = OF.opening(
        "authorise",
        "登记居民会议的授权",
        at_a_unit(actions.authorise),
        Asks(
            forms.AuthoriseForm,
            also=lambda _, user: {"units": selectors.units_of(user)},
            blank={"units": Unit.objects.none()},
        ),
        closed=_may_enter,
    )
    end_authorisation = OF.step(
        "end_authorisation",
        "停止授权",
        actions.end_authorisation,
        Asks(forms.EndAuthorisationForm),
        closed=why_not_end,
        hint="居民会议收回授权、期限到了的，登记到哪天为止和原因；以前据此表决的仍然有效。",
    )


examples.declare(
    {
        "AuthorisationRow.kinds": ["annual_report"],
        "AuthorisationRow.unit": "410105001003",
        "AuthorisationRow.unit_name": "体育社区",
        "AuthorisationRow.standing": "有效",
    }
)

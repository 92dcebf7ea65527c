"""The demo street has activities and papers from above in every standing."""

from collections import Counter

from jiedao.activities.indicators import HEARINGS, OWING, SOLVED_SHARE, SPECIAL, VISITS
from jiedao.activities.models import Activity, SuperiorDocument
from jiedao.activities.selectors import activities as selectors
from jiedao.activities.selectors import superior
from jiedao.activities.states import Kind
from jiedao.attachments.states import AttachmentKind
from jiedao.demo import activities
from jiedao.demo.cast import CAST, STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.organisation.states import UnitLevel
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import TODAY, Office, _someone, _unit


def test_the_street_has_held_planned_and_called_off(office: Office) -> None:
    units = {STREET: office.street, A: office.a, B: office.b}
    for number in range(1, 5):
        code = f"{STREET}-K0{number}"
        units[code] = _unit(code, f"{number}科", f"{number}科", UnitLevel.DEPARTMENT, office.street)
    people = {
        member.username: _someone(
            member.username, member.name, units.get(member.unit, office.district), *member.roles
        )
        for member in CAST
    }
    activities.scene(Stage(TODAY, units, people))
    rows = selectors.counted(Activity.objects.order_by("pk"), TODAY)
    words = Counter(selectors.row_of(one, TODAY).word for one in rows)
    assert words == {
        "已召开": 9, "还有问题没解决，已逾期": 1, "还有2人要补学": 1, "还有2人要补学，已逾期": 1,
        "已安排": 1, "过期没有登记": 1, "已取消": 1,
    }  # fmt: skip
    assert {one.kind for one in rows} == set(Kind.values)
    (sheet,) = ScannedPaper.objects.all()
    assert (sheet.status, sheet.kind) == (PaperStatus.FILED, AttachmentKind.SIGNIN_SHEET)
    signed = next(one for one in rows if one.pk == sheet.dossier_id)
    assert signed.roster.filter(present=True).count() == 4
    told_so = " ".join(signed.dossier.entries.values_list("words", flat=True))
    assert "按表头二维码认出" in told_so
    papers = superior.marked(SuperiorDocument.objects.order_by("pk"), TODAY)
    assert [superior.row_of(one).word for one in papers] == [
        "已学习、已传达",
        "已学习",
        "逾期没有学习",
    ]
    scope = Scope(office.street, TODAY.replace(month=1, day=1), TODAY.replace(month=12))
    values = [one.value for one in told((SPECIAL, HEARINGS, VISITS, OWING), scope)]
    assert values == [1, 1, 2, 4]
    (share,) = told([SOLVED_SHARE], scope)
    assert share.sum == "2 ÷ 3"

"""The demo street has regulations in every standing."""

from collections import Counter

from jiedao.demo import regulations
from jiedao.demo.cast import STREET
from jiedao.demo.scenes import Stage
from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from jiedao.regulations.selectors import row_of
from tests.conftest import TODAY, Office, _someone


def test_the_street_has_issued_revised_and_repealed(office: Office, officer: User) -> None:
    discipline = _someone("jijian", "孙正平", office.street, "discipline")
    people = {"keshi": officer, "jijian": discipline}
    regulations.scene(Stage(TODAY, {STREET: office.street}, people))
    words = Counter(row_of(one, TODAY).word for one in Regulation.objects.all())
    assert words == {"现行": 6, "已被替代": 1, "已废止": 1, "还没有施行": 1}
    newer = Regulation.objects.get(replaces__isnull=False)
    assert newer.replaces
    assert newer.replaces.until == newer.in_force_from
    assert {one.dossier.opened_by for one in Regulation.objects.all()} == {officer, discipline}

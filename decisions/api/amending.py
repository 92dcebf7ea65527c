"""What programs send to correct or withdraw a notice, or to say that its paper hangs again."""

from typing import Any

from rest_framework import serializers

from decisions.api.fields import Day, Words
from decisions.api.inputs import PostNoticeInput, StepInput
from decisions.forms.amending import LONGEST_SENTENCE, PLACES
from decisions.models import Matter


class NoticeChangeInput(serializers.Serializer[Any]):
    """One place of the notice that is put right (更正的一处)."""

    wrong = Words(longest=LONGEST_SENTENCE, help_text="原公示写的，一字不差")
    right = Words(longest=LONGEST_SENTENCE, public=True, help_text="应当是")


class WithdrawNoticeInput(StepInput):
    """Why a notice is withdrawn (撤回公示)."""

    reason = Words(longest=200, public=True, help_text="原因，居民看到")


class CorrectNoticeInput(WithdrawNoticeInput):
    """What is wrong, what it should say, and why (更正公示)."""

    changes = serializers.ListField(
        child=NoticeChangeInput(), min_length=1, max_length=PLACES, help_text="更正的各处"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        return given | {"changes": [(one["wrong"], one["right"]) for one in given["changes"]]}


class RepostNoticeInput(PostNoticeInput):
    """The paper was gone before its time and hangs again (重新张贴)."""

    broken_on = Day(help_text="哪一天发现的")
    reason = Words(longest=120, public=True, help_text="怎么中断的")

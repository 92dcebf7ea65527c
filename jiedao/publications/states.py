"""Kinds of publication (公示类别), and what a later one does to an earlier."""

from django.db.models import TextChoices


class PublicationKind(TextChoices):
    RESOLUTION = "resolution", "决议公示"
    RESULT = "result", "实施结果公示"
    REVIEW = "review", "民主评议公示"


class NoticeRole(TextChoices):
    """What a publication is for: to tell, or to correct or withdraw another."""

    NOTICE = "notice", "公示"
    CORRECTION = "correction", "更正公示"
    WITHDRAWAL = "withdrawal", "撤回公示"


class Struck(TextChoices):
    """Why what a publication tells of is no longer in force (失效)."""

    ORDERED = "ordered", "街道责令改正"
    REVOKED = "revoked", "原决议已撤销"


# What becomes of a publication that another one corrects or withdraws.
FATES = ((NoticeRole.CORRECTION.value, "已更正"), (NoticeRole.WITHDRAWAL.value, "已撤回"))

from django.db.models import TextChoices


class AppraisalState(TextChoices):
    """How far the appraisal of a year has come."""

    DRAFT = "draft", "正在拟定"
    ISSUED = "issued", "已下达"
    SCORED = "scored", "已计分"
    ANNOUNCED = "announced", "已公布，可以申诉"
    FINAL = "final", "已定等次"


class Assessed(TextChoices):
    """Who is assessed by a target list."""

    DEPARTMENT = "department", "科室"
    COMMUNITY = "community", "社区"
    PERSON = "person", "个人"


class Deduction(TextChoices):
    """How points of a target are lost. Whatever the rule, a target loses no more than its weight."""

    OVER = "over", "数字超过标准，按超过的扣分"
    UNDER = "under", "数字低于标准，按低于的扣分"
    MANUAL = "manual", "由考核组评分"


class Grade(TextChoices):
    """The grade a score comes to; units and persons have words of their own for it."""

    FIRST = "first", "好（优秀）"
    SECOND = "second", "较好（称职）"
    THIRD = "third", "一般（基本称职）"
    FOURTH = "fourth", "差（不称职）"


WORDS = {
    Grade.FIRST: ("好", "优秀"),
    Grade.SECOND: ("较好", "称职"),
    Grade.THIRD: ("一般", "基本称职"),
    Grade.FOURTH: ("差", "不称职"),
}


class AppealOutcome(TextChoices):
    """What an appeal came to."""

    UPHELD = "upheld", "申诉成立"
    REJECTED = "rejected", "申诉不成立"

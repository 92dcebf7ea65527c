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
    REVIEW = "review", "联述评议得分，按分值折算"


# These rest on no figure.
WITHOUT_FIGURE = (Deduction.MANUAL, Deduction.REVIEW)


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


class Use(TextChoices):
    """What a result is used for besides awards (结果运用)."""

    PROMOTION = "promotion", "作为选拔任用依据"
    TRAINING = "training", "安排培训"
    TALK = "talk", "约谈提醒"
    REMEDY = "remedy", "限期整改"
    POST = "post", "调整岗位"
    OTHER = "other", "其他"


class ReviewState(TextChoices):
    """How far the review of a party secretary has come (联述联评联考)."""

    OPENED = "opened", "待述职"
    STATED = "stated", "已述职，评议中"
    RATED = "rated", "已评议，待点评"
    COMMENTED = "commented", "已点评，待定等次"
    CONCLUDED = "concluded", "已定等次，整改中"
    CLOSED = "closed", "已办结"


class Raters(TextChoices):
    """Who rates a party secretary (评议人类别)."""

    MEMBERS = "members", "党员"
    RESIDENTS = "residents", "居民"
    OFFICE = "office", "机关"
    TEAM = "team", "班子"

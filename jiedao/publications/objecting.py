"""The words of objections to a publication (异议): how they come, how they stand, how they end."""

from django.db.models import TextChoices


class Way(TextChoices):
    WEB = "web", "网上"
    WINDOW = "window", "当面"
    PHONE = "phone", "电话"
    PAPER = "paper", "书面"
    HOTLINE = "hotline", "12345热线转来"


class ObjectionStatus(TextChoices):
    RECEIVED = "received", "待受理"
    ACKNOWLEDGED = "acknowledged", "待答复"
    ANSWERED = "answered", "已答复"
    ESCALATED = "escalated", "街道调查核实"
    CLOSED = "closed", "已办结"


class Answerer(TextChoices):
    """Who looks into it and answers in writing (由谁答复)."""

    COMMITTEE = "committee", "居委会"
    SUPERVISION = "supervision", "居务监督委员会"


class Finding(TextChoices):
    """What the street found when it looked into it (调查核实结论, 第三十五条)."""

    UNFOUNDED = "unfounded", "公示属实，异议不成立"
    ORDERED = "ordered", "异议成立，责令依法公布"


class Outcome(TextChoices):
    """How an objection came to its end (办结情况)."""

    SATISFIED = "satisfied", "提出人认可答复"
    LAPSED = "lapsed", "答复后没有再提出"
    UNFOUNDED = "unfounded", "街道认定异议不成立"
    ORDERED = "ordered", "街道责令依法公布"
    HEARD = "heard", "召集会议重新表决"


class JointBase(TextChoices):
    """Whose signatures are counted when many object together (联名的人)."""

    REPRESENTATIVES = "representatives", "居民代表"
    ADULTS = "adults", "十八周岁以上居民"
    HOUSEHOLDS = "households", "户的代表"


# Nobody has answered yet, or the street is still looking into it.
OPEN = (ObjectionStatus.RECEIVED, ObjectionStatus.ACKNOWLEDGED, ObjectionStatus.ESCALATED)

"""The words of 一征三议两公开: states, sources, channels, uptakes."""

from django.db.models import TextChoices


class MatterState(TextChoices):
    DRAFT = "draft", "动议"
    CONSULTING = "consulting", "征求意见"
    PROPOSED = "proposed", "已提议"
    DELIBERATED = "deliberated", "已商议"
    RESOLVED = "resolved", "决议通过"
    REJECTED = "rejected", "未获通过"
    RESOLUTION_PUBLISHED = "resolution_published", "决议公示"
    IMPLEMENTING = "implementing", "组织实施"
    RESULT_PUBLISHED = "result_published", "结果公示"
    ARCHIVED = "archived", "已归档"
    ACTED = "acted", "已应急处置"
    NOT_RATIFIED = "not_ratified", "未予追认"
    REVOKED = "revoked", "已撤销"
    STREET_REVIEW = "street_review", "街道审核"
    SUSPENDED = "suspended", "已中止"
    TERMINATED = "terminated", "已终止"
    WITHDRAWN = "withdrawn", "已撤回"
    # Advice only (仅评议事项): never resolved, an end of its own.
    REVIEWING = "reviewing", "正在评议"
    REVIEWED = "reviewed", "已评议"
    REVIEW_PUBLISHED = "review_published", "评议公示"
    CONCLUDED = "concluded", "评议办结"
    # What the owners decide (业主共同决定).
    OWNERS_VOTING = "owners_voting", "业主表决"
    # What is filed with the street (备案).
    FILING = "filing", "报送备案"
    RETURNED = "returned", "责令改正"
    FILED = "filed", "已备案"


class Origin(TextChoices):
    PARTY_BRANCH = "party_branch", "社区党组织"
    COMMITTEE = "committee", "居民委员会"
    REPRESENTATIVES = "representatives", "居民代表联名"
    RESIDENTS = "residents", "居民建议"
    SUPERVISION = "supervision", "居务监督委员会建议"
    SUPERIOR = "superior", "上级安排"
    HOTLINE = "hotline", "12345热线或网格转入"


class ChannelKind(TextChoices):
    WEB = "web", "网上"
    DOOR = "door", "入户走访"
    PHONE = "phone", "电话"
    WINDOW = "window", "窗口当面"
    PAPER = "paper", "书面征求意见表"
    FORUM = "forum", "座谈会、恳谈会"
    BOARD = "board", "公开栏"


class ReviewOutcome(TextChoices):
    AGREED = "agreed", "评议无异议"
    DOUBTED = "doubted", "建议复核"


class Uptake(TextChoices):
    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT_ADOPTED = "not_adopted", "不采纳"


class Payee(TextChoices):
    """Whom money of the work went to (收款方类别); never a private person's name."""

    CONTRACTOR = "contractor", "施工单位"
    SUPPLIER = "supplier", "供货单位"
    SERVICE = "service", "服务机构"
    LABOUR = "labour", "个人劳务"
    OTHER = "other", "其他"


class SupervisedStep(TextChoices):
    """The steps on which the supervision committee says its opinion (监督意见)."""

    CONSULT = "consult", "征求意见"
    RESOLVE = "resolve", "决议"
    PUBLISH_RESOLUTION = "publish_resolution", "决议公开"
    PUBLISH_RESULT = "publish_result", "实施结果公开"


class Verdict(TextChoices):
    AGREE = "agree", "同意"
    CONCERNS = "concerns", "有意见"


class Authority(TextChoices):
    RESIDENTS = "residents", "居民会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
    STREET = "street", "街道办事处责令改正"
    COURT = "court", "人民法院"


class ConveningState(TextChoices):
    RECEIVED = "received", "已收到"
    MUST_CONVENE = "must_convene", "应当召集"
    CONVENED = "convened", "已经召集"
    NOT_ENOUGH = "not_enough", "人数不足"


class Backers(TextChoices):
    """Whose signatures count (联名的人): each has a share of its own in the law."""

    ADULTS = "adults", "十八周岁以上居民"
    HOUSEHOLDS = "households", "户的代表"
    REPRESENTATIVES = "representatives", "居民代表"


class ComplaintState(TextChoices):
    """Where a report that something was not published stands (反映应公开未公开, 第三十五条)."""

    RECEIVED = "received", "待受理"
    INVESTIGATING = "investigating", "调查核实"
    ORDERED = "ordered", "责令公布"
    PUBLISHED = "published", "已按要求公布"
    ANSWERED = "answered", "已答复"


class Wrong(TextChoices):
    """What is wrong with the publication, in the words of article 35 (反映什么)."""

    LATE = "late", "应该公布的没有公布，或者公布晚了"
    UNTRUE = "untrue", "公布的内容不真实"


class Owed(TextChoices):
    """Which notice of a matter the street orders put up (责令公布哪份公示): a kind of notice, or none."""

    RESOLUTION = "resolution", "决议公示"
    RESULT = "result", "实施结果公示"
    REVIEW = "review", "民主评议公示"
    OTHER = "other", "不是公示，是别的内容，由社区写明怎么公布的"


class Found(TextChoices):
    """What the street found where it orders nothing (调查结论)."""

    PUBLISHED = "published", "已经依法公布"
    UNFOUNDED = "unfounded", "反映的情况不属实"


class Keeping(TextChoices):
    """How long a casefile is kept (保管期限), in the words of the archives."""

    PERMANENT = "permanent", "永久"
    THIRTY = "thirty", "30年"
    TEN = "ten", "10年"

    def is_less_than(self, other: "Keeping") -> bool:
        """Whether a casefile kept so long is destroyed earlier; they are declared longest first."""
        longest_first = list(Keeping)
        return longest_first.index(self) > longest_first.index(other)

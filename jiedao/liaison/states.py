from django.db.models import TextChoices


class Area(TextChoices):
    """The four systems."""

    DECISIONS = "decisions", "民主科学决策"
    DISPUTES = "disputes", "矛盾调解化解"
    SERVICES = "services", "便民服务"
    SUPERVISION = "supervision", "党风政风监督检查"


class GroupKind(TextChoices):
    LEADING = "leading", "领导小组"
    SPECIAL = "special", "专项工作小组"


LEAD, RESPONSIBLE = "lead", "responsible"  # the two a group names


class Standing(TextChoices):
    """How a group stands on a day; follows from its days, and is stored nowhere."""

    ACTIVE = "active", "在运行"
    OVER = "over", "已撤销"


class VisitKind(TextChoices):
    """What a visit was for above all."""

    FOLLOW = "follow", "跟踪服务"
    COORDINATE = "coordinate", "沟通协调"
    GUIDE = "guide", "督促指导"


class AssignmentStanding(TextChoices):
    """How an assignment stands on a day; follows from its days and its limit."""

    LATE = "late", "走访逾期"
    IN_TIME = "in_time", "按期走访"
    OVER = "over", "已结束"


class Level(TextChoices):
    """Who has designated a pilot."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区级"


class StageKind(TextChoices):
    """The stages of trying a system, in their order."""

    RULES = "rules", "研究建立制度"
    METHODS = "methods", "实施方法"
    PAPERS = "papers", "完善资料"
    SUMMARY = "summary", "总结提高"


class TrialStanding(TextChoices):
    """How a trial stands on a day; follows from its limits."""

    RUNNING = "running", "进行中"
    LATE = "late", "有逾期"
    DONE = "done", "已完成"


class Proof(TextChoices):
    """What a responsibility is proven by."""

    FIGURE = "figure", "指标达到数值"
    DOSSIER = "dossier", "案卷办结"
    LIMIT = "limit", "期限都按时办结"


class Fulfilment(TextChoices):
    """How a responsibility stands; computed from its proof, stored nowhere."""

    LATE = "late", "逾期"
    OPEN = "open", "未落实"
    DONE = "done", "已落实"

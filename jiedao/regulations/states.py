from django.db.models import TextChoices


class Area(TextChoices):
    """Which of the four systems a regulation is for."""

    DECISIONS = "decisions", "民主决策"
    DISPUTES = "disputes", "矛盾调解化解"
    SERVICES = "services", "便民服务"
    SUPERVISION = "supervision", "党风政风监督检查"
    GENERAL = "general", "综合"


class Standing(TextChoices):
    """How a regulation stands on a day; follows from its days, and is stored nowhere."""

    IN_FORCE = "in_force", "现行"
    COMING = "coming", "还没有施行"
    OVER = "over", "不再执行"

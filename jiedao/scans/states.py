from django.db.models import TextChoices


class ScanStatus(TextChoices):
    READING = "reading", "正在识别"
    READ = "read", "已识别"
    UNREADABLE = "unreadable", "没有识别"


class PaperStatus(TextChoices):
    WAITING = "waiting", "等人认"
    READY = "ready", "等登记"
    FILED = "filed", "已归卷"
    DISMISSED = "dismissed", "不归卷"


# Somebody still has to do something about these.
OPEN = (PaperStatus.WAITING, PaperStatus.READY)

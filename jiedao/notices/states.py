from django.db.models import TextChoices


class NoticeKind(TextChoices):
    SOON = "soon", "快到期"
    TODAY = "today", "今天到期"
    LATE = "late", "已经逾期"
    NEWS = "news", "消息"
    RETURNED = "returned", "退回"
    OBJECTION = "objection", "居民异议"
    FAULT = "fault", "校验异常"

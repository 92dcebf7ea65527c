from django.db.models import TextChoices


class NoticeKind(TextChoices):
    SOON = "soon", "快到期"
    TODAY = "today", "今天到期"
    LATE = "late", "已经逾期"
    LATE_LEAD = "late_lead", "逾期，请过问"
    LATE_SECRETARY = "late_secretary", "逾期，请督办"
    NEWS = "news", "消息"
    RETURNED = "returned", "退回"
    URGED = "urged", "督办"
    OBJECTION = "objection", "居民异议"
    CODE = "code", "确认码"
    FAULT = "fault", "校验异常"

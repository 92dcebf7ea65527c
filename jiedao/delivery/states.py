from django.db.models import TextChoices


class Channel(TextChoices):
    """A way out of the portal (渠道)."""

    EMAIL = "email", "电子邮件"
    WECHAT = "wechat", "微信公众号"
    SMS = "sms", "短信"


class Standing(TextChoices):
    """What became of a message."""

    WAITING = "waiting", "待发"
    SENDING = "sending", "正在发"
    SENT = "sent", "已发出"
    GIVEN_UP = "given_up", "没有发出"
    EXPIRED = "expired", "过期未发"
    HELD = "held", "留存（没有配置）"
    WITHDRAWN = "withdrawn", "收件人已关闭"


OPEN = (Standing.WAITING, Standing.SENDING)
FAILED = (Standing.GIVEN_UP, Standing.EXPIRED)

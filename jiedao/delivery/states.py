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


class Confirmed(TextChoices):
    """What became of a code that was typed in."""

    DONE = "done", "已经确认"
    WRONG = "wrong", "确认码不对，请看清楚再填。"
    OVER = "over", "没有能用的确认码，或者已经过了10分钟，请重新发送。"
    USED_UP = "used_up", "这个确认码已经填错5次，不能再用，请重新发送。"
    NO_ADDRESS = "no_address", "还没有登记地址，请先登记。"


OPEN = (Standing.WAITING, Standing.SENDING)
FAILED = (Standing.GIVEN_UP, Standing.EXPIRED)

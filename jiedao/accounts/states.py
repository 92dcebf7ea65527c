from django.db.models import TextChoices


class Outcome(TextChoices):
    """What became of an attempt to sign in (登录结果)."""

    SIGNED_IN = "signed_in", "登录成功"
    WRONG_PASSWORD = "wrong_password", "密码不对"
    WRONG_CODE = "wrong_code", "验证码不对"
    HELD = "held", "输错过多，暂停登录"
    NO_POST = "no_post", "没有在任岗位"
    MACHINE = "machine", "对接系统的账号"
    UNLOCKED = "unlocked", "管理员解锁"


FAILURES = (Outcome.WRONG_PASSWORD, Outcome.WRONG_CODE)

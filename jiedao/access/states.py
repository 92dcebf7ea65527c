from django.db.models import TextChoices


class RecusalScope(TextChoices):
    SEE = "see", "不得查看"
    ACT = "act", "不得办理"
    VOTE = "vote", "不得表决"

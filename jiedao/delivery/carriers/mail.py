"""E-mail, through Django's mail and the server the settings name."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage

from jiedao.delivery.letters import Letter, Undelivered

# 5xx: the server will say the same next time (RFC 5321).
FOR_GOOD = 500


def send(letter: Letter, to: str) -> None:
    """One letter to one person. A repetition has the same Message-ID, which mail programs fold away."""
    host = settings.EMAIL_FROM.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        subject=letter.subject,
        body=f"{letter.words}\n\n去办理：{letter.url}\n\n这封邮件由平台自动发出，请不要回复。"
        "不想再收，请在平台“我的账号”里关闭。\n",
        from_email=settings.EMAIL_FROM,
        to=[to],
        headers={"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        # The exception itself repeats the address.
        code = next(iter(refused.recipients.values()), (0, b""))[0]
        raise Undelivered(
            f"邮件服务器不收这个地址的信（{code}）。", is_final=code >= FOR_GOOD
        ) from None
    except SMTPResponseException as refused:
        raise Undelivered(f"邮件服务器没有收下（{refused.smtp_code}）。", is_down=True) from None
    except (SMTPException, OSError):
        raise Undelivered(
            "连接不上邮件服务器，请检查 EMAIL_HOST、EMAIL_PORT。", is_down=True
        ) from None

"""What a photograph or a scan may become in a matter (收件): through the matter's own steps."""

from decisions import actions, duties, forms, procedures
from jiedao.attachments.states import AttachmentKind
from jiedao.scans.declared import Intake, declare

INTAKE = declare(
    Intake(
        duties.MATTER.code,
        "decisions",
        procedures.of,
        actions.attach,
        (
            AttachmentKind.PHOTO,
            AttachmentKind.SIGNATURES,
            AttachmentKind.OWNER_SHEET,
            AttachmentKind.CONTRACT,
            AttachmentKind.ACCEPTANCE,
            AttachmentKind.ACCOUNTS,
            AttachmentKind.OTHER,
        ),
        signing_in="sign_in",
        counting="count_votes",
        posting="post_notice",
        taking_down="take_down_notice",
        forms={
            "post_notice": forms.PostNoticeForm,
            "take_down_notice": forms.TakeDownNoticeForm,
        },
    )
)

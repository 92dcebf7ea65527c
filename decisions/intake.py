"""What a photograph or a scan may become in a matter (收件): through the matter's own steps."""

from decisions import actions, duties, forms, procedures
from jiedao.attachments.states import AttachmentKind
from jiedao.scans.declared import Board, Intake, declare

INTAKE = declare(
    Intake(
        duties.MATTER.code,
        "decisions",
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
        board=Board(
            procedures.of,
            "post_notice",
            forms.PostNoticeForm,
            ("take_down_notice", "repost_notice"),
        ),
    )
)

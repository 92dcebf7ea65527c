"""Forms of filing with the street (备案)."""

from decisions.forms.fields import StepForm, Words


class SubmitFilingForm(StepForm):
    """The text is handed to the street (报送备案)."""


class AcceptFilingForm(StepForm):
    """The street files it (备案)."""

    opinion = Words(
        label="备案意见",
        lines=3,
        longest=1000,
        public=True,
        help_text="例如“内容合法，程序完备，予以备案”。",
        error_messages={"required": "请写明备案意见。"},
    )


class OrderCorrectionForm(StepForm):
    """The street orders the text to be put right (责令改正)."""

    provision = Words(
        label="哪一处要改正",
        lines=4,
        longest=1000,
        public=True,
        help_text="写明第几条、哪一句、问题在哪里。",
        error_messages={"required": "请写明哪一处要改正。"},
    )
    law = Words(
        label="依据的法律法规",
        longest=200,
        public=True,
        help_text="写到条，例如“《民法典》第九百四十四条第三款”。",
        error_messages={"required": "请写明依据哪部法律法规的哪一条。"},
    )

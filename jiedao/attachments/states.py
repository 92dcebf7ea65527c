from django.db.models import TextChoices


class AttachmentKind(TextChoices):
    PROPOSAL = "proposal", "提议材料"
    SIGNATURES = "signatures", "联名名单"
    DRAFT = "draft", "方案文本"
    MINUTES = "minutes", "会议记录"
    SIGNIN_SHEET = "signin_sheet", "签到表"
    COUNT_SHEET = "count_sheet", "计票单"
    OWNER_SHEET = "owner_sheet", "业主表决汇总表"
    PHOTO_POSTED = "photo_posted", "公示张贴照片"
    PHOTO_TAKEN_DOWN = "photo_taken_down", "公示期满照片"
    PHOTO = "photo", "现场照片"
    CONTRACT = "contract", "合同"
    ACCEPTANCE = "acceptance", "验收材料"
    ACCOUNTS = "accounts", "决算和票据"
    SUPERVISION_OPINION = "supervision", "监督意见书"
    REGULATION = "regulation", "规章制度文本"
    CASEFILE = "casefile", "封卷案卷"
    OTHER = "other", "其他"


# Kinds that prove what was to be seen on a day: only a picture does.
PHOTOS = (AttachmentKind.PHOTO_POSTED, AttachmentKind.PHOTO_TAKEN_DOWN, AttachmentKind.PHOTO)
# What the portal makes itself; nobody can upload it.
MADE = (AttachmentKind.CASEFILE,)

from django.db.models import TextChoices


class UnitLevel(TextChoices):
    DISTRICT = "district", "区"
    STREET = "street", "街道"
    DEPARTMENT = "department", "科室"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"
    ESTATE = "estate", "小区"
    GRID = "grid", "网格"


# What may stand directly beneath what.
BENEATH: dict[str, tuple[str, ...]] = {
    UnitLevel.DISTRICT: (UnitLevel.STREET, UnitLevel.DEPARTMENT),
    UnitLevel.STREET: (UnitLevel.COMMUNITY, UnitLevel.VILLAGE, UnitLevel.DEPARTMENT),
    UnitLevel.DEPARTMENT: (),
    UnitLevel.COMMUNITY: (UnitLevel.ESTATE, UnitLevel.GRID),
    UnitLevel.VILLAGE: (UnitLevel.ESTATE, UnitLevel.GRID),
    UnitLevel.ESTATE: (UnitLevel.GRID,),
    UnitLevel.GRID: (),
}


class BodyKind(TextChoices):
    PARTY_BRANCH = "party_branch", "社区党组织"
    COMMITTEE = "committee", "居民委员会"
    SUPERVISION = "supervision", "居务监督委员会"
    REPRESENTATIVES = "representatives", "居民代表"


class Position(TextChoices):
    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    CHAIR = "chair", "主任"
    VICE_CHAIR = "vice_chair", "副主任"
    MEMBER = "member", "委员"
    REPRESENTATIVE = "representative", "代表"

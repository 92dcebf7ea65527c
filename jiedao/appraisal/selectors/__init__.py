"""Reading the appraisal: who may see which list, the lists as asked for, one page."""

from jiedao.appraisal.selectors.lists import get_visible, visible_to
from jiedao.appraisal.selectors.years import appraisals_seen_by, get_appraisal

__all__ = ["appraisals_seen_by", "get_appraisal", "get_visible", "visible_to"]

"""Reading the package, by noun; what others ask of it stands here."""

from jiedao.liaison.selectors.groups import active_groups, leading_group, led_by
from jiedao.liaison.selectors.leaving import answers

__all__ = ["active_groups", "answers", "leading_group", "led_by"]

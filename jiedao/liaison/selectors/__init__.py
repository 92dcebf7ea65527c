"""Reading the package, by noun; what others ask of it stands here."""

from jiedao.liaison.selectors.groups import active_groups, leading_group, led_by

__all__ = ["active_groups", "leading_group", "led_by"]

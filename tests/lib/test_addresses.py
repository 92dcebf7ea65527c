"""Addresses known beforehand are those Django would work out."""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from jiedao.lib.addresses import address


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("pages:desk", ()),
        ("decisions:matter_page", ("JC2026-001003-0001",)),
        ("decisions:correct_progress", ("JC2026-001003-0001", 7)),
        ("documents:download_about", ("JC2026-001003-0001", "signin", "12", "pdf")),
        ("attachments:download", (12, "张贴 照片（1）100%.jpg")),
        ("attachments:download", (12, "a&b?#.jpg")),
    ],
)
def test_an_address_is_the_one_django_gives(name: str, args: tuple[Any, ...]) -> None:
    assert address(name, *args) == reverse(name, args=args)
    assert address(name, *args) == reverse(name, args=args)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("decisions:matter_page", ("a/b",)),
        ("decisions:correct_progress", ("JC2026-001003-0001", "seven")),
        ("decisions:no_such_page", ()),
    ],
)
def test_what_has_no_address_is_refused_as_ever(name: str, args: tuple[Any, ...]) -> None:
    with pytest.raises(NoReverseMatch):
        address(name, *args)

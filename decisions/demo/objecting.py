"""Notices that residents spoke against, that rain tore off, that were withdrawn; words said by phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from decisions import actions
from decisions.demo.stories import BREAKFAST, GYM, PARCELS
from decisions.demo.walk import Walk
from decisions.selectors.objections import representatives
from decisions.states import ChannelKind
from jiedao.publications.objecting import JointBase

SIGNED = 12  # a fifth of the 56 representatives of a community of the demo
READ_BACK = [
    (ChannelKind.PHONE, "马奶奶", "充电棚门口的台阶请留一个坡道，轮椅好进。"),
    (ChannelKind.WINDOW, "", "雨棚要伸出来一点，下雨天不淋。"),
]

Carry = Callable[[Walk, date], date]


def spoken_for(told: Walk, on: date) -> None:
    """What two residents said by phone and at the window, entered for them and read back."""
    for channel, speaker, text in READ_BACK:
        with told.at(on) as matter:
            actions.enter_opinion(
                matter, by=told.posts.worker, on=on, channel=channel, text=text, speaker=speaker
            )


def object_together(told: Walk, on: date) -> None:
    """So many representatives object that the matter must come back to a meeting (联名异议)."""
    with told.at(on) as matter:
        signers = list(representatives(matter, on)[:SIGNED])
        actions.enter_joint_objection(
            matter,
            by=told.posts.worker,
            on=on,
            base=JointBase.REPRESENTATIVES,
            said_on=on,
            text="健身器材的位置离窗户不到5米，早晚影响休息，请换到广场东侧再表决。",
            signers=signers,
        )


STORIES = (GYM, PARCELS, BREAKFAST)


def against(begin: Callable[..., Walk], to_posted: Carry, ago: Callable[[int], date]) -> None:
    """Three notices that did not simply hang for their time."""
    gym, parcels, breakfast = (
        begin(story, days) for story, days in zip(STORIES, (30, 33, 27), strict=True)
    )
    to_posted(gym, ago(30))
    object_together(gym, ago(4))
    to_posted(parcels, ago(33))
    parcels.repost(ago(6), broken_on=ago(7), reason="大风刮掉，当天发现，第二天重新张贴。")
    to_posted(breakfast, ago(27))
    breakfast.withdraw(ago(3), "公示前没有核对占道手续，核对后重新公示。")
    breakfast.post(ago(3))

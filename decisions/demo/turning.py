"""The ways beside the straight one, walked by the real actions: rests, reviews, changes, ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any, Self

from decisions import actions
from decisions.demo.pictures import picture
from decisions.demo.posts import Posts
from decisions.demo.stories import Story
from decisions.models import Matter
from jiedao.people.models import User


class Turning(ABC):
    """What a matter on its way may have to go through; the days are those of the acts."""

    posts: Posts
    story: Story

    @abstractmethod
    def at(self, on: date) -> AbstractContextManager[Matter]:
        """The office on that day; the walk itself knows how."""

    def act_first(self, on: date, *, acted_on: date | None = None) -> Self:
        """What could not wait, entered on a day (应急处置)."""
        with self.at(on) as matter:
            actions.act_first(
                matter,
                by=self.posts.chair,
                on=on,
                acted_on=acted_on or on,
                reason="夜间暴雨，地下室进水，配电房有危险，来不及征求意见。",
                done=self.story.plan,
                cost=Decimal(self.story.budget),
            )
        return self

    def decline_ratification(self, on: date) -> Self:
        with self.at(on) as matter:
            actions.decline_ratification(matter, by=self.posts.chair, on=on)
        return self

    def revoke(
        self,
        on: date,
        *,
        authority: str = "court",
        by: User | None = None,
        decided_in: Matter | None = None,
    ) -> Self:
        """The decision is undone, by a court's judgement unless something else is said (撤销)."""
        with self.at(on) as matter:
            actions.revoke(
                matter,
                by=by or self.posts.chair,
                on=on,
                authority=authority,
                what="决议侵害部分业主的合法权益，予以撤销。",
                **self._paper(on, authority, decided_in),
            )
        return self

    def remand(self, on: date, *, by: User, authority: str = "street") -> Self:
        """The decision has to be made anew, by order of the street unless something else is said."""
        with self.at(on) as matter:
            actions.remand(
                matter,
                by=by,
                on=on,
                authority=authority,
                what="收费标准超出规定，责令改正。",
                **self._paper(on, authority, None),
            )
        return self

    def _paper(self, on: date, authority: str, decided_in: Matter | None) -> dict[str, Any]:
        if authority in ("residents", "representatives"):
            return {"decided_in": decided_in}
        return {
            "document": "行政判决书" if authority == "court" else "责令改正通知书",
            "document_number": "（2026）豫0105行初18号"
            if authority == "court"
            else "经八办责改〔2026〕3号",
            "document_on": on,
            "file": picture(f"文书 {on}"),
        }

    def suspend(self, on: date, reason: str, *, until: date | None = None) -> Self:
        with self.at(on) as matter:
            actions.suspend(matter, by=self.posts.secretary, on=on, reason=reason, until=until)
        return self

    def resume(self, on: date) -> Self:
        with self.at(on) as matter:
            actions.resume(matter, by=self.posts.secretary, on=on)
        return self

    def terminate(self, on: date, reason: str) -> Self:
        with self.at(on) as matter:
            actions.terminate(matter, by=self.posts.secretary, on=on, reason=reason)
        return self

    def take_back(self, on: date, reason: str) -> Self:
        with self.at(on) as matter:
            actions.withdraw(matter, by=self.posts.worker, on=on, reason=reason)
        return self

    def send_to_street(self, on: date) -> Self:
        with self.at(on) as matter:
            actions.send_to_street(matter, by=self.posts.chair, on=on)
        return self

    def approve(self, on: date, *, by: User, opinion: str) -> Self:
        with self.at(on) as matter:
            actions.approve_review(matter, by=by, on=on, opinion=opinion)
        return self

    def send_back(self, on: date, *, by: User, opinion: str) -> Self:
        with self.at(on) as matter:
            actions.send_back(matter, by=by, on=on, opinion=opinion)
        return self

    def change(self, on: date, story: Story, reason: str, *, site: bool = False) -> Self:
        """What was resolved is to be different (变更): the new story is voted on anew."""
        with self.at(on) as matter:
            actions.change(
                matter,
                by=self.posts.chair,
                on=on,
                reason=reason,
                plan=story.plan,
                budget=Decimal(story.budget),
                site=site,
            )
        self.story = story
        return self

    def adjust(self, on: date, story: Story, reason: str) -> Self:
        with self.at(on) as matter:
            actions.adjust(
                matter,
                by=self.posts.chair,
                on=on,
                reason=reason,
                plan=story.plan,
                budget=Decimal(story.budget),
            )
        return self

    def keep_resolution(self, on: date, reason: str) -> Self:
        with self.at(on) as matter:
            actions.keep_resolution(matter, by=self.posts.chair, on=on, reason=reason)
        return self

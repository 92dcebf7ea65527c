"""Counting ballots: what a counting sheet (计票单) must satisfy before anything is decided on it."""

from dataclasses import dataclass

from jiedao.lib import numerals


@dataclass(frozen=True)
class Ballots:
    """The result of a vote: ballots issued (发出), for, against, abstaining and invalid (废票).

    By a show of hands nothing is issued: then `issued` is None, and everybody's vote is among the four.
    """

    issued: int | None
    for_: int
    against: int
    abstain: int
    invalid: int

    def __post_init__(self) -> None:
        if self.issued is not None:
            numerals.whole(self.issued, "发出票数")
        for name, number in (
            ("赞成票数", self.for_),
            ("反对票数", self.against),
            ("弃权票数", self.abstain),
            ("废票数", self.invalid),
        ):
            numerals.whole(number, name)

    @property
    def returned(self) -> int:
        """Ballots that came back (收回)."""
        return self.for_ + self.against + self.abstain + self.invalid

    @property
    def given_out(self) -> int:
        """How many voted at all: as many as there were ballots, by a show of hands as were counted."""
        return self.returned if self.issued is None else self.issued

    @property
    def in_words(self) -> str:
        """赞成9票、反对0票、弃权0票、废票0票，合计9票."""
        return (
            f"赞成{self.for_}票、反对{self.against}票、弃权{self.abstain}票、废票{self.invalid}票，"
            f"合计{self.returned}票"
        )

    @property
    def not_returned(self) -> int:
        """Ballots issued that did not come back (未收回)."""
        return max(0, self.given_out - self.returned)

    def faults(self, *, present: int, expected: int) -> list[str]:
        """Why the sheet cannot be right, one sentence each; empty when it adds up.

        收回 ≤ 发出 ≤ 实到 ≤ 应到: nobody votes for another, so no number may exceed the next.
        """
        numerals.whole(present, "实到人数")
        numerals.whole(expected, "应到人数")
        faults = []
        if self.issued is None:
            if self.returned > present:
                faults.append(
                    f"{self.in_words}，比实到的{present}人多{self.returned - present}票，"
                    "一人只有一票，请核对票数和签到表。"
                )
        elif self.returned > self.issued:
            faults.append(
                f"{self.in_words}，比发出的{self.issued}张多{self.returned - self.issued}张，"
                "请对照计票单重新核对。"
            )
        if self.issued is not None and self.issued > present:
            faults.append(
                f"发出{self.issued}张票，比实到的{present}人多{self.issued - present}张，"
                "每人只能领一张，请核对发票数和签到表。"
            )
        if present > expected:
            faults.append(
                f"实到{present}人，比应到的{expected}人多{present - expected}人，"
                "列席人员不计入实到，请核对签到表。"
            )
        return faults

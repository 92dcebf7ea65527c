"""What is counted of a matter: opinions and what became of them, answers of residents to the result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpinionCount:
    """How many opinions a matter has, and what became of them."""

    total: int
    adopted: int
    partly: int
    not_adopted: int

    @property
    def unanswered(self) -> int:
        return self.total - self.adopted - self.partly - self.not_adopted


@dataclass(frozen=True)
class Satisfaction:
    """What residents said of the result, over all counts."""

    asked: int
    satisfied: int
    fair: int
    unsatisfied: int

    @property
    def answered(self) -> int:
        return self.satisfied + self.fair + self.unsatisfied

    @property
    def words(self) -> str:
        return (
            f"发出{self.asked}份，收回{self.answered}份：满意{self.satisfied}份，"
            f"基本满意{self.fair}份，不满意{self.unsatisfied}份"
        )

"""Writing the report (生成): the table of sentences filled from the records, with what each number rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jiedao.indicators import kept
from jiedao.indicators.blanks import BLANKS
from jiedao.indicators.claims import Claim, Judged, all_claims
from jiedao.indicators.figures import AsOf, Figure, Scope, all_figures
from jiedao.indicators.selectors import in_words, phrase, standing
from jiedao.lib.addresses import address
from jiedao.lib.numerals import chinese, long_day
from jiedao.people.models import User
from jiedao.reporting.work_report import claims as claims  # declared by being read
from jiedao.reporting.work_report import names, plans, shortfalls
from jiedao.reporting.work_report.beside import PutRight
from jiedao.reporting.work_report.beside import of as of_scope
from jiedao.reporting.work_report.sentences import (
    OPENING,
    SECTIONS,
    Clause,
    Part,
    Piece,
    Sentence,
)

Content = dict[str, Any]
NONE_YET = "平台还没有这类记录"


def content_of(scope: Scope, *, by: User, today: date) -> Content:
    """The whole report as plain words, numbers and lists, so that one filed is kept as it was read."""
    beside = of_scope(scope, by=by)
    counted = Counted.of(scope, beside.put_right)
    known = names.of(scope, today=today, known=counted.known, beside=beside)
    writer = Writer(counted, known)
    opening = writer.paragraphs(OPENING)
    sections = [writer.section(number, one) for number, one in enumerate(SECTIONS, start=1)]
    number = len(sections)
    lacking = [
        one for one in (writer.sentence(s, quiet=True) for s in shortfalls.SHORTFALLS) if one
    ]
    for place, paragraph in enumerate(lacking, start=1):
        paragraph["lead"] = f"{chinese(place)}是"
    ahead = [_group(one) for one in plans.plans(scope.unit, by=by, after=max(today, scope.until))]
    return {
        "title": f"{scope.unit}落实“四项制度”工作总结",
        "unit": str(scope.unit),
        "unit_code": scope.unit.code,
        "since": scope.since.isoformat(),
        "last": scope.last.isoformat(),
        "period": writer.names["period"],
        "days": f"{long_day(scope.since)}至{long_day(scope.last)}",
        "made_on": today.isoformat(),
        "made_on_words": long_day(today),
        "opening": opening,
        "sections": [one for one in sections if one["parts"]],
        "shortfalls": {
            "heading": f"{chinese(number + 1)}、{shortfalls.HEADING}",
            "paragraphs": lacking,
            "nothing": shortfalls.NOTHING,
        },
        "plans": {"heading": f"{chinese(number + 2)}、{plans.HEADING}", "groups": ahead},
        "figures": list(writer.figures.values()),
        "claims": list(writer.claims.values()),
        "left_out": writer.left_out,
    }


def _group(one: plans.PlanGroup) -> Content:
    lines = [{"words": line.words, "url": line.url} for line in one.lines]
    return {"lead": one.lead, "lines": lines, "is_cut": one.is_cut}


@dataclass(frozen=True)
class Counted:
    """All numbers of the report: as counted, and as put right by hand."""

    scope: Scope
    known: Mapping[str, Decimal]
    overrides: Mapping[str, PutRight]

    @staticmethod
    def of(scope: Scope, overrides: Mapping[str, PutRight]) -> Counted:
        """One statement for what is kept, one for what stands on the last day."""
        on_the_day = [one for one in _wanted() if isinstance(one, AsOf)]
        (known,) = kept.values(scope)
        return Counted(scope, known | standing(on_the_day, scope), overrides)

    def value(self, figure: Figure) -> Decimal:
        override = self.overrides.get(figure.code)
        if override:
            return override.value
        return self.known[figure.code]


def figure_of(blank: str) -> Figure | None:
    """The figure a template names: by the blank of the report it fills, or by its own code."""
    if "." in blank:
        return all_figures().get(blank)
    return _by_blank().get(blank)


@lru_cache(maxsize=1)
def _by_blank() -> dict[str, Figure]:
    return {one.report: one for one in all_figures().values() if one.report}


@lru_cache(maxsize=1)
def _wanted() -> tuple[Figure, ...]:
    """Every figure the sentences and the claims of the report read."""
    clauses = [clause for one in _sentences() for clause in one.clauses]
    pieces = [piece for one in clauses for piece in (*one.pieces, *one.weaker_pieces)]
    found = {piece.blank: figure_of(piece.blank) for piece in pieces}
    needed = [
        figure
        for clause in clauses
        if clause.claim in all_claims()
        for figure in all_claims()[clause.claim].needs
    ]
    whole = [*(one for one in found.values() if one), *needed]
    return tuple({one.code: one for one in whole}.values())


@lru_cache(maxsize=1)
def short_codes() -> dict[str, str]:
    """The code that stands behind a number and in the address of its rows, by the code of the figure.

    One that fills no blank has its place in the table of sentences, said or not: so that a code on
    paper means the same figure when more is recorded.
    """
    others = [one for one in _wanted() if not one.report]
    blanks = {one.code: one.report for one in _wanted() if one.report}
    return blanks | {one.code: f"N{place}" for place, one in enumerate(others, start=1)}


def report_figures() -> list[Figure]:
    """The figures a report may hold, for putting one right: those of the blanks first."""
    return sorted(_wanted(), key=lambda one: int(one.report[1:]) if one.report else len(BLANKS) + 1)


def _sentences() -> Iterable[Sentence]:
    yield from OPENING
    yield from (one for section in SECTIONS for part in section.parts for one in part.sentences)
    yield from shortfalls.SHORTFALLS


@dataclass
class Writer:
    """The report on its way: what has been cited so far, and what could not be said."""

    counted: Counted
    names: dict[str, str]
    figures: dict[str, Content] = field(default_factory=dict)
    claims: dict[str, Content] = field(default_factory=dict)
    left_out: list[Content] = field(default_factory=list)
    judged: dict[str, Judged] = field(default_factory=dict)

    def section(self, number: int, section: Any) -> Content:
        """A section; its parts that have something to say, numbered one after another."""
        parts: list[Content] = []
        for part in section.parts:
            paragraphs = self._part(part)
            if paragraphs:
                heading = f"（{chinese(len(parts) + 1)}）{part.heading}"
                parts.append({"heading": heading, "paragraphs": paragraphs})
        return {"heading": f"{chinese(number)}、{section.heading}", "parts": parts}

    def _part(self, part: Part) -> list[Content]:
        if part.missing:
            self._leave_out("", part.missing, NONE_YET)
        said = self.paragraphs(part.sentences)
        if not said:
            return []
        pieces = [_words(part.aim), *(piece for one in said for piece in one["pieces"])]
        return [{"pieces": pieces, "basis": self._basis(pieces), "lead": ""}]

    def paragraphs(self, sentences: Iterable[Sentence]) -> list[Content]:
        return [one for one in map(self.sentence, sentences) if one]

    def sentence(self, sentence: Sentence, *, quiet: bool = False) -> Content | None:
        """A sentence as pieces of words and numbers; None when nothing of it can be said.

        Of shortfalls (`quiet`) it is good that there is nothing: they are not listed as left out.
        """
        said: list[list[Content]] = []
        for place, clause in enumerate(sentence.clauses):
            pieces = self._clause(clause, quiet=quiet)
            if pieces:
                said.append(pieces)
            elif place == 0 and sentence.leads:
                return None
        if not said:
            return None
        pieces = said[0]
        for more in said[1:]:
            pieces = [*pieces, _words("，"), *more]
        pieces = [*pieces, _words("。")]
        return {"pieces": pieces, "basis": self._basis(pieces), "lead": ""}

    def _clause(self, clause: Clause, *, quiet: bool) -> list[Content]:
        if not clause.claim:
            return self._filled(clause.pieces, quiet=quiet)
        claim = all_claims().get(clause.claim)
        if claim is None:
            self._leave_out("", clause.words, NONE_YET)
            return []
        judged = self._judge(claim)
        if judged.holds:
            return self._with_claim(clause.pieces, claim, quiet=quiet)
        if not quiet and judged.holds is not None:
            self._leave_out("", claim.name, f"记录不支持这个说法：{judged.why}")
        if judged.holds is None:
            return []
        weaker = clause.weaker_pieces
        if any(piece.blank for piece in weaker):
            return self._filled(weaker, quiet=True)
        return self._with_claim(weaker, claim, quiet=True)

    def _with_claim(self, pieces: tuple[Piece, ...], claim: Claim, *, quiet: bool) -> list[Content]:
        """Words that rest on what became of a claim, with its mark behind them."""
        said = self._filled(pieces, quiet=quiet)
        return [*said, self._cite_claim(claim, self._judge(claim))] if said else []

    def _judge(self, claim: Claim) -> Judged:
        """What the records say of a claim, asked once."""
        if claim.code not in self.judged:
            self.judged[claim.code] = claim.judge(self.counted.scope, self.counted.known)
        return self.judged[claim.code]

    def _filled(self, pieces: tuple[Piece, ...], *, quiet: bool) -> list[Content]:
        """The pieces with their numbers; nothing at all when one of them has none."""
        numbers = [self._has(piece, quiet=quiet) for piece in pieces if piece.blank]
        if not all(numbers):
            return []
        found: list[Content] = []
        for piece in pieces:
            if piece.words:
                found.append(_words(piece.words))
            if piece.blank in self.names:
                found.append(_words(self.names[piece.blank]))
            elif piece.blank:
                found.append(self._cite(piece))
        return [one for one in found if one["words"]]

    def _has(self, piece: Piece, *, quiet: bool) -> bool:
        """Whether a blank can be filled; else it is listed why not."""
        if piece.blank in self.names:
            return piece.blank in names.OPTIONAL or bool(self.names[piece.blank])
        figure = figure_of(piece.blank)
        if figure is None:
            name = next((one.name for one in BLANKS if one.code == piece.blank), piece.blank)
            self._leave_out(piece.blank, name, NONE_YET)
            return False
        if self.counted.value(figure) > 0:
            return True
        if not quiet:
            code = figure.report or ""
            value = in_words(figure, self.counted.value(figure))
            self._leave_out(
                code, figure.name, f"期内{value}", _rows_url(figure, self.counted.scope)
            )
        return False

    def _cite(self, piece: Piece) -> Content:
        figure = figure_of(piece.blank)
        assert figure
        value = self.counted.value(figure)
        line = self.figures.get(figure.code)
        if line is None:
            line = self.figures[figure.code] = self._line(figure, value)
        return {
            "words": phrase(figure, value, piece.style),
            "code": line["code"],
            "url": line["url"],
            "is_override": bool(line["reason"]),
        }

    def _line(self, figure: Figure, value: Decimal) -> Content:
        """A figure in the table at the end."""
        override = self.counted.overrides.get(figure.code)
        known = self.counted.known[figure.code]
        return {
            "code": short_codes()[figure.code],
            "figure": figure.code,
            "name": figure.name,
            "value": f"{value.normalize():f}",
            "exact": in_words(figure, value),
            "definition": figure.definition,
            "url": _rows_url(figure, self.counted.scope),
            "counted": in_words(figure, known) if override else "",
            "reason": override.reason if override else "",
            "override_by": override.made_by if override else "",
        }

    def _cite_claim(self, claim: Claim, judged: Judged) -> Content:
        line = self.claims.setdefault(
            claim.code,
            {
                "code": f"J{len(self.claims) + 1}",
                "name": claim.name,
                "holds": judged.holds,
                "why": judged.why,
                "url": judged.url,
            },
        )
        return {"words": "", "code": line["code"], "url": "#basis", "is_override": False}

    def _basis(self, pieces: list[Content]) -> list[Content]:
        """What a paragraph rests on: of each number the exact value, of each claim its sum."""
        found: dict[str, Content] = {}
        lines = {line["code"]: line for line in (*self.figures.values(), *self.claims.values())}
        for code in (one["code"] for one in pieces if one["code"]):
            line = lines[code]
            said = line["exact"] if "exact" in line else line["why"]
            found[code] = {"code": code, "words": f"{line['name']}：{said}", "url": line["url"]}
        return list(found.values())

    def _leave_out(self, code: str, name: str, why: str, url: str = "") -> None:
        line = {"code": code, "name": name, "why": why, "url": url}
        if line not in self.left_out:
            self.left_out.append(line)


def _words(words: str) -> Content:
    return {"words": words, "code": "", "url": "", "is_override": False}


def _rows_url(figure: Figure, scope: Scope) -> str:
    query = f"unit={scope.unit.code}&since={scope.since}&until={scope.last}"
    return f"{address('indicators:figure_page', figure.code)}?{query}"

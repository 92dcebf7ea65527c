"""Under which article an act in the ledger was done (依据)."""

from functools import lru_cache

from jiedao.procedures.steps import all_procedures, rules_of


@lru_cache(maxsize=512)
def article_of(act: str, edition: str) -> str:
    """The rules and the article an act was done under; “” where it rests on no statute."""
    rules, (kind, _, code) = rules_of(act, edition), act.rpartition(".")
    known = (
        each.article_of_step(code) or one.by_code[code].basis
        for one in all_procedures().values()
        if rules and one.acts == kind and code in one.by_code
        for each in one.rules.editions
        if each.code == edition
    )
    return f"{rules}{next(known, '')}"

"""Words that will be read in public are looked at when they are entered, not when it is too late."""

from jiedao.lib import masking
from jiedao.lib.refusals import refuse


def fit_for_the_board(**words: str) -> None:
    """Refuse personal numbers and addresses in what residents will read (公开前审查).

    The keyword is the field the sentence belongs to. Text that passed a meeting cannot be changed
    any more, so it is looked at before.
    """
    for field, text in words.items():
        found = masking.find_personal_data(text)
        if found:
            raise refuse(
                "matter.personal_data",
                masking.refusal_sentence(found),
                basis="《个人信息保护法》第二十五条",
                field=field,
            )

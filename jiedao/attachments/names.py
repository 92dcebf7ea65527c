"""File names as they may be kept and handed out again."""

import unicodedata

LONGEST, LONGEST_ENDING, UNNAMED = 100, 10, "附件"
# What a Windows disk or a browser cannot have in a name.
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def cleaned(name: str) -> str:
    """A name without folders, hidden or reversing characters, and not too long; ending kept."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if c.isspace() else c for c in name)
    # Controls, direction marks and unassigned places can make “exe.jpg” out of “gpj.exe”.
    name = "".join(c for c in name if not unicodedata.category(c).startswith("C"))
    name = " ".join(name.translate(FORBIDDEN).split()).rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending.strip() or len(ending) > LONGEST_ENDING:
        return name.strip(". ")[:LONGEST].rstrip(". ")
    stem = stem.lstrip(". ")[: LONGEST - len(ending) - 1].rstrip(". ") or UNNAMED
    return f"{stem}.{ending.strip()}"


def ending_of(name: str) -> str:
    """The ending of a cleaned name in small letters, jpeg said as jpg; empty when there is none."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return "jpg" if ending == "jpeg" else ending


def size_in_words(size: int) -> str:
    """86 KB, 1.2 MB: rounded up, so that nothing is ever said to be empty."""
    if size < 1024 * 1024:
        return f"{-(-size // 1024)} KB"
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10} MB"

"""Why a backup was not made or must not be used: a full sentence that says what to do."""


class Unusable(Exception):
    """The backup, the disk or the database is not fit; nothing was changed."""

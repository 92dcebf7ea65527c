"""The one way the launcher gives up."""


class Halt(Exception):
    """Why nothing can go on: a full Chinese sentence that says what to do."""

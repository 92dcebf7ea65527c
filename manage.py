#!/usr/bin/env python3
"""Django's management commands. `python3 run.py manage …` also provides the database.

Several commands may follow each other with a lone `then` between them; Django, which takes longer
to start than most commands to run, is then started once: manage.py migrate then setup then demo
"""

import os
import sys
from itertools import groupby

from django.core.management import execute_from_command_line

SEPARATOR = "then"
# What changes tables runs under the account that owns them, where the office has given it.
AS_OWNER = {"migrate", "setup", "grant_roles"}


def main(words: list[str]) -> None:
    """Runs each command in turn; the first one that fails ends the program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedao.settings")
    commands = [list(g) for between, g in groupby(words, SEPARATOR.__eq__) if not between]
    if any(command[0] in AS_OWNER for command in commands):
        os.environ.setdefault("JIEDAO_AS_OWNER", "1")
    for command in commands or [[]]:
        if len(commands) > 1:
            print("──", *command, flush=True)
        execute_from_command_line([sys.argv[0], *command])


if __name__ == "__main__":
    main(sys.argv[1:])

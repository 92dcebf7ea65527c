#!/usr/bin/env python3
"""Django's management commands. `python3 run.py manage …` also provides the database."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedao.settings")
    execute_from_command_line(sys.argv)

"""`python -m jiedao.launch`: what run.py becomes once the environment is there."""

import sys

from jiedao.launch import commands

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))

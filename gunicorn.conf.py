"""Read by gunicorn where it is started: its own name and version are nobody's business."""

import gc
from typing import Any

import gunicorn

gunicorn.SERVER = "web"


def when_ready(server: Any) -> None:
    """Before the workers part from the master: what is loaded stays shared between them.

    Python's collector would otherwise write to every page of memory it looks through, in each worker.
    """
    gc.collect()
    gc.freeze()

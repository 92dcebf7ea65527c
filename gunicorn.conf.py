"""Read by gunicorn where it is started: its own name and version are nobody's business."""

import gunicorn

gunicorn.SERVER = "web"

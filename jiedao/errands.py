"""When beat sends whom on an errand (定时任务的时间表)."""

from typing import Any

from celery.schedules import crontab

ERRANDS: dict[str, dict[str, Any]] = {
    "remind-of-deadlines": {
        "task": "jiedao.deadlines.tasks.sweep",
        "schedule": crontab(minute="*/10"),
    },
    "send-what-waits": {
        "task": "jiedao.delivery.tasks.sweep",
        "schedule": crontab(),
    },
    "look-after-the-outbox": {
        "task": "jiedao.delivery.tasks.look_after",
        "schedule": crontab(hour=8, minute=20),
    },
    "reconcile-appointments": {
        "task": "jiedao.access.tasks.reconcile",
        "schedule": crontab(hour=1, minute=10),
    },
    "forget-sent-forms": {
        "task": "jiedao.once.tasks.forget",
        "schedule": crontab(hour=3, minute=20),
    },
    "tidy-accounts": {
        "task": "jiedao.accounts.tasks.tidy",
        "schedule": crontab(hour=1, minute=40),
    },
    "open-papers": {
        "task": "jiedao.reporting.tasks.sweep",
        "schedule": crontab(minute="*/10"),
    },
    "look-after-groups": {
        "task": "jiedao.liaison.tasks.sweep",
        "schedule": crontab(minute="*/10"),
    },
    "settle-figures": {
        "task": "jiedao.indicators.tasks.settle",
        "schedule": crontab(),
    },
    "verify-the-books": {
        "task": "jiedao.publications.tasks.verify_books",
        "schedule": crontab(hour=2, minute=10),
    },
    "read-scans": {
        "task": "jiedao.scans.tasks.read_waiting",
        "schedule": crontab(),
    },
    "forget-old-answers": {
        "task": "jiedao.api.tasks.forget_old_answers",
        "schedule": crontab(minute=25),
    },
}

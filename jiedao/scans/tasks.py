"""Reading what was uploaded: at once after an upload, and every minute what was left."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from jiedao.scans import actions

log = logging.getLogger(__name__)


@shared_task
def read_waiting() -> int:
    """Read what waits; run twice, or by two workers, each scan is read once."""
    return actions.read_waiting()


def have_them_read() -> None:
    """Ask for what was just uploaded to be read at once."""
    # When no message gets through, the sweep of the next minute finds them all the same.
    try:
        read_waiting.apply_async(retry=False)
    except OperationalError:
        log.warning("消息队列连接不上，扫描件等下一次定时识别。")

"""Fills django-helpdesk with tickets and measures its list, detail and submit; JSON to standard output.

DJANGO_SETTINGS_MODULE=bench.helpdesk.settings python -m bench.child bench.helpdesk.measure 100000
"""

import json
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from helpdesk.models import Queue, Ticket
from helpdesk.query import query_to_base64

from bench.asking import Answer, ask, in_turn
from bench.clocks import Meter, cheapest
from bench.statements import counted

application = get_wsgi_application()

ROUNDS = 5  # as many as the portal
# Tickets of one queue, open and closed, each with three follow-ups.
FILL = """
INSERT INTO helpdesk_ticket (title, queue_id, created, modified, submitter_email, status, on_hold,
                             description, resolution, priority, secret_key)
SELECT '楼道照明不亮 ' || n, %(queue)s, now() - n * interval '1 minute', now(),
       'resident' || n %% 500 || '@example.org', CASE WHEN n %% 5 = 0 THEN 1 ELSE 4 END, false,
       '三号楼二单元楼道照明不亮，请尽快修理。', '', n %% 5 + 1, md5(n::text)
FROM generate_series(1, %(rows)s) n;
INSERT INTO helpdesk_followup (ticket_id, date, title, comment, public, message_id)
SELECT t.id, t.created + k * interval '1 hour', '跟进', '已联系维修人员，今天上门。', true, ''
FROM helpdesk_ticket t, generate_series(1, 3) k;
"""


def main(rows: int) -> list[dict[str, Any]]:
    """Every request a few times over; the least disturbed batch counts."""
    queue = Queue.objects.create(title="社区", slug="community", allow_public_submission=True)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"queue": queue.pk, "rows": rows})
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        meter = Meter([int(cursor.fetchone()[0])])
    staff = get_user_model().objects.create_user("staff", is_staff=True)
    client = Client()
    client.force_login(staff)
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    number = count(1)

    def typed() -> dict[str, str]:
        return {
            "queue": str(queue.pk),
            "title": f"路灯不亮 {next(number)}",
            "body": "建议把路灯的开关时间改到晚上十一点，方便晚归的居民。",
            "priority": "3",
            "submitter_email": "resident@example.org",
        }

    last = Ticket.objects.order_by("-pk")[0].pk
    # What a person sees as the list is the page and the rows its script asks for at once.
    asked = query_to_base64(
        {
            "filtering": {"status__in": [1, 2]},
            "sorting": "created",
            "search_string": "",
            "sortreverse": False,
        }
    )
    page = in_turn(application, ("/tickets/",), cookies=cookies)
    table = in_turn(application, (f"/datatables_ticket_list/{asked}",), cookies=cookies)
    details = tuple(f"/tickets/{pk}/" for pk in range(last, last - 6, -1))
    detail = in_turn(application, details, cookies=cookies)
    submit = in_turn(application, ("/tickets/submit/",), posts=typed)
    return [
        measured("helpdesk_list", lambda: (must(page, 200), must(table, 200)), meter),
        measured("helpdesk_detail", lambda: must(detail, 200), meter),
        measured("helpdesk_submit", lambda: followed(must(submit, 302)), meter),
    ]


def must(act: Callable[[], Answer], status: int) -> Answer:
    """One request that is answered as expected."""
    answer = act()
    if answer.status != status:
        raise SystemExit(f"django-helpdesk：应为{status}，得到{answer.status}。")
    return answer


def followed(answer: Answer) -> None:
    """The page a resident is sent to: only there does he see that his words have arrived.

    The portal shows its receipt in the answer itself.
    """
    must(lambda: ask(application, answer.headers["Location"]), 200)


def measured(name: str, act: Callable[[], object], meter: Meter) -> dict[str, Any]:
    """The cheapest of a few batches, and its statements."""
    act()
    with counted() as seen:
        act()
    times = meter.times_for(act)
    spent = cheapest([meter.batch(act, times) for _ in range(ROUNDS)])
    return {
        "name": name,
        "queries": len(seen),
        "seconds": spent.total,
        "database": spent.database,
    }


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)

"""Whatever is killed while people write: everything acknowledged is there, once and whole."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from jiedao.launch import places
from tests.faults import office
from tests.faults.conftest import in_office
from tests.faults.portal import PYTHON, Portal, until
from tests.faults.visitors import Browser, Stubborn

pytestmark = pytest.mark.faults

DRAFT = "/office/decisions/new/"
MOTION = {
    "kind": "welfare",
    "title": "断电也不丢的动议",
    "origin": "committee",
    "proposer": "社区居民委员会",
    "summary": "选址、数量，请居民提意见。",
    "plan": "在3号院东墙内建充电棚1座。",
}


LATE = "select id from deadlines_deadline where closed_at is null and due_on < current_date order by id"


@pytest.fixture
def writers(portal: Portal, consultation: str) -> list[Stubborn]:
    """A community worker who drafts matters and a resident who says opinions, without a pause."""
    return [
        Stubborn(Browser(portal.port), DRAFT, "title", MOTION, ("sun", office.PASSWORD)),
        Stubborn(
            Browser(portal.port),
            f"/consultations/{consultation}/opinion/",
            "text",
            {"text": "断电也不丢的意见"},
            thanks="意见回执",
        ),
    ]


def faults(portal: Portal) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
    """What is killed, and how it is started again."""
    return {
        "一个网页进程": (portal.kill_one_web_worker, lambda: None),
        "全部网页": (lambda: portal.kill(portal.web), portal.start_web),
        "后台任务": (lambda: portal.kill(portal.worker), portal.worker.start),
        "定时任务": (lambda: portal.kill(portal.beat), portal.beat.start),
        "消息队列": (lambda: portal.kill(portal.broker.child), portal.broker.start),
        "数据库": (portal.kill_database, portal.database.start),
    }


def test_whatever_is_killed_nothing_acknowledged_is_lost_or_doubled(
    portal: Portal, writers: list[Stubborn]
) -> None:
    portal.worker.start()
    portal.beat.start()
    for writer in writers:
        writer.start()
    for what, (kill, start_again) in faults(portal).items():
        keep_writing(writers, f"{what}结束之前")
        kill()
        time.sleep(0.3)  # people go on pressing the button while nothing answers
        start_again()
        until(portal.is_ready, f"{what}结束之后恢复")
        keep_writing(writers, f"{what}重新启动之后")
        portal.verify()  # under the stream of writes: no false alarm either
    for writer in writers:
        writer.enough.set()
    for writer in writers:
        writer.join(30)
        assert not writer.odd, writer.odd
        assert writer.acknowledged == writer.tried
    drafts, said = (sorted(writer.acknowledged) for writer in writers)
    assert drafts == [title for (title,) in matters(portal)]
    assert said == [text for (text,) in opinions(portal)]
    # Nothing half-written: each draft with its dossier, its line in the ledger, its words to search.
    assert matters(portal) == portal.ask(
        "select d.title from dossiers_dossier d join decisions_matter m on m.dossier_id = d.id"
        " join ledger_entry e on e.dossier_id = d.id and e.act = 'dossier.open'"
        " join dossiers_searchtext s on s.dossier_id = d.id"
        " where d.title like '断电也不丢的动议%%' order by d.title collate \"C\""
    )
    assert "全部相符" in portal.verify()
    for writer in writers:
        for page in writer.unwell:
            assert "没有保存" in page or "没有生效" in page, page


def keep_writing(writers: list[Stubborn], when: str) -> None:
    """Everybody gets two more entries acknowledged."""
    before = {writer: len(writer.acknowledged) for writer in writers}
    until(
        lambda: all(
            len(writer.acknowledged) >= before[writer] + 2 or writer.odd for writer in writers
        ),
        f"{when}能继续办理",
    )


def matters(portal: Portal) -> list[tuple[str]]:
    return portal.ask(
        "select title from dossiers_dossier where title like '断电也不丢的动议%%'"
        ' order by title collate "C"'
    )


def opinions(portal: Portal) -> list[tuple[str]]:
    return portal.ask(
        "select text from decisions_opinion where text like '断电也不丢的意见%%'"
        ' order by text collate "C"'
    )


def test_a_sweep_killed_half_way_and_run_again_reminds_once(
    portal: Portal, consultation: str
) -> None:
    in_office(portal, "let_fall_due(8)")
    words = [PYTHON, "manage.py", "shell", "-v", "0", "-c"]
    words.append("from tests.faults import office; office.sweep()")

    def sweeping() -> subprocess.Popen[bytes]:
        return subprocess.Popen(words, cwd=places.ROOT, env=portal.environment)

    def told() -> int:
        ((count,),) = portal.ask("select count(distinct deadline_id) from notices_notice")
        return int(count)

    late = [pk for (pk,) in portal.ask(LATE)]
    assert len(late) == 8
    with closing(portal.connect()) as holding, holding.cursor() as cursor:
        # The fifth is held: the sweep gets no further until it is killed.
        cursor.execute("select 1 from deadlines_deadline where id = %s for update", [late[4]])
        first = sweeping()
        until(lambda: told() == 4, "发出前四条提醒")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert told() == 4
    # What the dead sweep had sent may still be carried out, now that nothing holds it.
    twins = [sweeping(), sweeping()]  # two beats, or a task delivered twice
    assert [twin.wait() for twin in twins] == [0, 0]
    reminded = portal.ask(
        "select deadline_id, user_id, kind, count(*) from notices_notice"
        " where deadline_id is not null group by deadline_id, user_id, kind"
    )
    assert sorted({deadline for deadline, *_ in reminded}) == late
    assert len(reminded) == len(late) * len({user for _, user, *_ in reminded})
    assert {count for *_, count in reminded} == {1}

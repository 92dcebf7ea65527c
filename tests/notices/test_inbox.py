"""消息: told once, read by its owner only."""

from datetime import date, timedelta

from jiedao.lib import clock
from jiedao.notices import actions, selectors
from jiedao.people.models import User
from tests.conftest import TODAY
from tests.support import statements


def tell(user: User, words: str = "李书记退回了一件事。", *, on: date = TODAY):
    with clock.moved_to(on):
        return actions.tell(user, words=words, kind="returned", url="/office/search/")


def inbox(client, **query: str) -> str:
    return client.get("/office/notices/", query).content.decode()


def test_a_line_stands_unread_in_the_inbox_and_on_the_desk(zhao_chair: User, client_of):
    tell(zhao_chair)
    client = client_of(zhao_chair)
    assert "李书记退回了一件事。" in inbox(client)
    assert "退回" in inbox(client)
    assert "新消息" in client.get("/office/").content.decode()


def test_reading_is_done_once_and_leads_back(zhao_chair: User, client_of):
    notice = tell(zhao_chair)
    client = client_of(zhao_chair)
    answer = client.post(f"/office/notices/{notice.pk}/read/", {"next": "/office/"})
    assert answer.headers["Location"] == "/office/"
    notice.refresh_from_db()
    first = notice.read_at
    client.post(f"/office/notices/{notice.pk}/read/", {"next": "https://elsewhere.example/"})
    notice.refresh_from_db()
    assert notice.read_at == first
    assert "已读" in inbox(client)


def test_nobody_reads_the_inbox_of_another(zhao_chair: User, sun_worker: User, client_of):
    notice = tell(zhao_chair)
    other = client_of(sun_worker)
    assert "李书记退回" not in inbox(other)
    assert other.post(f"/office/notices/{notice.pk}/read/").status_code == 404
    assert actions.mark_read(notice, by=sun_worker).read_at is None
    assert actions.mark_all_read(up_to=notice.pk, by=sun_worker) == 0


def test_all_that_was_shown_is_read_and_what_came_meanwhile_is_not(zhao_chair: User, client_of):
    shown = tell(zhao_chair)
    later = tell(zhao_chair, "刚刚到的一条。")
    client_of(zhao_chair).post("/office/notices/read/", {"up_to": shown.pk})
    assert [row.pk for row in selectors.told(zhao_chair, most=9)] == [later.pk]


def test_the_inbox_pages_by_key(zhao_chair: User, client_of):
    for number in range(25):
        tell(zhao_chair, f"第{number:02}条")
    client = client_of(zhao_chair)
    first = inbox(client)
    assert "第24条" in first
    assert "第04条" not in first
    before = first.split("?before=")[1].split('"')[0]
    assert "第04条" in inbox(client, before=before)
    assert "第05条" not in inbox(client, before=before)


def test_the_inbox_is_in_the_order_of_time(zhao_chair: User, client_of):
    """What was entered late for a day before stands by its day."""
    now = tell(zhao_chair, "今天的一条。")
    before = tell(zhao_chair, "上个月的一条。", on=TODAY - timedelta(days=40))
    assert [row.pk for row in selectors.told(zhao_chair, most=9)] == [now.pk, before.pk]
    shown = inbox(client_of(zhao_chair))
    assert shown.index(now.words) < shown.index(before.words)
    assert list(selectors.before(now)) == [before]
    assert list(selectors.before(before)) == []


def test_the_inbox_costs_the_same_for_one_and_for_twenty(zhao_chair: User, client_of):
    client = client_of(zhao_chair)
    tell(zhao_chair)
    inbox(client)
    one = statements(lambda: inbox(client))
    for _ in range(20):
        tell(zhao_chair)
    assert statements(lambda: inbox(client)) == one
    assert one <= 12


COUNT = '<b class="count">'


def test_the_masthead_counts_no_further_than_99(zhao_chair: User, sun_worker: User, client_of):
    client, other = client_of(zhao_chair), client_of(sun_worker)
    assert COUNT not in inbox(client)
    notice = tell(zhao_chair)
    assert f"{COUNT}1<" in inbox(client)
    for _ in range(100):
        tell(zhao_chair)
    assert f"{COUNT}99+<" in inbox(client)
    assert COUNT not in inbox(other)  # his own, nobody else's
    client.post("/office/notices/read/", {"up_to": notice.pk + 98})
    assert f"{COUNT}2<" in inbox(client)


def test_an_empty_inbox_says_what_will_stand_there(zhao_chair: User, client_of):
    assert "还没有消息" in inbox(client_of(zhao_chair))


def test_a_line_about_a_dossier_leads_to_it_and_an_unnamed_kind_is_news(zhao_chair: User):
    notice = actions.tell(zhao_chair, words="核对一下", kind="whatever")
    row = selectors.row(notice)
    assert (row.word, row.url, row.chip) == ("消息", "", "")


def test_a_page_after_a_line_that_is_not_there_is_the_first(
    zhao_chair: User, sun_worker: User, client_of
):
    """It goes there openly: the same lines are not shown again under the address of another page."""
    tell(zhao_chair)
    of_another = tell(sun_worker)
    client = client_of(zhao_chair)
    for key in (str(of_another.pk), "999999999", "x", "9" * 30):
        answer = client.get("/office/notices/", {"before": key})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/office/notices/")

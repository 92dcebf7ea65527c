"""Activities of the fictional street over twelve weeks, and papers from above, by the real actions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiedao.activities import actions
from jiedao.activities.documents import SHELF
from jiedao.activities.models import Activity, SuperiorDocument
from jiedao.activities.states import Genre, Kind, Level, Part, System, Way
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.documents import actions as documents
from jiedao.documents import render
from jiedao.documents.selectors import mark_of
from jiedao.lib import clock
from jiedao.scans import actions as scans

FOUR = tuple(System.values)
LEADERS = ("shuji", "zhuren", "fenguan", "fushuji", "zuzhi", "jijian")
OFFICERS = ("keshi", "dangjian", "minzheng", "zongzhi", "caizheng")
HEADS = ("tiyu-shuji", "tiyu-zhuren", "keji-shuji", "keji-zhuren")
OF_A = ("tiyu-shuji", "tiyu-zhuren", "tiyu-shegong", "tiyu-jiandu", "tiyu-wangge")
OF_B = ("keji-shuji", "keji-zhuren", "keji-shegong", "keji-jiandu", "keji-wangge")
HALL = "街道三楼会议室"


def scene(stage: Stage) -> None:
    """What the street and two communities held, plan and called off; three papers, one of them red."""
    _meetings(stage)
    _visits(stage)
    _papers(stage)
    _signed(stage)
    _to_come(stage)


def _meetings(stage: Stage) -> None:
    """What was held and needs nothing more."""
    _held(
        stage, 80, "zuzhi", Kind.SPECIAL, "研究部署四项制度试点", FOUR, "李明远",
        "听取试点准备情况。定：四个专项小组各由一名班子成员牵头，两个社区先行试点，每半月小结一次。",
        attends=LEADERS,
    )  # fmt: skip
    _held(
        stage, 66, "zuzhi", Kind.HEARING, "听取民主决策和矛盾化解推进情况", FOUR[:2], "李明远",
        "体育社区汇报停车位改造的征求意见情况，科技社区汇报邻里纠纷排查。要求下月底前形成可推广的做法。",
        listens=("shuji", "zhuren"), speaks=("fenguan", "tiyu-shuji", "keji-zhuren"),
        attends=("zuzhi",),
    )  # fmt: skip
    _held(
        stage, 45, "fenguan", Kind.EXCHANGE, "四项制度试点经验交流", FOUR, "何志远",
        "体育社区介绍征求意见的办法，科技社区介绍网格排查的办法，各社区提问。",
        attends=(*HEADS, *OFFICERS), guests=("马教授 区委党校讲师",),
    )  # fmt: skip
    _held(
        stage, 31, "jijian", Kind.INTEGRITY, "党风廉政警示教育", (System.SUPERVISION,), "孙正平",
        "通报近期典型案例，观看警示教育片，重申“三公”经费纪律。", attends=(*LEADERS, *OFFICERS),
    )  # fmt: skip
    _held(
        stage, 24, "fenguan", Kind.PROMOTION, "四项制度工作推进会", FOUR, "李明远",
        "通报进度，督促滞后的社区；下月15日前各社区至少有一件事项进入公示。",
        attends=(*LEADERS, *HEADS), absent=("keji-zhuren",),
    )  # fmt: skip
    _held(
        stage, 38, "tiyu-shuji", Kind.TRAINING, "居民代表会议怎么开", (System.DECISIONS,), "陈建国",
        "结合停车位改造讲征求意见、会议通知、签到和表决的规矩。", unit=A, attends=OF_A,
        absent=("tiyu-wangge",), made_up={"tiyu-wangge": "社区主任一对一讲解"},
    )  # fmt: skip
    _held(
        stage, 26, "keji-shuji", Kind.TRAINING, "矛盾纠纷怎么登记和移交", (System.DISPUTES,), "郑安邦",
        "讲排查、登记、移交的步骤，现场填了三份登记表。", unit=B, attends=OF_B,
        absent=("keji-jiandu", "keji-wangge"),
    )  # fmt: skip


def _visits(stage: Stage) -> None:
    """Two visits: what was found on one is solved in part, on the other nothing was found."""
    visit = _held(
        stage, 35, "zuzhi", Kind.VISIT, "督促指导体育社区、科技社区", FOUR, "李明远",
        "看台账、看公开栏、问居民。体育社区征求意见扎实，科技社区排查台账不全。",
        visits=("shuji", "fushuji"), attends=("zuzhi", "keshi"), communities=(A, B), place="体育社区、科技社区",
    )  # fmt: skip
    by = stage.people["zuzhi"]
    found = (
        ("排查台账缺两个网格的记录", "网格员补登，社区书记核对", B, "郑安邦", 14),
        ("公开栏玻璃破损，公示看不清", "更换公开栏", A, "赵丽华", 10),
        ("居务监督意见没有存档", "补齐意见书，专人保管", B, "冯素珍", 20),
    )
    rows = []
    with clock.moved_to(visit.held_on):
        for words, measure, code, whose, days in found:
            due_on = visit.held_on + timedelta(days=days)
            given: dict[str, Any] = {
                "words": words,
                "measure": measure,
                "whose": whose,
                "due_on": due_on,
            }
            rows.append(actions.find_problem(visit, by=by, unit=stage.units[code], **given))
    with clock.moved_to(visit.held_on + timedelta(days=8)):
        actions.solve(rows[1], by=stage.people["tiyu-shegong"], on=clock.today(), how="已换新玻璃")
    with clock.moved_to(visit.held_on + timedelta(days=12)):
        how = "两个网格都已补登，抽查无误"
        actions.solve(rows[0], by=stage.people["keji-shegong"], on=clock.today(), how=how)
    _held(
        stage, 12, "zuzhi", Kind.VISIT, "督促指导体育社区", FOUR[:1], "吕红梅",
        "停车位改造的公示规范，居民知晓。", visits=("fushuji",), attends=("tiyu-shuji",),
        communities=(A,), place="体育社区党群服务中心",
    )  # fmt: skip


def _papers(stage: Stage) -> None:
    """One paper studied by all and handed down, one in part, one nobody has studied in time."""
    keeper = stage.people["zuzhi"]
    first = _received(
        stage, 60, Level.PROVINCE, Genre.SPEECH, "在全省基层治理工作会议上的讲话", "省委主要领导", "",
        "办好群众身边的事，让群众参与、让群众评判。",
    )  # fmt: skip
    study = _held(
        stage, 53, "zuzhi", Kind.STUDY, "学习省委基层治理会议讲话", (), "李明远",
        "集体学习讲话全文，四个专项小组对照提出打算。", attends=(*LEADERS, *OFFICERS),
        absent=("caizheng",), made_up={"caizheng": "自学原文，写了心得"},
    )  # fmt: skip
    with clock.moved_to(study.held_on):
        actions.study(first, by=keeper, activity=study)
        units = [stage.units[A], stage.units[B]]
        actions.relay(first, by=keeper, units=units, on=clock.today(), way=Way.MEETING)
    second = _received(
        stage, 18, Level.CITY, Genre.DOCUMENT, "关于推进“一征三议两公开”工作法的意见",
        "中共郑州市委办公厅", "郑办〔{year}〕21号", "重大事项先征求意见，决议和结果都要公开。",
    )  # fmt: skip
    study = _held(
        stage, 9, "zuzhi", Kind.STUDY, "学习市委办公厅关于工作法的意见",
        (System.DECISIONS,), "何志远", "逐条学习，对照体育社区的做法找差距。",
        attends=(*LEADERS, *HEADS), absent=("zhuren", "keji-shuji", "tiyu-zhuren"),
        made_up={"tiyu-zhuren": "参加了社区的传达会"},
    )  # fmt: skip
    with clock.moved_to(study.held_on):
        actions.study(second, by=keeper, activity=study)
    _received(
        stage, 25, Level.DISTRICT, Genre.DOCUMENT, "关于开展基层减负自查的通知",
        "中共金水区委办公室", "金办〔{year}〕33号", "清理重复报表和签到打卡，月底前报自查情况。",
    )  # fmt: skip


def _signed(stage: Stage) -> None:
    """A training whose sheet was printed, signed and scanned back: known by its code, its names ticked."""
    worker, unit, day = stage.people["tiyu-shegong"], stage.units[A], _day(stage, 19)
    with clock.moved_to(day - timedelta(days=3)):
        activity = actions.plan(
            unit, by=worker, kind=Kind.TRAINING, title="公示怎么张贴和拍照存档",
            systems=[System.DECISIONS], held_on=day, begins=time(15), ends=time(16),
            place="社区会议室", people=_people(stage, attends=OF_A),
        )  # fmt: skip
        form = documents.form_for(activity.dossier, document="sign_in_sheet", by=worker)
    with clock.moved_to(day):
        sheet = SHELF.find("sign_in_sheet")
        assert sheet
        (about,) = sheet.subjects(activity)
        paper = render.drawn(replace(sheet.build(about), mark=mark_of(form)), "pdf")
        file = SimpleUploadedFile("签到表.pdf", paper, content_type="application/pdf")
        scans.read(scans.upload(unit, file=file, by=worker).pk)
        came = activity.roster.exclude(person=_key(stage, "tiyu-jiandu"))
        actions.hold(
            activity, by=worker, held_on=day, begins=time(15), ends=time(16), place="社区会议室",
            chair="陈建国", summary="公示贴在哪里、怎么拍照、几天以后揭下；每人在公开栏前拍了一次。",
            present=came.values_list("pk", flat=True),
        )  # fmt: skip
    with clock.moved_to(day + timedelta(days=5)):
        entry = activity.roster.get(person=_key(stage, "tiyu-jiandu"))
        actions.make_up(entry, by=worker, on=clock.today(), how="看了照片，社工讲解")


def _to_come(stage: Stage) -> None:
    """What is planned, what was called off, and one that nobody has entered."""
    street = stage.units[STREET]
    by = stage.people["zuzhi"]
    soon, past = _day(stage, -6), _day(stage, 4)
    with clock.moved_to(stage.today - timedelta(days=2)):
        actions.plan(
            street, by=by, kind=Kind.JOINT, title="老旧小区改造联席会议",
            systems=[System.DECISIONS, System.SERVICES], held_on=soon, begins=time(15),
            ends=time(17), place=HALL, people=_people(stage, attends=(*OFFICERS, *HEADS)),
        )  # fmt: skip
        off = actions.plan(
            street, by=by, kind=Kind.TOUR, title="赴外地学习网格化治理", systems=[System.DISPUTES],
            held_on=_day(stage, -12), begins=time(8), ends=None, place="街道门口集合",
            people=_people(stage, attends=("fenguan", *HEADS)),
        )  # fmt: skip
    with clock.moved_to(stage.today - timedelta(days=1)):
        actions.cancel(off, by=by, reason="接待单位另有安排，改为线上交流。")
    with clock.moved_to(stage.today - timedelta(days=10)):
        actions.plan(
            stage.units[A], by=stage.people["tiyu-shegong"], kind=Kind.STUDY,
            title="学习居民委员会组织法", systems=[System.DECISIONS], held_on=past,
            begins=time(9, 30), ends=None, place="社区活动室", people=_people(stage, attends=OF_A),
        )  # fmt: skip


def _held(
    stage: Stage,
    ago: int,
    by: str,
    kind: str,
    title: str,
    systems: Iterable[str],
    chair: str,
    summary: str,
    *,
    unit: str = STREET,
    absent: Iterable[str] = (),
    made_up: dict[str, str] | None = None,
    guests: Iterable[str] = (),
    communities: Iterable[str] = (),
    place: str = "",
    **parts: Iterable[str],
) -> Activity:
    """Something that was held so many days ago, entered the same day; some made it up a week later."""
    person, day = stage.people[by], _day(stage, ago)
    with clock.moved_to(day):
        activity = actions.register(
            stage.units[unit],
            by=person,
            kind=kind,
            title=title,
            systems=systems,
            held_on=day,
            begins=time(9),
            ends=time(11),
            place=place or (HALL if unit == STREET else "社区会议室"),
            chair=chair,
            summary=summary,
            people=_people(stage, **parts),
            absent=[_key(stage, one) for one in absent],
            guests=guests,
            communities=[stage.units[code] for code in communities],
        )
    with clock.moved_to(day + timedelta(days=7)):
        for name, how in (made_up or {}).items():
            entry = activity.roster.get(person=_key(stage, name))
            actions.make_up(entry, by=person, on=clock.today(), how=how)
    return activity


def _received(
    stage: Stage,
    ago: int,
    level: str,
    genre: str,
    title: str,
    issuer: str,
    number: str,
    summary: str,
) -> SuperiorDocument:
    day = _day(stage, ago)
    words = f"{title}\n\n（演示街道的文本，不是真实的文件。）\n"
    given: dict[str, Any] = {"level": level, "genre": genre, "issuer": issuer, "title": title}
    with clock.moved_to(day):
        return actions.receive(
            stage.units[STREET],
            by=stage.people["zuzhi"],
            document_number=number.format(year=day.year),
            received_on=day,
            summary=summary,
            file=SimpleUploadedFile(f"{title}.txt", words.encode()),
            # What the district sends is the officer's to have studied.
            responsible=stage.people["keshi"] if level == "district" else None,
            **given,
        )


def _people(stage: Stage, **parts: Iterable[str]) -> dict[str, list[int]]:
    return {Part(part): [_key(stage, one) for one in names] for part, names in parts.items()}


def _key(stage: Stage, name: str) -> int:
    person = stage.people[name].person_id
    assert person
    return person


def _day(stage: Stage, ago: int) -> date:
    """So many days ago (or to come), moved off a weekend to the Friday before."""
    day = stage.today - timedelta(days=ago)
    return day - timedelta(days=max(0, day.weekday() - 4))

"""Groups, the pilot, communities answered for and responsibilities of the fictional street."""

import secrets
from datetime import date, timedelta

from jiedao.access import actions as access
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.dossiers.models import Dossier
from jiedao.liaison.actions import assignments, groups, participations, pilots, responsibilities
from jiedao.liaison.models import Assignment, Pilot, Trial, WorkGroup
from jiedao.liaison.states import Area, Level, Proof, StageKind, VisitKind
from jiedao.lib import clock
from jiedao.people import actions as directory
from jiedao.people.actions import system

KEEPER = "keshi"
# Of each special group: who leads it, the department that answers for it, the person responsible.
SPECIAL = (
    (Area.DECISIONS, "推进民主科学决策专项工作小组", "fenguan", f"{STREET}-K01", KEEPER),
    (Area.DISPUTES, "推进基层矛盾化解专项工作小组", "fushuji", f"{STREET}-K03", "zongzhi"),
    (Area.SERVICES, "推进基层便民服务专项工作小组", "fenguan", f"{STREET}-K02", "minzheng"),
    (Area.SUPERVISION, "推进党风政风监督检查专项工作小组", "fushuji", f"{STREET}-K01", KEEPER),
)
MEMBERS = ("zhuren", "fushuji", "fenguan", "zuzhi", "jijian", "tiyu-shuji", "keji-shuji")
# Who answers for which community, and how many days ago he was there last.
ASSIGNED = (("shuji", A, 4), ("fushuji", A, 4), ("fenguan", B, 4), ("zhuren", B, 45))
EVERY = 28
EXCHANGE = "四项制度试点经验交流"


def scene(stage: Stage) -> None:
    """Five groups, a pilot tried in two communities, four assignments, six responsibilities."""
    old = _groups(stage)
    pilot = _pilot(stage)
    trials = [_trial(stage, pilot, code) for code in (A, B)]
    _exchange(stage, pilot)
    for who, code, last in ASSIGNED:
        _visits(stage, who, code, last)
    _responsibilities(stage, old, trials[1])


def _ago(stage: Stage, days: int) -> date:
    return stage.today - timedelta(days=days)


def _groups(stage: Stage) -> WorkGroup:
    """The groups as they are, and the one that came before one of them, which is returned."""
    keeper, people, units = stage.people[KEEPER], stage.people, stage.units
    begun = _ago(stage, 320)
    with clock.moved_to(begun):
        # The deputy secretary is a lead official besides: he receives the papers of his groups.
        access.appoint(
            people["fushuji"],
            role="lead_official",
            unit=units[STREET],
            by=system(),
            starts_on=begun,
        )
        old = groups.establish(
            units[STREET], by=keeper, area=Area.SERVICES, title="便民服务工作小组",
            document_number=f"经八办〔{begun.year}〕3号", established_on=begun,
            lead=people["fenguan"], department=units[f"{STREET}-K02"],
            responsible=people["minzheng"],
        )  # fmt: skip
    day = _ago(stage, 300)
    with clock.moved_to(day):
        groups.dissolve(old, by=keeper, until=day, reason="四项制度统一设专项工作小组，不再单设。")
        groups.establish(
            units[STREET], by=keeper, area="", title="推进“四项制度”机制建设工作领导小组",
            document_number=f"经八办〔{day.year}〕5号", established_on=day, lead=people["shuji"],
            department=units[f"{STREET}-K01"], responsible=people["dangjian"],
            members=[people[name] for name in MEMBERS],
        )  # fmt: skip
        special = [
            groups.establish(
                units[STREET], by=keeper, area=area, title=title,
                document_number=f"经八办〔{day.year}〕6号", established_on=day,
                lead=people[lead], department=units[department], responsible=people[responsible],
                members=[people[responsible], people["tiyu-zhuren"], people["keji-zhuren"]],
            )
            for area, title, lead, department, responsible in SPECIAL
        ]  # fmt: skip
        participations.take_part(
            special[1].dossier, street=units[STREET], by=keeper, user=people["zongzhi"], since=day
        )
    moved = _ago(stage, 120)
    with clock.moved_to(moved):
        groups.change(
            special[0], by=keeper, begins_on=moved, lead=people["fenguan"],
            department=units[f"{STREET}-K01"], responsible=people["dangjian"],
        )  # fmt: skip
    _pensioner(stage, special[2])
    return old


def _pensioner(stage: Stage, group: WorkGroup) -> None:
    """Who was responsible for a group went into retirement three days ago; nobody else is named yet."""
    begun, last = _ago(stage, 120), _ago(stage, 3)
    department = stage.units[f"{STREET}-K02"]
    with clock.moved_to(begun):
        person = directory.register_person(name="邵永年")
        secret = secrets.token_urlsafe(24)  # nobody signs in as him
        user = directory.open_account(
            username="shehui", name="邵永年", password=secret, person=person
        )
        post = access.appoint(user, role="officer", unit=department, by=system(), starts_on=begun)
        groups.change(
            group, by=stage.people[KEEPER], begins_on=begun, lead=stage.people["fenguan"],
            department=department, responsible=user,
        )  # fmt: skip
    with clock.moved_to(last):
        access.dismiss(post, by=system(), ends_on=last, reason="退休")


def _pilot(stage: Stage) -> Pilot:
    day = _ago(stage, 310)
    with clock.moved_to(day):
        return pilots.designate(
            stage.units[STREET],
            by=stage.people[KEEPER],
            title="全省推进基层四项基础制度和机制建设试点示范街道",
            level=Level.PROVINCE,
            office_name="经八路街道办事处",
            document_number=f"豫组〔{day.year}〕7号",
            designated_on=day,
        )


def _trial(stage: Stage, pilot: Pilot, code: str) -> Trial:
    """What a community tries: the one is at its last stage, the other late with the one before."""
    is_first = code == A
    side = "tiyu" if is_first else "keji"
    responsible = stage.people[f"{side}-shuji"]
    begun = _ago(stage, 150)
    areas = (Area.DECISIONS, Area.DISPUTES) if is_first else (Area.SERVICES, Area.SUPERVISION)
    with clock.moved_to(begun):
        trial = pilots.begin(
            pilot,
            by=stage.people[KEEPER],
            community=stage.units[code],
            first=areas[0],
            second=areas[1],
            responsible=responsible,
            goal="重大事项都走完“一征三议两公开”，矛盾不出社区。"
            if is_first
            else "服务中心六有达标，监督检查的问题按期整改。",
            figure="decisions.carried_out" if is_first else "",
            least=3 if is_first else None,
            started_on=begun,
            due_on=_ago(stage, -30),
            stages={
                StageKind.RULES: _ago(stage, 110),
                StageKind.METHODS: _ago(stage, 60),
                StageKind.PAPERS: _ago(stage, 10),
                StageKind.SUMMARY: _ago(stage, -20),
            },
        )
    done = {StageKind.RULES: 115, StageKind.METHODS: 57}
    if is_first:
        done[StageKind.PAPERS] = 8
    for kind, days in done.items():
        day = _ago(stage, days)
        with clock.moved_to(day):
            pilots.finish_stage(trial.stages.get(kind=kind), by=responsible, done_on=day)
    return trial


def _exchange(stage: Stage, pilot: Pilot) -> None:
    """What the communities exchanged is on record already, as an activity."""
    met = Dossier.objects.filter(kind="activities.activity", title=EXCHANGE).first()
    if met:
        with clock.moved_to(_ago(stage, 40)):
            pilots.exchange(pilot, by=stage.people[KEEPER], activity=met.number)


def _visits(stage: Stage, who: str, code: str, last: int) -> Assignment:
    """Someone answers for a community and goes there every four weeks; one has stayed away."""
    leader, keeper, begun = stage.people[who], stage.people[KEEPER], _ago(stage, 200)
    with clock.moved_to(begun):
        found = assignments.assign(stage.units[code], by=keeper, leader=leader, since=begun)
    head = "dangjian" if code == A else "zongzhi"
    with clock.moved_to(begun + timedelta(days=3)):
        participations.take_part(
            found.dossier,
            street=stage.units[STREET],
            by=keeper,
            user=stage.people[head],
            since=clock.today(),
        )
    said = (
        (VisitKind.FOLLOW, "看了服务大厅和公开栏，问了几位来办事的居民。", ""),
        (VisitKind.COORDINATE, "和物业、社区一起定了充电棚的位置。", "电表增容要等供电公司。"),
        (VisitKind.GUIDE, "逐项核对了台账和签到表，要求补齐缺的照片。", ""),
    )
    for place, days in enumerate(range(200 - EVERY, last - 1, -EVERY)):
        kind, done, problems = said[place % len(said)]
        with clock.moved_to(_ago(stage, days)):
            assignments.visit(
                found, by=leader, day=clock.today(), kind=kind, done=done, problems=problems
            )
    return found


def _responsibilities(stage: Stage, old: WorkGroup, late: Trial) -> None:
    """Six lines: two fulfilled, two on their way, two late; nobody has typed which."""
    street, a, b = (stage.units[code] for code in (STREET, A, B))
    begun = _ago(stage, 90)
    lines = (
        (a, "社区书记", "配合分包领导走访", "领导每次走访有人陪同，问题当场登记。", 60, -10,
         {"proof": Proof.FIGURE, "figure": "liaison.visits", "least": 2}),
        (street, "", "并入原来的便民服务工作小组", "四项制度各设一个专项工作小组。", 320, 200,
         {"proof": Proof.DOSSIER, "dossier": old.dossier.number}),
        (b, "社区主任", "重大事项按程序决策并执行", "全年不少于十件，件件走完程序。", 90, -40,
         {"proof": Proof.FIGURE, "figure": "decisions.carried_out", "least": 10}),
        (a, "", "按时完成社区试点", "各阶段按期完成，资料齐全。", 150, -40,
         {"proof": Proof.LIMIT, "limit": "liaison.trial"}),
        (b, "社区书记", "完成便民服务和监督检查试点", "写出总结，供体育社区学习。", 150, 5,
         {"proof": Proof.DOSSIER, "dossier": late.dossier.number}),
        (b, "分包领导", "按期走访分包社区", "每月至少一次。", 60, -10,
         {"proof": Proof.LIMIT, "limit": "liaison.visit"}),
    )  # fmt: skip
    with clock.moved_to(begun):
        for unit, post, title, standard, since, due, proof in lines:
            responsibilities.register(
                unit, by=stage.people[KEEPER], title=title, post=post, standard=standard,
                basis="四项制度机制建设责任分工", since=_ago(stage, since),
                due_on=_ago(stage, due), **proof,
            )  # fmt: skip

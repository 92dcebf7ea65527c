"""What residents see of a consultation (征求意见), without an account, and where they say an opinion."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from decisions import actions, forms, selectors
from decisions.conditions.turns import why_stopped
from decisions.models import Matter, Opinion
from decisions.states import MatterState as S
from decisions.views.on_behalf import OPINION, slip_of
from decisions.views.shut import shut
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.lib.refusals import Refusal
from jiedao.people import actions as people
from jiedao.publications import asked, caching
from jiedao.publications import board as boards
from jiedao.publications.models import Publication
from jiedao.receipts import slips
from jiedao.web import limits, once
from jiedao.web.commands import act_page, page, show
from jiedao.web.headers import not_kept

PAGE, OPEN = 50, 100
SAY_OPINION = limits.declare("say-opinion", "提意见", most=12, minutes=10)
NEXT: dict[str, str] = {
    S.CONSULTING: "意见汇总好了，接下来开会研究。",
    S.PROPOSED: "接下来由社区党组织和居委会一起商议。",
    S.DELIBERATED: "接下来由居民代表会议或者居民会议表决。",
    S.REJECTED: "表决没有通过。修改方案以后，可以重新提议。",
    S.RESOLVED: "表决通过了，接下来张贴公示。",
    S.RESOLUTION_PUBLISHED: "正在公示决议，有异议的都可以提；公示期满就开始办。",
    S.IMPLEMENTING: "正在办。办完以后，花了多少、办得怎样，会再公示一次。",
    S.RESULT_PUBLISHED: "办完了，正在公示结果。满意不满意，都可以说。",
    S.ARCHIVED: "这件事已经办结归档。",
    S.SUSPENDED: "这件事先停一停，原因写在上面；恢复以后接着办。",
    S.TERMINATED: "这件事不再办了，原因写在上面。",
    S.WITHDRAWN: "原来的决定已经撤回，原因写在上面。",
    S.STREET_REVIEW: "街道正在审核方案，审核同意以后再表决。",
    S.ACTED: "情况紧急，已经先办了；接下来补开会议，由居民代表会议或者居民会议决定追不追认。",
    S.REVIEWING: "正在评议，评议结果会公示。",
    S.REVIEWED: "评议完了，接下来公示。",
    S.REVIEW_PUBLISHED: "正在公示评议结果，有异议的都可以提。",
    S.CONCLUDED: "评议已经办结；最后批不批，由有权决定的部门办。",
    S.OWNERS_VOTING: "正在由业主表决，面积和人数都要算。",
    S.FILING: "已经报送街道备案。",
    S.RETURNED: "街道要求改正，改好以后再报。",
    S.FILED: "街道已经备案。",
}


@login_not_required
@page
def consultation_list(request: HttpRequest) -> HttpResponse:
    """What residents may say their opinion on now (说意见)."""
    wanted, today = asked.read(request.GET), clock.today()
    unit = boards.unit_with(wanted.unit) if wanted.unit else None
    if wanted.unit and unit is None:
        raise Http404
    states = selectors.open_consultations(unit, on=today)[:OPEN]
    context = {
        "place": boards.place_of(unit) if unit else None,
        "nav_current": "opinions",
        "states": states,
        "today": today,
    }
    version = [(state.pk, state.changed_at) for state in states]
    return caching.fresh(
        request,
        today,
        context["place"],
        version,
        draw=lambda: show(request, "decisions/consultation_list.html", context),
    )


@login_not_required
@page
def consultation(request: HttpRequest, number: str) -> HttpResponse:
    """What is asked, until when, how to say an opinion, and what became of what was said."""
    matter, today = _public(number), clock.today()
    place = boards.place_of(matter.dossier.unit)
    after = str(request.GET.get("after", ""))
    start = int(after) if after.isdecimal() and len(after) < 10 else 0
    summed_up = matter.summed_up_on is not None
    answered = selectors.opinions_of(matter, after=start) if summed_up else []
    rows = answered[:PAGE]
    url = address("consultations:consultation", number)
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "place": place,
        "nav_current": "opinions",
        "state": matter.dossier.public_state,
        "is_open": _is_open(matter),
        "is_asking": _is_asking(matter),
        "notice_url": _last_notice(matter),
        "next": _next(matter),
        "days_left": (matter.consult_until - today).days if matter.consult_until else 0,
        "count": selectors.facts(matter).opinions if summed_up else None,
        "rows": [
            {
                "number": row.number,
                "gist": row.gist,
                "word": row.get_uptake_display(),
                "reason": row.reason,
            }
            for row in rows
        ],
        "pager": {
            "words": "按序号排列。",
            "newer_url": url if start else "",
            "older_url": f"{url}?after={rows[-1].number}" if len(answered) > PAGE else "",
        },
    }
    return caching.fresh(
        request,
        today,
        place,
        matter.dossier.public_state.changed_at,
        draw=lambda: show(request, "decisions/consultation_page.html", context),
    )


@limits.limited(SAY_OPINION)
@not_kept
@login_not_required
@act_page
def say_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """A resident says an opinion (居民网上提意见)."""
    matter = _public(number)
    if not _is_open(matter):
        return shut(
            request,
            _closed(matter),
            act="提意见",
            place=boards.place_of(matter.dossier.unit),
            nav="opinions",
            back=("看这件事办到哪一步", address("consultations:consultation", number)),
        )
    form = forms.SayOpinionForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.values("text", "speaker", "phone")
            done = form.attempt(
                lambda: once.only_once(
                    request,
                    lambda: actions.say_opinion(matter, by=people.visitor(), **said),
                    same=("text", "speaker"),
                )
            )
            if isinstance(done, actions.Spoken):
                return _thanks(request, matter, done.opinion, done.code)
            if done is once.REPEATED:
                return _thanks(request, matter, *slips.given(request, matter.opinions.all()))
            status = 409
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "place": boards.place_of(matter.dossier.unit),
        "nav_current": "opinions",
        "form": form,
        "once_token": once.token_for(request),
    }
    return show(request, "decisions/opinion_form.html", context, status=status)


def _thanks(request: HttpRequest, matter: Matter, said: Opinion | None, code: str) -> HttpResponse:
    """The opinion has arrived; the code on the receipt is how to find what became of it."""
    place = boards.place_of(matter.dossier.unit)
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "place": place,
        "nav_current": "opinions",
        "slip": slip_of(matter, said, code, what=OPINION, place=place),
    }
    return show(request, "decisions/opinion_thanks.html", context)


def _is_asking(matter: Matter) -> bool:
    """The period is over and each opinion is still to be answered."""
    return matter.state == S.CONSULTING and matter.summed_up_on is None and not _is_open(matter)


def _last_notice(matter: Matter) -> str:
    """The notice that hangs, or hung last; "" before the first."""
    if not (matter.resolution_published_on or matter.review_published_on):
        return ""
    hung = Publication.objects.posted().filter(dossier=matter.dossier_id).order_by("-pk").first()
    return address("publications:publication", hung.number) if hung else ""


def _next(matter: Matter) -> str:
    """What comes next, in the words one neighbour would tell another."""
    if matter.state == S.CONSULTING and matter.summed_up_on is None:
        return "截止以后，社区逐条答复并汇总公布，再开会研究。"
    return NEXT.get(matter.state, "")


def _public(number: str) -> Matter:
    """A matter residents may know of: one with a public state, and no other."""
    matter = selectors.public_matter(number)
    if matter is None:
        raise Http404
    return matter


def _is_open(matter: Matter) -> bool:
    until = matter.consult_until
    if matter.state != S.CONSULTING:
        return False
    return matter.summed_up_on is None and until is not None and clock.today() <= until


def _closed(matter: Matter) -> Refusal:
    stopped = why_stopped(matter)
    if stopped:
        later = "恢复办理以后可以再提。" if matter.state == S.SUSPENDED else ""
        hint = f"{later}着急的，请打社区电话。"
        return Refusal("matter.consultation_stopped", stopped.sentence, hint=hint)
    until = f"到{short_day(matter.consult_until)}为止，" if matter.consult_until else ""
    return Refusal(
        "matter.consultation_over",
        f"这件事征求意见{until}已经截止。",
        hint="您可以打社区电话反映，或者在公示期内提出异议。",
    )

"""The switch between the ordinary pages and 长辈版: a link, back to the page one came from."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiedao.web import elder, kept

LONGEST = 2000
HOME = "/"


@never_cache
@login_not_required
@require_safe
def switch(request: HttpRequest) -> HttpResponse:
    """Turn the elder version on (`on=1`) or off (`on=0`); without a word, the other of the two."""
    wanted = str(request.GET.get("on", ""))
    on = wanted == elder.ON if wanted in ("0", "1") else not elder.is_on(request)
    response = HttpResponseRedirect(_back(request))
    elder.choose(response, on=on)
    return response


def _back(request: HttpRequest) -> str:
    """The page the link stood on: a path of ours, never another site, never this switch again."""
    wanted = str(request.GET.get("back", "")) or kept.came_from(request)
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    if not own or len(wanted) > LONGEST or wanted.startswith(reverse("pages:elder")):
        return HOME
    return wanted

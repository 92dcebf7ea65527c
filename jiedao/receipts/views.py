"""Looking up a receipt (查回执): the code is typed, never part of an address, and nothing is kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from jiedao.receipts import selectors
from jiedao.receipts.forms import LookUpForm
from jiedao.web import limits
from jiedao.web.commands import form_page, show

LOOK_UP = limits.declare("look-up-receipt", "查回执", most=20, minutes=10)


# It only reads, so a form from elsewhere can do no harm; and without a token no cookie is set.
@csrf_exempt
@limits.limited(LOOK_UP)
@never_cache
@login_not_required
@form_page
def look_up(request: HttpRequest) -> HttpResponse:
    """What became of the opinion, objection or booking the receipt was given for."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    told, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            told, fault = selectors.find(form.cleaned_data["code"])
            if fault:
                form.add_error("code", fault)
        status = 422 if form.errors else 200
    context = {"place": None, "nav_current": "receipts", "form": form, "told": told}
    return show(request, "jiedao/receipt.html", context, status=status)

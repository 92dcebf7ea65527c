"""The way to the lists of the package."""

from django.http import HttpRequest, HttpResponse

from jiedao.liaison.selectors.home import Shelf, shelves
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.people.signed_in import signed_in
from jiedao.web.commands import page, show


@page
def home(request: HttpRequest) -> HttpResponse:
    """小组与分包: what each list holds, and how many."""
    user = signed_in(request)
    found: list[Shelf] = shelves(user, today=clock.today())
    context = {"shelves": [(shelf, address(shelf.url_name)) for shelf in found]}
    return show(request, "jiedao/liaison_home.html", context)

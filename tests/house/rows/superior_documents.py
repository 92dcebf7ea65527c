"""What came from above to the street: one paper."""

from typing import Any

from jiedao.activities.models import SuperiorDocument
from jiedao.api.records.superior import SuperiorDocumentViewSet
from jiedao.people.models import User
from tests.activities.conftest import received
from tests.house.apis import path_of, rows_of
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row

KEEPERS = ("lead", "officer", "chair", "worker", "branch", "other")
OF_THE_STREET = only(("lead", "officer")) | UNSEEN_BY_ADMINS
ROWS = {
    "superior_documents:document_list": row(200),
    "superior_documents:export": row(200),
    "superior_documents:receive": only(KEEPERS),
    "superior_documents:document_page": row(200) | UNSEEN_BY_ADMINS,
    "superior_documents:study": OF_THE_STREET,
    "superior_documents:relay": OF_THE_STREET,
    "superior_documents:put_in_charge": OF_THE_STREET,
    "superior_documents:attach": OF_THE_STREET,
} | rows_of(SuperiorDocumentViewSet, row(200), row(200) | UNSEEN_BY_ADMINS)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    received(office.street, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    if act.startswith("superior-document-"):
        return path_of(SuperiorDocumentViewSet, act, SuperiorDocument.objects.get().dossier.number)
    bare = ("document_list", "export", "receive")
    return [] if act in bare else [SuperiorDocument.objects.get().dossier.number]

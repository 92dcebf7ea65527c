"""What another system may do: read by its duties, and take only the acts its client is granted."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request

from jiedao.api import grants
from jiedao.api.models import Token
from jiedao.lib.refusals import FORBIDDEN, Refused, refuse
from jiedao.people.models import User, UserKind


def user_of(request: Request) -> User:
    """Who asks; nobody else gets through."""
    assert isinstance(request.user, User)
    return request.user


class MachinesActAsGranted(BasePermission):
    """A machine reads what it may see and takes no step but those granted to it (对接账号)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or user_of(request).kind != UserKind.MACHINE:
            return True
        named = getattr(view, "act", None)
        code = str(named()) if callable(named) else ""
        granted = request.auth.client.acts if isinstance(request.auth, Token) else []
        if code in granted and code in grants.all_acts():
            return True
        raise self._refused(code)

    def _refused(self, code: str) -> Refused:
        if code in grants.all_acts():
            return refuse(
                "api.not_granted",
                f"这个接口账号没有获准办理“{grants.name_of(code)}”。",
                hint="需要时请安全管理员在“接口账号”页面授予。",
                status=FORBIDDEN,
            )
        return refuse(
            "api.machine_reads",
            "对接账号只能读取，不能登记和办理，请由工作人员本人登录办理。",
            status=FORBIDDEN,
        )


OFFICE = (IsAuthenticated, MachinesActAsGranted)

"""The API's own answers; everything else comes from the packages' `api.py`."""

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jiedao.access.duties import name_of as duty_name
from jiedao.access.roles import name_of as role_name
from jiedao.access.selectors import appointments_of, holdings
from jiedao.api.serializers import MeSerializer
from jiedao.api.shapes import failing


class MeView(APIView):
    """Who am I: name, posts and duties valid today."""

    @extend_schema(
        responses={200: MeSerializer} | failing(401),
        summary="我是谁：姓名、任职和职责",
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        user = request.user
        assert user.is_authenticated
        posts = [
            {
                "role": post.role,
                "role_name": role_name(post.role),
                "unit": post.unit.code,
                "unit_name": str(post.unit),
            }
            for post in appointments_of(user)
        ]
        duties = [{"code": code, "name": duty_name(code)} for code in sorted(holdings(user).paths)]
        said = {"username": user.username, "name": user.name, "posts": posts, "duties": duties}
        return Response(MeSerializer(said).data)


class NothingView(APIView):
    """An address the API does not know, answered in the API's own format."""

    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound

"""What the schema says beyond the views: how one proves oneself."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from jiedao.api.authentication import Bearer, Session


class BearerInSchema(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "接口账号的令牌，由安全管理员在“接口账号”页面签发，只显示一次。",
        }


class SessionInSchema(OpenApiAuthenticationExtension):
    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "工作人员登录平台以后的会话；提交时还要带上 X-CSRFToken。",
        }

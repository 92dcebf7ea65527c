"""What the API says of the person who asks."""

from typing import Any

from rest_framework import serializers


class PostSerializer(serializers.Serializer[Any]):
    """One appointment valid today (任职)."""

    role = serializers.CharField()
    role_name = serializers.CharField()
    unit = serializers.CharField(help_text="单位代码")
    unit_name = serializers.CharField()


class DutySerializer(serializers.Serializer[Any]):
    """One duty held today (职责)."""

    code = serializers.CharField()
    name = serializers.CharField()


class MeSerializer(serializers.Serializer[Any]):
    """Who asks, in which posts, with which duties."""

    username = serializers.CharField()
    name = serializers.CharField()
    posts = PostSerializer(many=True)
    duties = DutySerializer(many=True)

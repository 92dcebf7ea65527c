"""街道四项制度工作平台: the project package and the kernel the four systems stand on."""

from jiedao.celery import app as celery_app

__all__ = ["celery_app"]

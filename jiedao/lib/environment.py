"""What the settings ask of values that belong together; a wrong one stops the start with a sentence."""

from django.core.exceptions import ImproperlyConfigured


def whole(what: str, **given: str) -> None:
    """Something that may be left out, but not by half."""
    missing = [name for name, value in given.items() if not value]
    if missing and len(missing) < len(given):
        raise ImproperlyConfigured(
            f"{what}只配置了一半，还要设置环境变量{'、'.join(missing)}；"
            f"不用{what}的，把{'、'.join(given)}全部去掉。请改好后重新启动。"
        )


def sealed_way(name: str, url: str) -> str:
    """An address of another house: https, or a relay on this very machine."""
    if url and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ImproperlyConfigured(
            f"环境变量 {name} 要以 https:// 开头：发出去的内容里有收件人的联系方式，不能明文传送。"
        )
    return url.rstrip("/")

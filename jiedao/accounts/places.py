"""Where a sign-in comes from: the machine in words people know, and its address."""

import ipaddress

from django.http import HttpRequest

_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Windows NT 10", "Windows 10/11"),
    ("Windows NT 6.1", "Windows 7"),
    ("Windows", "Windows"),
    ("Mac OS X", "苹果电脑"),
    ("UOS", "统信UOS"),
    ("Kylin", "银河麒麟"),
    ("Linux", "Linux"),
)
# The first that is found counts: nearly every browser also names Chrome and Safari.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge浏览器"),
    ("QQBrowser", "QQ浏览器"),
    ("360SE", "360浏览器"),
    ("QIHU", "360浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("UCBrowser", "UC浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "谷歌内核浏览器"),
    ("Safari", "Safari浏览器"),
)
UNKNOWN = "其他设备"


def device_of(request: HttpRequest) -> str:
    """The machine a request comes from: Windows 10/11 Edge浏览器."""
    agent = request.headers.get("User-Agent", "")
    found = [
        next((words for mark, words in table if mark in agent), "")
        for table in (_SYSTEMS, _BROWSERS)
    ]
    return " ".join(words for words in found if words) or UNKNOWN


def shortened(address: str) -> str:
    """An address as its owner needs it to know the place again: 10.8.3.*, never the whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return address.rpartition(".")[0] + ".*"
    return ":".join(parsed.exploded.split(":")[:4]) + ":*"

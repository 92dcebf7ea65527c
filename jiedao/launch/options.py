"""What was written after `python3 run.py`."""

from dataclasses import dataclass, replace

from jiedao.launch.halt import Halt


@dataclass(frozen=True)
class Options:
    """How to start the portal."""

    host: str = "127.0.0.1"
    port: int = 8000
    fresh: bool = False
    demo: bool = True

    @property
    def address(self) -> str:
        """What to type into a browser on this machine."""
        if ":" in self.host:
            return f"http://[{'::1' if self.host == '::' else self.host}]:{self.port}"
        everywhere = self.host.strip("0.") == ""
        return f"http://{'127.0.0.1' if everywhere else self.host}:{self.port}"


def parse(words: list[str]) -> Options:
    """Reads the options; an unknown one is refused, not guessed."""
    rest = [part for word in words for part in _split(word)]
    options = Options()
    while rest:
        word = rest.pop(0)
        if word == "--fresh":
            options = replace(options, fresh=True)
        elif word == "--no-demo":
            options = replace(options, demo=False)
        elif word in ("--port", "--host"):
            if not rest or rest[0].startswith("--"):
                raise Halt(f"{word} 后面要写上它的值，例如：--port 8001 --host 127.0.0.1。")
            value = rest.pop(0)
            if word == "--port":
                options = replace(options, port=_port(value))
            else:
                options = replace(options, host=value)
        else:
            raise Halt(f"不认识“{word}”。可用的选项请看：python3 run.py --help")
    return options


def _split(word: str) -> list[str]:
    return word.split("=", 1) if word.startswith("--") else [word]


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise Halt(f"“{value}”不是端口号。请写 1 到 65535 之间的数，例如：--port 8001")
    return int(value)

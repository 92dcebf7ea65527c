"""What tests of several packages use: a real photograph, a count of SQL statements."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection


def photo(name: str = "board.jpg") -> SimpleUploadedFile:
    """A small real JPEG, each name with bytes of its own."""
    header = bytes.fromhex(
        "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b"
        "0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432"
        "ffc0000b080001000101011100ffc4001f00000105010101010101000000000000000001020304050607080"
        "90a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1"
        "082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a53545556"
        "5758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa"
        "b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9"
        "faffda0008010100003f00fbd2ffd9"
    )
    comment = name.encode()
    marked = header[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + header[2:]
    return SimpleUploadedFile(name, io.BytesIO(marked).read(), content_type="image/jpeg")


def statements(run: Callable[[], Any]) -> int:
    """How many SQL statements a call costs, transaction control apart."""
    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SET TRANSACTION")):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        run()
    return len(seen)

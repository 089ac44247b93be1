"""From bytes to text: UTF-8, or what an HTML page says of itself."""

import re

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


class Undecodable(ValueError):
    """The bytes are not text in an encoding that is known."""


def decoded(data: bytes) -> str:
    """``data`` as text, without a byte order mark; raises Undecodable."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _CHARSET.search(data[:4096])
        if declared is None:
            raise Undecodable(f"not UTF-8 text ({error})") from error
        try:
            return data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError) as wrong:
            raise Undecodable(f"not UTF-8 text ({wrong})") from wrong

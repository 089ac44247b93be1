"""What is done before web processes are forked, once for all of them."""

import gc

from service.extraction.reader import Reader

#: Something of all that the lexicons are asked for: a name, a role, a medium, a day.
_FIRST = "“We will mend the bridge before spring,” Mayor Ada Bell told reporters at a briefing on Monday."


def warm(reader: Reader) -> None:
    """Reads what the processes share before they fork, so that not the first request of each must.

    It lives as long as they do: the collector that looks for garbage in it finds none and takes a tenth of a
    second to do so.
    """
    reader.extract(_FIRST, published_at="2026-03-04")
    gc.collect()
    gc.freeze()

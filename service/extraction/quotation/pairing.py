"""Pairs the double marks and guillemets of one paragraph, those included that lost their partner."""

from service.extraction.quotation.marks import Mark

#: Opening and closing marks in order; only the last may lack its closing one.
Pairs = list[tuple[Mark, Mark | None]]
#: Quotations within quotations deeper than this are marks gone wrong.
_DEEPEST = 3


def pair_doubles(text: str, marks: list[Mark]) -> Pairs:
    """Outermost pairs of double marks and guillemets; the last may lack its closing mark."""
    pairs: Pairs = []
    stack: list[Mark] = []
    closers = _closers(marks)
    for i, mark in enumerate(marks):
        if not stack:
            if mark.opens:
                stack.append(mark)
        elif _nests(stack, mark, closers[i + 1]):
            stack.append(mark)
        elif _closes(stack[-1], mark):
            opening = stack.pop()
            if not stack:
                pairs.append((opening, mark))
        elif mark.opens:
            # The mark before was never closed: its run ends where the new one starts.
            pairs += _cut_short(text, stack[0], mark)
            stack = [mark]
    if stack:
        pairs.append((stack[0], None))
    return [pair for pair in pairs if pair[1] is None or pair[1].start > pair[0].end]


def _closers(marks: list[Mark]) -> list[int]:
    """How many marks from each on can close: tells a nested opening mark from one after a forgotten close."""
    closers = [0] * (len(marks) + 1)
    for i in range(len(marks) - 1, -1, -1):
        closers[i] = closers[i + 1] + (marks[i].closes and not _only_opens(marks[i]))
    return closers


def _only_opens(mark: Mark) -> bool:
    return mark.char in ("“", "„", "‟") and mark.opens and not mark.closes


def _closes(opening: Mark, mark: Mark) -> bool:
    if opening.family != mark.family:
        return False
    if opening.char == "„":
        return mark.char in ("“", "”", '"')
    return mark.closes


def _nests(stack: list[Mark], mark: Mark, closers_left: int) -> bool:
    """Whether ``mark`` opens a quotation within the open one."""
    if not mark.opens or len(stack) > _DEEPEST:
        return False
    opening = stack[-1]
    if opening.char == "„" and mark.char == "“":
        return False
    if mark.char == opening.char and (mark.closes or mark.char == '"'):
        return False
    return closers_left >= len(stack) + 1


def _cut_short(text: str, opening: Mark, following: Mark) -> Pairs:
    """The pair of an opening mark that was not closed before ``following`` opened; none if it is empty."""
    end = following.start
    while end > opening.end and text[end - 1].isspace():
        end -= 1
    if end <= opening.end:
        return []
    return [(opening, Mark(end, end, "", opening.family, opens=False, closes=True))]

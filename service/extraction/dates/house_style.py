"""Which comes first in 6/1/2022: the text's other dates tell, or nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.extraction.dates.calendar_rules import DAY_FIRST, MONTH_FIRST
from service.extraction.dates.expressions import CalendarDay, SlashDate, TimeExpression


def settle(found: Sequence[tuple[TimeExpression, str]]) -> tuple[TimeExpression, ...]:
    """The expressions, slashed dates read in the one order that all other dates of the text are written in.

    ``found`` pairs each expression with the name of its rule. Without another date, or with dates in both
    orders, a slashed date stays a SlashDate, which resolves to nothing.
    """
    if not any(isinstance(expression.form, SlashDate) for expression, _ in found):
        return tuple(expression for expression, _ in found)
    orders = set(_orders(found))
    if len(orders) != 1:
        return tuple(expression for expression, _ in found)
    day_first = orders == {DAY_FIRST}
    return tuple(_read(expression, day_first) for expression, _ in found)


def _orders(found: Iterable[tuple[TimeExpression, str]]) -> Iterable[str]:
    for expression, rule in found:
        if rule in (DAY_FIRST, MONTH_FIRST):
            yield rule
        elif rule == "slashed" and isinstance(expression.form, CalendarDay) and "/" in expression.text:
            first = int(expression.text.split("/")[0])
            if first != expression.form.month:
                yield DAY_FIRST
            elif expression.form.month != expression.form.day:
                yield MONTH_FIRST


def _read(expression: TimeExpression, day_first: bool) -> TimeExpression:
    form = expression.form
    if not isinstance(form, SlashDate):
        return expression
    day, month = (form.first, form.second) if day_first else (form.second, form.first)
    return replace(expression, form=CalendarDay(month, day, form.year))

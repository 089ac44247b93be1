"""Time expressions of news prose: text in, frozen records with offsets out, and their dates.

``find`` sees every expression, the vague ones too; ``resolve`` ties one to the day of publication. Neither
judges whether the expression dates an utterance: that is the caller's question.
"""

from service.extraction.dates.expressions import (
    Form,
    Kind,
    Precision,
    Relation,
    Resolved,
    TimeExpression,
    Which,
)
from service.extraction.dates.finding import find
from service.extraction.dates.resolving import Tense, resolve

__all__ = [
    "Form",
    "Kind",
    "Precision",
    "Relation",
    "Resolved",
    "Tense",
    "TimeExpression",
    "Which",
    "find",
    "resolve",
]

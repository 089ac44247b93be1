"""Measuring a reader against articles whose quotes were labelled by hand.

``load`` a gold file, ``evaluate`` a reader on it (or ``score`` predictions made elsewhere), and read the
``Report``: its figures, its errors by shape, and what misses its floor.
"""

from service.evaluation.evaluating import evaluate, score
from service.evaluation.figures import Figures, Ratio
from service.evaluation.floors import InvalidFloor, Shortfall, read_floors
from service.evaluation.gold import GoldArticle, GoldQuote, InvalidGold, Kind, Split, load
from service.evaluation.mistakes import Mistake
from service.evaluation.predictions import Prediction
from service.evaluation.report import Report, ShapeRow
from service.evaluation.table import figures_table, mistakes_table, shapes_table

__all__ = [
    "Figures",
    "GoldArticle",
    "GoldQuote",
    "InvalidFloor",
    "InvalidGold",
    "Kind",
    "Mistake",
    "Prediction",
    "Ratio",
    "Report",
    "ShapeRow",
    "Shortfall",
    "Split",
    "evaluate",
    "figures_table",
    "load",
    "mistakes_table",
    "read_floors",
    "score",
    "shapes_table",
]

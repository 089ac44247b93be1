"""Confidence: how likely a quote is one and its speaker the right one, as a calibrated probability.

Two questions are asked. Are these the words of whom the mention means (``how``, ``words``)? Is the name given
the mention's (``whom``, ``who``)? Each is a logistic model of a few signs, every one of them a doubt, with
weights that were fitted to labelled articles; docs/evaluation.md tells on what, and how far they hold.
"""

from service.extraction.confidence.judging import Judge
from service.extraction.confidence.model import Verdict

__all__ = ["ABSTAINS_BELOW", "UNATTRIBUTED", "Judge", "Verdict"]

#: Below this no name is given: nine in ten of such names are wrong.
ABSTAINS_BELOW = 0.08
#: The confidence of a quote that nobody is named for.
UNATTRIBUTED = 0.05

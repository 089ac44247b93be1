"""Topics on the wire."""

from schemas.base import Answer, count, string


class Topic(Answer):
    """What quotes are about: a named place, organisation, event or law, or a key phrase."""

    slug = string("The topic's name in URLs.")
    name = string("The topic as articles print it.")
    quote_count = count("How many quotes are about it, rejected ones aside.")
    article_count = count("In how many articles.")

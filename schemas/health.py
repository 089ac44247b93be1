"""Answers to those who run the service."""

from schemas.base import Answer, string


class Health(Answer):
    """The process answers."""

    status = string("Always `ok`.", enum=["ok"])


class Readiness(Answer):
    """The service can do its work."""

    status = string("Always `ready`; otherwise the answer is a problem with status 503.", enum=["ready"])
    extractor = string("The version of the rules and of the model that read articles.")

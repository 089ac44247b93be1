"""One reader with the real model for all tests of this room: loading it takes a second."""

import pytest

from service.extraction.extractor import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The reader that every test marked ``model`` shares."""
    return Extractor()

"""Run by the Python of the environment "textacy": reads articles as textacy does, one batch a line.

A line of standard input is a JSON list of texts; the answer is one of the seconds that the model took for
them, the seconds with ``textacy.extract.triples.direct_quotations``, how many quotations it found, and how
many texts it refused.
"""

import json
import sys
import time

import spacy
from textacy.extract.triples import direct_quotations

BATCH = 8


def main() -> None:
    model = spacy.load(sys.argv[1])
    for line in sys.stdin:
        start = time.perf_counter()
        docs = list(model.pipe(json.loads(line), batch_size=BATCH))
        parsed = time.perf_counter()
        found = refused = 0
        for doc in docs:
            try:
                found += sum(1 for _ in direct_quotations(doc))
            except ValueError:  # marks that do not pair
                refused += 1
        end = time.perf_counter()
        print(json.dumps([parsed - start, end - start, found, refused]), flush=True)


if __name__ == "__main__":
    main()

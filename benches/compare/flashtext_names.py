"""FlashText over the listed names, capitals as listed."""

import peer
from names import listed_names


def load():
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for name, label in listed_names():
        processor.add_keyword(name, label)
    return lambda text: ((start, end, label) for label, start, end in processor.extract_keywords(text, span_info=True))


peer.main(load)

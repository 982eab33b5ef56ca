"""dateparser's search for dates in English; it gives no offsets, so each answer is looked for behind the one before."""

import peer


def load():
    from dateparser.search import search_dates

    def find(text):
        at = 0
        for words, _ in search_dates(text, languages=["en"]) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                yield start, at, "DATE"

    return find


peer.main(load)

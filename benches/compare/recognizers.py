"""Recognizers-Text, dates and currencies."""

import peer


def load():
    from recognizers_date_time import recognize_datetime
    from recognizers_number_with_unit import recognize_currency

    def find(text):
        for recognise, label in ((recognize_datetime, "DATE"), (recognize_currency, "MONEY")):
            for result in recognise(text, "en-us"):
                yield result.start, result.end + 1, label

    return find


peer.main(load)

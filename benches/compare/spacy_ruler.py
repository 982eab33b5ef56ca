"""spaCy's blank English pipeline with an entity ruler over the listed names: its tokenizer and its phrase matcher."""

import peer
from names import listed_names


def load():
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 1 << 31
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in listed_names()])
    return lambda text: ((ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents)


peer.main(load)

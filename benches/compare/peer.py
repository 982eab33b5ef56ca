"""What every peer written in Python shares: the run over a text, and what is printed of it.

    PEER.py measure TEXT.jsonl SECONDS     one JSON object: seconds, bytes, found
    PEER.py predict GOLD.jsonl OUT.jsonl   {"id", "entities": [{start, end, type}]} a line, offsets in code points

A peer is a function from a text to (start, end, type) triples, made by `load`, which is timed by itself. What does not get
through all of the text in SECONDS is stopped there: the bytes say how far it came. Seconds are of processor time, so that what
else the machine does falls away. An exception in a document is counted,
and the document is one without answers.
"""

import json
import sys
import time


def documents(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def guarded(find, text, failures):
    try:
        return list(find(text))
    except Exception as error:  # Whatever a peer throws must not end the comparison.
        failures.append(repr(error))
        return []


def main(load):
    what, path, last = sys.argv[1:4]
    docs = documents(path)
    start = time.process_time()
    find = load()
    loaded = time.process_time() - start
    failures = []
    if what == "predict":
        with open(last, "w", encoding="utf-8") as out:
            for doc in docs:
                spans = guarded(find, doc["text"], failures)
                entities = [{"start": s, "end": e, "type": t} for s, e, t in spans]
                out.write(json.dumps({"id": doc["id"], "entities": entities}) + "\n")
        print(json.dumps({"failed": len(failures)}))
        return
    for doc in docs[:8]:
        guarded(find, doc["text"], [])
    n_bytes = n_found = 0
    start = time.process_time()
    for doc in docs:
        n_found += len(guarded(find, doc["text"], failures))
        n_bytes += len(doc["text"].encode())
        if time.process_time() - start > float(last):
            break
    seconds = time.process_time() - start
    print(json.dumps({"load": loaded, "seconds": seconds, "bytes": n_bytes, "found": n_found, "failed": len(failures)}))

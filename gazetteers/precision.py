#!/usr/bin/env python3
"""Prints how often each built-in list is right on annotated text, with the names model off.

    precision.py GLEANER GOLD.jsonl… [--wrong LIST]

GLEANER is the program; GOLD has documents as objects with `text`, `annotated` (the types marked) and `entities` (`start`,
`end` in code points, `type`, `optional`). A mention is right when the gold has a name of its type with its ends, articles,
possessives and punctuation apart. Others are: part of a longer name, a name of another type, or no name. Mentions of
types that a document does not annotate, and those on optional gold, are left out. `--wrong` prints a list's commonest
wrong names instead.
"""

import collections
import json
import re
import subprocess
import sys


def trimmed(text, start, end):
    """The span without article, possessive and punctuation."""
    while True:
        part = text[start:end]
        lead = re.match(r"(?:(?:the|a|an)\s+|[\s\"'“”‘’(#@.,;:-]+)(?=.)", part, re.I | re.S)
        trail = re.search(r"(?<=.)(?:['’]s|[\s\"'“”‘’).,;:-]+)$", part, re.S)
        if lead and lead.end() < len(part):
            start += lead.end()
        elif trail and trail.start() > 0:
            end = start + trail.start()
        else:
            return start, end


def main():
    args = sys.argv[1:]
    wrong_of = args[args.index("--wrong") + 1] if "--wrong" in args else None
    if wrong_of:
        del args[args.index("--wrong"):args.index("--wrong") + 2]
    program, golds = args[0], args[1:]
    counts = collections.defaultdict(collections.Counter)
    wrong = collections.Counter()
    for gold_path in golds:
        docs = {}
        lines = []
        for line in open(gold_path, encoding="utf-8"):
            doc = json.loads(line)
            name = str(len(docs))
            docs[name] = doc
            lines.append(json.dumps({"id": name, "text": doc["text"]}))
        run = subprocess.run(
            [program, "extract", "--no-model", "--types", "ORG,PERSON,LOC", "--input-format", "jsonl", "-q", "-"],
            input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True)
        for line in run.stdout.decode().splitlines():
            record = json.loads(line)
            if record["kind"] != "entity" or not record["source"].startswith("gazetteer:"):
                continue
            doc, list_name = docs[record["doc"]], record["source"].split(":", 1)[1]
            if record["type"] not in doc["annotated"] or record["type"] in doc.get("recall_only", []):
                continue
            text = doc["text"]
            span = trimmed(text, record["start"], record["end"])
            verdict = "none"
            for gold in doc["entities"]:
                if gold["end"] <= span[0] or span[1] <= gold["start"]:
                    continue
                same_ends = trimmed(text, gold["start"], gold["end"]) == span
                if same_ends and gold["type"] == record["type"]:
                    verdict = "optional" if gold.get("optional") else "right"
                    break
                if gold.get("optional"):
                    verdict = "optional"
                elif gold["type"] in ("ORG", "PERSON", "LOC"):
                    inside = gold["start"] <= span[0] and span[1] <= gold["end"] and not same_ends
                    verdict = "part" if inside else "type" if same_ends else "longer"
            if verdict == "optional":
                continue
            counts[list_name][verdict] += 1
            if verdict != "right" and list_name == wrong_of:
                wrong[(verdict, record["type"], text[record["start"]:record["end"]])] += 1
    if wrong_of:
        for (verdict, kind, name), n in wrong.most_common(60):
            print(f"{n:5} {verdict:6} {kind:6} {name}")
        return
    print(f"{'list':28}{'found':>7}{'right':>7}{'part':>6}{'type':>6}{'longer':>8}{'none':>6}{'precision':>11}")
    total = collections.Counter()
    for name, count in sorted(counts.items(), key=lambda item: item[1]["right"] / sum(item[1].values())):
        total.update(count)
        row(name, count)
    row("all", total)


def row(name, count):
    found = sum(count.values())
    precision = 100 * count["right"] / found if found else 0
    print(f"{name:28}{found:7}{count['right']:7}{count['part']:6}{count['type']:6}{count['longer']:8}{count['none']:6}{precision:11.1f}")


main()

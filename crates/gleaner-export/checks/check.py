"""Reads what gleaner writes with the programs it is written for, and compares with the records.

    python check.py GLEANER DOCUMENTS... [--anno-context anno.jsonld]

GLEANER is a binary built with `--features full`. Prints a line for each reader: what it read, or that it is not installed.
Ends with status 1 when a reader disagrees with the records.
"""

import argparse
import contextlib
import csv
import decimal
import importlib
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("gleaner")
parser.add_argument("documents", nargs="+")
parser.add_argument("--anno-context", help="the JSON-LD context http://www.w3.org/ns/anno.jsonld as a file")
arguments = parser.parse_args()

out = Path(tempfile.mkdtemp(prefix="gleaner-checks-"))
failures = []


def gleaner(*args, status=(0, 1)):
    run = subprocess.run([arguments.gleaner, *map(str, args)], capture_output=True, text=True)
    if run.returncode not in status:
        sys.exit(f"gleaner {args}: {run.stderr}")


gleaner("extract", "--no-config", "-q", "--document-text", *arguments.documents, "-o", out / "records.jsonl")
for name in ("tables.csv", "tables.parquet"):
    gleaner("convert", "-q", out / "records.jsonl", "--to", name.split(".")[1], "-o", out / name.split(".")[1])
for name in ("r.sqlite", "r.conll", "r.jsonld", "r.graphml"):
    gleaner("convert", "-q", out / "records.jsonl", "-o", out / name)
gleaner("convert", "-q", out / "records.jsonl", "--to", "spacy", "-o", out / "r.spacy.jsonl")
gleaner("convert", "-q", out / "records.jsonl", "--to", "brat", "-o", out / "brat")

records = [json.loads(line) for line in open(out / "records.jsonl", encoding="utf-8")]
of_kind = lambda kind: [record for record in records if record["kind"] == kind]
entities, relations, documents = of_kind("entity"), of_kind("relation"), of_kind("document")
texts = {document["doc"]: document["text"] for document in documents}
by_id = {(entity["doc"], entity["id"]): entity for entity in entities}
amounts = [decimal.Decimal(entity["value"]["amount"]) for entity in entities if "amount" in entity.get("value", {})]
days = sum("start" in entity.get("value", {}) for entity in entities)
# A column of DECIMAL(38, 10) leaves out what has more decimals; the string beside it does not.
total = sum(amount for amount in amounts if amount == round(amount, 10))
joined = Counter(
    (r["type"], by_id[r["doc"], r["subject"]]["text"], by_id[r["doc"], r["object"]]["text"])
    for r in relations if "object" in r
)
print(f"records: {len(documents)} documents, {len(entities)} entities, {len(relations)} relations, amounts {total}")


@contextlib.contextmanager
def reader(name, *packages):
    """One reader; what it says is printed, what is wrong counts."""
    said = []
    try:
        modules = [importlib.import_module(package) for package in packages]
    except ImportError as error:
        print(f"{name}: skipped ({error})")
        yield None, None
        return
    try:
        yield modules, said.append
        version = " ".join(str(getattr(module, "__version__", "")) for module in modules).strip()
        print(f"{name} {version}: {'; '.join(said)}")
    except Exception as error:  # whatever a reader throws is a failure of ours
        failures.append(name)
        print(f"{name}: FAILED: {type(error).__name__}: {error}")


def same(what, found, expected):
    assert found == expected, f"{what}: {found!r} where the records have {expected!r}"


with reader("csv (Python)") as (modules, say):
    rows = list(csv.DictReader(open(out / "csv/entities.csv", encoding="utf-8", newline="")))
    same("rows", len(rows), len(entities))
    same("texts", [row["text"] for row in rows], [entity["text"] for entity in entities])
    say(f"{len(rows)} entities, texts equal")

with reader("DuckDB", "duckdb") as (modules, say):
    if modules:
        query = modules[0].connect().execute
        found = query(f"SELECT count(*), sum(amount), typeof(any_value(amount)), count(date_start) FROM '{out}/parquet/entities.parquet'").fetchone()
        same("parquet", (found[0], found[1], found[3]), (len(entities), total if amounts else None, days))
        join = query(f"""SELECT r.type, s.text, o.text FROM '{out}/parquet/relations.parquet' r
            JOIN '{out}/parquet/entities.parquet' s ON (s.doc, s.id) = (r.doc, r.subject)
            JOIN '{out}/parquet/entities.parquet' o ON (o.doc, o.id) = (r.doc, r.object)""").fetchall()
        same("join", Counter(join), joined)
        lines = query(f"SELECT count(*) FILTER (kind = 'entity'), count(value.amount) FROM '{out}/records.jsonl'").fetchone()
        same("jsonl", lines, (len(entities), len(amounts)))
        same("csv", query(f"SELECT count(*) FROM '{out}/csv/entities.csv'").fetchone()[0], len(entities))
        say(f"Parquet: {found[0]} entities, sum of amounts {found[1]} as {found[2]}, {found[3]} days, {len(join)} joined relations; JSON Lines and CSV: the same counts")

with reader("Polars", "polars") as (modules, say):
    if modules:
        polars = modules[0]
        table = polars.read_parquet(out / "parquet/entities.parquet")
        same("rows", table.height, len(entities))
        same("sum", table["amount"].sum() or 0, total)
        same("day", table["date_start"].drop_nulls().len(), days)
        lines = polars.read_ndjson(out / "records.jsonl", infer_schema_length=None)
        same("jsonl", lines.filter(polars.col("kind") == "entity").height, len(entities))
        say(f"Parquet: {table.height} entities, amount {table.schema['amount']}, date_start {table.schema['date_start']}; JSON Lines: {lines.height} records")

with reader("pandas", "pandas", "pyarrow") as (modules, say):
    if modules:
        table = modules[0].read_parquet(out / "parquet/entities.parquet")
        same("rows", len(table), len(entities))
        same("sum", sum(table["amount"].dropna()), total)
        lines = modules[0].read_json(out / "records.jsonl", lines=True)
        same("jsonl", int((lines["kind"] == "entity").sum()), len(entities))
        say(f"Parquet: {len(table)} entities, amounts {type(next(iter(table['amount'].dropna()), None)).__name__}; JSON Lines: {len(lines)} records")

with reader("SQLite (Python)") as (modules, say):
    connection = sqlite3.connect(out / "r.sqlite")
    join = connection.execute("""SELECT relations.type, s.text, o.text FROM relations
        JOIN entities s ON s.document = relations.document AND s.id = relations.subject
        JOIN entities o ON o.document = relations.document AND o.id = relations.object""").fetchall()
    same("join", Counter(join), joined)
    same("check", connection.execute("PRAGMA integrity_check").fetchone()[0], "ok")
    same("texts", [decimal.Decimal(a) for (a,) in connection.execute("SELECT value_amount FROM entities WHERE value_amount IS NOT NULL ORDER BY rowid")], amounts)
    say(f"{sqlite3.sqlite_version}: {len(join)} joined relations, integrity ok")

with reader("spaCy", "spacy") as (modules, say):
    if modules:
        spacy = modules[0]
        nlp, store, n_strict, n_spans = spacy.blank("en"), spacy.tokens.DocBin(), 0, 0
        for task in map(json.loads, open(out / "r.spacy.jsonl", encoding="utf-8")):
            same("text", task["text"], texts[task["meta"]["doc"]])
            doc = nlp.make_doc(task["text"])
            spans = []
            for span in task["spans"]:
                same("slice", task["text"][span["start"]:span["end"]], span["text"])
                n_strict += doc.char_span(span["start"], span["end"], span["label"]) is not None
                spans.append(doc.char_span(span["start"], span["end"], span["label"], alignment_mode="expand"))
            assert None not in spans, "a span that does not expand"
            n_spans += len(spans)
            doc.spans["gleaner"] = spans
            store.add(doc)
            # The tokens in the line make a document of spaCy by themselves, in which every span stands at tokens.
            words = [token["text"] for token in task["tokens"]]
            own = spacy.tokens.Doc(nlp.vocab, words=words, spaces=[token["ws"] for token in task["tokens"]])
            for span in task["spans"]:
                own_span = own[span["token_start"]:span["token_end"] + 1]
                assert span["text"].split()[0].startswith(own_span[0].text) or own_span.text, span
            for relation in task["relations"]:
                assert 0 <= relation["head"] < len(own) and 0 <= relation["child"] < len(own)
        store.to_disk(out / "r.spacy")
        again = list(spacy.tokens.DocBin().from_disk(out / "r.spacy").get_docs(nlp.vocab))
        same("documents", len(again), len(documents))
        same("spans", n_spans, len(entities))
        say(f"DocBin of {len(again)} documents, {n_spans} spans by char_span, {n_strict} of them at spaCy's own tokens")

with reader("seqeval", "seqeval", "seqeval.scheme") as (modules, say):
    if modules:
        sentences, current, starts = [], [], 0
        for line in open(out / "r.conll", encoding="utf-8", newline="\n"):
            columns = line.split()
            if not columns:
                sentences.append(current)
                current = []
            elif columns[0] == "-DOCSTART-":
                starts += 1
            else:
                assert len(columns) == 4, line
                current.append(columns[-1])
        sentences = [sentence for sentence in sentences if sentence]
        found = modules[1].Entities(sentences, scheme=modules[1].IOB2)
        types = Counter(entity.tag for sentence in found.entities for entity in sentence)
        same("documents", starts, len(documents))
        same("types", dict(types), dict(Counter(entity["type"] for entity in entities)))
        say(f"strict IOB2: {starts} documents, {len(sentences)} sentences, {dict(types)}")

with reader("brat-peek", "peek") as (modules, say):
    if modules:
        n_entities = n_relations = 0
        for path in sorted((out / "brat").rglob("*.ann")):
            # It knows entities, relations, attributes and notes, and says of every other line that it does not.
            with contextlib.redirect_stdout(io.StringIO()):
                document = modules[0].AnnDocument(str(path))
            n_entities += len(document.anns["entities"])
            n_relations += len(document.anns["relations"])
        same("entities", n_entities, len(entities))
        same("relations", n_relations, sum(joined.values()))
        say(f"{n_entities} entities, {n_relations} relations")

with reader("brat (spans, by the standoff rules)") as (modules, say):
    n = 0
    for path in (out / "brat").rglob("*.ann"):
        text = open(str(path)[:-4] + ".txt", encoding="utf-8", newline="").read()
        for line in open(path, encoding="utf-8", newline="\n"):
            if line[0] == "T":
                _, place, words = line.rstrip("\n").split("\t", 2)
                pieces = [piece.split() for piece in place.split(" ", 1)[1].split(";")]
                same("words", " ".join(text[int(a):int(b)] for a, b in pieces), words)
                n += 1
    same("entities", n, len(entities))
    say(f"{n} spans stand in their texts")

with reader("PyLD, rdflib", "pyld", "rdflib") as (modules, say):
    if modules and not arguments.anno_context:
        say("no --anno-context, read as JSON only")
        same("items", len(json.load(open(out / "r.jsonld", encoding="utf-8"))["items"]) > 0, True)
    elif modules:
        jsonld, rdflib = modules[0].jsonld, modules[1]
        context = json.load(open(arguments.anno_context, encoding="utf-8"))
        jsonld.set_document_loader(lambda url, options={}: {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": context})
        page = json.load(open(out / "r.jsonld", encoding="utf-8"))
        quads = jsonld.to_rdf(page, {"base": "https://example.org/page.jsonld", "format": "application/n-quads"})
        graph = rdflib.Dataset()
        graph.parse(data=quads, format="nquads")
        graph = graph.default_graph if hasattr(graph, "default_graph") else graph.default_context
        oa, value = rdflib.Namespace("http://www.w3.org/ns/oa#"), graph.value
        quotes, links = [], []
        for annotation in graph.subjects(rdflib.RDF.type, oa.Annotation):
            targets = list(graph.objects(annotation, oa.hasTarget))
            if value(annotation, oa.motivatedBy) == oa.linking:
                links += [target for target in targets if (target, rdflib.RDF.type, oa.Annotation) in graph]
                continue
            assert value(targets[0], oa.hasSource) is not None
            selectors = {value(selector, rdflib.RDF.type): selector for selector in graph.objects(targets[0], oa.hasSelector)}
            position, quote = selectors[oa.TextPositionSelector], selectors[oa.TextQuoteSelector]
            quotes.append((int(value(position, oa.start)), int(value(position, oa.end)), str(value(quote, oa.exact))))
        same("quotes", Counter(quotes), Counter((e["start"], e["end"], e["text"]) for e in entities))
        same("links", len(links), sum(1 + ("object" in r) - (r.get("object") == r["subject"]) for r in relations))
        say(f"{len(graph)} triples, {len(quotes)} annotations with both selectors, {len(links)} links to them")

with reader("NetworkX", "networkx") as (modules, say):
    if modules:
        graph = modules[0].read_graphml(out / "r.graphml", force_multigraph=True)
        same("edges", graph.number_of_edges(), sum(joined.values()))
        nodes = len({(e["doc"], e["cluster"]) for e in entities if "cluster" in e}) + sum("cluster" not in e for e in entities)
        same("nodes", graph.number_of_nodes(), nodes)
        same("labels", Counter(data["label"] for *_, data in graph.edges(data=True)), Counter(r["type"] for r in relations if "object" in r))
        say(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")

print(f"files: {out}")
sys.exit(1 if failures else 0)

"""The names of gleaner's own lists, for peers that search for given names."""

import pathlib

LISTS = pathlib.Path(__file__).resolve().parents[2] / "gazetteers" / "lists"
TYPES = {"ORG", "PERSON", "LOC"}


def listed_names():
    """(name, type) pairs without repetitions: every name and other name of an entry whose line has no escape."""
    names = {}
    for path in sorted(LISTS.glob("*.list")):
        of_type = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@type "):
                of_type = line.split()[1]
            if of_type not in TYPES or not line.strip() or line[0] in "@#" or "\\" in line:
                continue
            fields = line.split("|")
            others = fields[1].split(";") if len(fields) > 1 else []
            for name in [fields[0], *others]:
                if name.strip():
                    names.setdefault(name.strip(), of_type)
    return list(names.items())

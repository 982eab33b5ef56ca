#!/bin/bash
# kill -9 at ten random moments of a run with --resume; the output must be that of an unbroken run.
#
#   cargo build --release -p gleaner-cli -p benches --example mixed_folder
#   benches/kill-and-resume.sh path/to/gleaner FOLDER [ROUNDS]
set -u
gleaner=$1 folder=$2 rounds=${3:-3}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
start=$(date +%s%N)
"$gleaner" extract "$folder" -q --documents -o "$work/whole.jsonl"
milliseconds=$((($(date +%s%N) - start) / 1000000))
echo "unbroken: $milliseconds ms, $(stat -c %s "$work/whole.jsonl") bytes"
resumed() { exec "$gleaner" extract "$folder" -q --documents -o "$work/out.jsonl" --resume "$work/ledger"; }
for round in $(seq "$rounds"); do
    rm -f "$work/out.jsonl" "$work/ledger"
    known=()
    for _ in $(seq 10); do
        (resumed) & run=$!
        sleep "$(awk -v most="$milliseconds" -v random="$RANDOM" 'BEGIN { print 0.01 + random / 32768 * most / 6000 }')"
        kill -9 $run 2> /dev/null
        wait $run 2> /dev/null
        known+=("$(wc -l < "$work/ledger" 2> /dev/null)")
    done
    (resumed)
    cmp "$work/out.jsonl" "$work/whole.jsonl" && echo "round $round: same; lines of the ledger after each kill: ${known[*]}"
done

// What every peer written in JavaScript shares; the same two commands as peer.py.
import { readFileSync, writeFileSync } from "node:fs";

/** Offsets of JavaScript are UTF-16 units; the others' are code points. */
function codePoints(text, spans) {
  const sorted = [...new Set(spans.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b);
  const points = new Map();
  let [unit, point] = [0, 0];
  for (const wanted of sorted) {
    while (unit < wanted) {
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
      point += 1;
    }
    points.set(wanted, point);
  }
  return spans.map(([start, end, type]) => ({ start: points.get(start), end: points.get(end), type }));
}

/** Processor time of this process in seconds. */
function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export async function main(load) {
  const [what, path, last] = process.argv.slice(2);
  const docs = readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  let start = now();
  const find = await load();
  const loaded = now() - start;
  let failed = 0;
  const guarded = (text) => {
    try {
      return find(text);
    } catch {
      failed += 1;
      return [];
    }
  };
  if (what === "predict") {
    const lines = docs.map((doc) => JSON.stringify({ id: doc.id, entities: codePoints(doc.text, guarded(doc.text)) }));
    writeFileSync(last, lines.join("\n") + "\n");
    console.log(JSON.stringify({ failed }));
    return;
  }
  docs.slice(0, 8).forEach((doc) => guarded(doc.text));
  failed = 0;
  let [bytes, found, seconds] = [0, 0, 0];
  start = now();
  for (const doc of docs) {
    found += guarded(doc.text).length;
    bytes += Buffer.byteLength(doc.text);
    seconds = now() - start;
    if (seconds > Number(last)) break;
  }
  console.log(JSON.stringify({ load: loaded, seconds, bytes, found, failed }));
}

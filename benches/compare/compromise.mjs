// compromise: people, places, organisations and money.
import { main } from "./peer.mjs";

await main(async () => {
  const { default: nlp } = await import("compromise");
  const kinds = [["people", "PERSON"], ["places", "LOC"], ["organizations", "ORG"], ["money", "MONEY"]];
  return (text) => {
    const doc = nlp(text);
    return kinds.flatMap(([kind, type]) =>
      (doc[kind]?.().json({ offset: true }) ?? []).map(({ offset }) => [offset.start, offset.start + offset.length, type]),
    );
  };
});

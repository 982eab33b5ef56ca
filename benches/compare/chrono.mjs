// chrono-node: dates.
import { main } from "./peer.mjs";

await main(async () => {
  const chrono = await import("chrono-node");
  return (text) => chrono.en.GB.parse(text).map(({ index, text: words }) => [index, index + words.length, "DATE"]);
});

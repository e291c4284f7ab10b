// What the library's own garbage collections cost a large program: millions of live objects, and a cache of the last
// results of tensor operations.
//
//   node --max-old-space-size=8000 scripts/collector-pauses.mjs [--objects N] [--results N] [--package <folder>]
//
// Prints as JSON the full collections that were asked for, the longest and all of them together in milliseconds, and
// their share of the time; V8's own are counted apart.
import { dirname, join } from "node:path";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "4000000" },
    results: { type: "string", default: "6000" },
    package: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "..") },
  },
});
const { memory, ones } = await import(pathToFileURL(join(values.package, "dist", "node", "index.js")).href);

const program = Array.from({ length: Number(values.objects) }, (_, i) => ({ i, parts: [{ i }, `${i}`] }));
const pauses = { asked: [], own: [] };
const { NODE_PERFORMANCE_GC_MAJOR, NODE_PERFORMANCE_GC_FLAGS_FORCED } = constants;
let counting = false;
const observer = new PerformanceObserver((list) => {
  for (const { duration, detail } of list.getEntries()) {
    if (!counting || detail.kind !== NODE_PERFORMANCE_GC_MAJOR) continue;
    pauses[detail.flags & NODE_PERFORMANCE_GC_FLAGS_FORCED ? "asked" : "own"].push(duration);
  }
});
observer.observe({ entryTypes: ["gc"] });
await new Promise((resolve) => setTimeout(resolve, 500));
counting = true;

const x = ones([16, 16]);
const cache = [];
let mostLive = 0;
const start = performance.now();
for (let i = 0; i < Number(values.results); i++) {
  cache.push(x.add(i));
  if (cache.length > 500) cache.shift();
  // Other work of the program, half a millisecond a result.
  const end = performance.now() + 0.5;
  while (performance.now() < end);
  if (i % 20 === 0) await turn();
  mostLive = Math.max(mostLive, memory.liveTensors());
}
const elapsed = performance.now() - start;
await new Promise((resolve) => setTimeout(resolve, 100));
const about = (durations) => ({
  count: durations.length,
  longestMs: Math.round(Math.max(0, ...durations)),
  ms: Math.round(durations.reduce((a, b) => a + b, 0)),
});
const asked = about(pauses.asked);
console.log(
  JSON.stringify({
    objects: program.length,
    elapsedMs: Math.round(elapsed),
    asked: { ...asked, share: Number((asked.ms / elapsed).toFixed(3)) },
    own: about(pauses.own),
    mostLive,
  }),
);

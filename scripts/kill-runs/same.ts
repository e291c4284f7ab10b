/** Whether two runs left the same, bit by bit, but for wall times. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { io, Tensor } from "../../lib/index.ts";

/** Every value by its path; tensors as dtype, shape and a digest of their bytes. */
type Leaves = Map<string, string>;

function gather(value: unknown, at: string, into: Leaves): void {
  if (value instanceof Tensor) {
    const digest = createHash("sha256").update(value.detach().bytes()).digest("hex");
    into.set(at, `tensor ${value.dtype} [${value.shape}] ${digest}`);
  } else if (value instanceof Map || (value !== null && typeof value === "object")) {
    const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
    into.set(at, `${entries.length} entries`);
    for (const [key, one] of entries) gather(one, `${at}.${String(key)}`, into);
  } else into.set(at, Object.is(value, -0) ? "-0" : `${typeof value} ${String(value)}`);
}

/** The lines of a history without wall times. */
function withoutTimes(history: string): unknown[] {
  return history
    .trimEnd()
    .split("\n")
    .map((line) => ({ ...JSON.parse(line), seconds: 0, samplesPerSecond: 0 }));
}

/** All that a run left. */
async function leavesOf(out: string): Promise<Leaves> {
  const leaves: Leaves = new Map();
  gather(await io.load(`${out}.final.pth`), "final", leaves);
  gather(await io.load(path.join(out, "best.pth")), "best.pth", leaves);
  const last = await io.load(path.join(out, "last.pth"));
  const { history, ...rest } =
    last instanceof Map ? Object.fromEntries(last) : (last as Record<string, unknown>);
  gather(rest, "last.pth", leaves);
  gather(withoutTimes(String(history)), "last.pth.history", leaves);
  gather(withoutTimes(await readFile(path.join(out, "history.jsonl"), "utf8")), "history.jsonl", leaves);
  const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8")) as object;
  gather({ ...config, created: "" }, "config.json", leaves);
  return leaves;
}

/** What two runs left: how many values and tensors are equal, and where they differ. */
export async function compareRuns(
  one: string,
  other: string,
): Promise<{ values: number; tensors: number; differences: string[] }> {
  const [a, b] = [await leavesOf(one), await leavesOf(other)];
  const keys = new Set([...a.keys(), ...b.keys()]);
  const differences = [...keys]
    .filter((key) => a.get(key) !== b.get(key))
    .map((key) => `${key}: ${a.get(key) ?? "nothing"}, then ${b.get(key) ?? "nothing"}`);
  const tensors = [...a.values()].filter((value) => value.startsWith("tensor ")).length;
  return { values: keys.size, tensors, differences };
}

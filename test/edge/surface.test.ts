// Every public entry, found by reflection, refuses an option that it does not know and an argument too many. It is called as
// plain JavaScript would: its required arguments are undefined, so what is refused must be refused first.
//
// Operators (the `torch` namespaces and the methods of tensors that are generated) are walked in operators.test.ts, with
// arguments drawn from their schemas.
import { expect, test } from "vitest";
import * as torchts from "../../lib/index.ts";
import { EXEMPT } from "./exempt.ts";
import { type Entry, publicEntries } from "./surface.ts";

const OPTION = "surelyNoOption";

/** More arguments than any entry takes. */
const SURPLUS = Array.from({ length: 10 }, () => ({}));

/** How long an entry may take to refuse; what still runs then was taken. */
const PATIENCE_MS = 5000;

/** What became of a call: the error's text, or why it is no refusal. */
async function outcome(call: () => unknown): Promise<{ refused: boolean; text: string }> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), PATIENCE_MS);
    });
    const result = await Promise.race([settle(call()), late]);
    return { refused: false, text: result === "late" ? "still runs" : "taken in silence" };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { refused: error instanceof torchts.ArgumentError, text };
  } finally {
    clearTimeout(timer);
  }
}

/** What iterates does its work at the first step. */
async function settle(result: unknown): Promise<unknown> {
  const value = (await result) as Partial<AsyncIterator<unknown> & AsyncIterable<unknown>> | undefined;
  if (typeof value !== "object" || value === null || value instanceof torchts.Tensor) return value;
  if (typeof value.next === "function") return value.next();
  const iterate = value[Symbol.asyncIterator];
  return typeof iterate === "function" ? iterate.call(value).next() : value;
}

const entries: Entry[] = publicEntries(torchts);
const walked = entries.filter(({ name }) => !EXEMPT.has(name));

test("the walk finds the public surface", () => {
  const names = new Set(entries.map(({ name }) => name));
  for (const name of [
    "nn.Dropout",
    "nn.functional.crossEntropy",
    "optim.SGD",
    "Optimizer.prototype.addParamGroup",
    "models.resnet18",
    "data.DataLoader",
    "datasets.ImageFolder.open",
    "transforms.Resize",
    "train.fit",
    "io.load",
    "readImage",
    "scope",
  ])
    expect(names, name).toContain(name);
  expect(entries.length).toBeGreaterThan(700);
  for (const name of EXEMPT.keys()) expect(names, `${name} is exempt but not there`).toContain(name);
});

test("an unknown option is refused everywhere", async () => {
  const silent: string[] = [];
  for (const { name, call, required } of walked) {
    const { refused, text } = await outcome(() =>
      call([...new Array(required).fill(undefined), { [OPTION]: 1 }]),
    );
    const named = text.includes(OPTION) || /surplus|expected|must be/.test(text);
    if (!refused || !named) silent.push(`${name}: ${text.slice(0, 160)}`);
  }
  console.log(`unknown options: ${walked.length - silent.length} of ${walked.length} entries refuse`);
  expect(silent).toEqual([]);
}, 600_000);

test("a surplus argument is refused everywhere", async () => {
  const silent: string[] = [];
  for (const { name, call, required } of walked) {
    const { refused, text } = await outcome(() => call([...new Array(required).fill(undefined), ...SURPLUS]));
    if (!refused || !/surplus|too many|expected|must be/.test(text))
      silent.push(`${name}: ${text.slice(0, 160)}`);
  }
  console.log(`surplus arguments: ${walked.length - silent.length} of ${walked.length} entries refuse`);
  expect(silent).toEqual([]);
}, 600_000);

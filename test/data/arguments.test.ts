// What lib/data takes: unknown options, other kinds and surplus arguments are refused by name.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { arange, data } from "../../lib/index.ts";

type Loose = (...all: unknown[]) => unknown;
const loose = data as unknown as Record<string, Loose & (new (...all: unknown[]) => Record<string, Loose>)>;
const folder = mkdtempSync(path.join(tmpdir(), "torchts-arguments-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
  return "nothing was thrown";
}
const made = (name: string, ...all: unknown[]) =>
  new (loose[name] as new (...all: unknown[]) => Record<string, Loose>)(...all);
const items = new data.ArrayDataset([1, 2, 3]);
const table = new data.TensorDataset(arange(6).view([3, 2]), arange(3, { dtype: "int64" }));

test.each<[string, () => unknown, RegExp]>([
  ["Subset", () => made("Subset", [1], [0]), /data\.Subset: dataset must be a data set/],
  ["Subset", () => made("Subset", items, 0), /indices must be a list/],
  ["Subset", () => made("Subset", items, [0], 1), /surplus argument 1/],
  [
    "get",
    () => made("Subset", items, [0]).get?.(0, { range: 1 }),
    /data\.Subset\.get: unknown option "range"/,
  ],
  ["get", () => made("ArrayDataset", [1]).get?.(0, {}, 2), /surplus/],
  ["get", () => table.get(0, { rng: 3 } as never), /rng must be a Rng, got 3/],
  ["ArrayDataset", () => made("ArrayDataset", 3), /items must be a list, got 3/],
  [
    "RandomSampler",
    () => made("RandomSampler", items),
    /length must be a number of samples, as dataset\.length/,
  ],
  ["RandomSampler", () => made("RandomSampler", 3, { sed: 1 }), /unknown option "sed"; did you mean seed/],
  [
    "RandomSampler",
    () => made("RandomSampler", 3, { replacement: 1 }),
    /replacement must be true or false, got 1/,
  ],
  ["SequentialSampler", () => made("SequentialSampler", 3, 0), /SequentialSampler: surplus argument 0/],
  ["TensorDataset", () => made("TensorDataset", [1], [2]), /data\.TensorDataset: inputs must be a tensor/],
  ["split", () => table.split(0.3, { sed: 1 } as never), /split: unknown option "sed"/],
  ["split", () => table.split("0.3" as never), /share must be a number between 0 and 1, got "0\.3"/],
  ["select", () => table.select(1 as never), /indices must be a list/],
  ["tensorLoader", () => loose.tensorLoader?.(items), /dataset must be a TensorDataset/],
  ["tensorLoader", () => loose.tensorLoader?.(table, { batch: 4 }), /did you mean batchSize/],
  [
    "tensorLoader",
    () => loose.tensorLoader?.(table, { collate: () => 1 }),
    /it has its own; use data\.DataLoader/,
  ],
  ["parseCsv", () => loose.parseCsv?.("a,b", { delimiter: ";" }), /unknown option "delimiter"/],
  ["parseCsv", () => loose.parseCsv?.("a,b", { separator: ";;" }), /separator must be one character/],
  ["readCsv", () => loose.readCsv?.("a.csv", { target: "y" }), /unknown option "target"; it is called label/],
  ["readCsv", () => loose.readCsv?.("a.csv", "y"), /expected an object with options, got "y"/],
  ["readCsv", () => loose.readCsv?.(3), /file must be a string/],
  ["checkIndex", () => loose.checkIndex?.(0, 1, "x", 2), /data\.checkIndex: surplus argument 2/],
  ["checkIndex", () => loose.checkIndex?.(0, 0, "x"), /x: there are no samples, got 0/],
  ["Limit", () => made("Limit", 0), /places must be an integer of at least 1/],
  ["run", () => made("Limit", 1).run?.(3), /task must be a function/],
  ["Rng", () => made("Rng", 1, { seed: 2 }), /data\.Rng: unknown option "seed"/],
  ["Rng", () => made("Rng", "1"), /expected safe integers as seeds, got "1"/],
  ["uniform", () => made("Rng", 1).uniform?.(), /data\.Rng\.uniform: low is missing/],
  ["bernoulli", () => made("Rng", 1).bernoulli?.("0.5"), /p must be a number/],
  ["permutation", () => made("Rng", 1).permutation?.([1, 2]), /n must be an integer of at least 0/],
  ["shuffle", () => made("Rng", 1).shuffle?.("ab"), /array must be an array/],
  ["random", () => made("Rng", 1).random?.(2), /data\.Rng\.random: surplus argument 2/],
  ["int", () => made("Rng", 1).int?.(0, 5, 1), /data\.Rng\.int: surplus argument 1/],
])("%s", async (_, run, message) => {
  const text = await refusal(run);
  expect(text).toMatch(message);
  expect(text).toMatch(/^ERR_TORCHTS_ARGUMENT/);
});

test.skipIf(process.platform === "win32")("a table that is a named pipe is refused at once", async () => {
  const pipe = path.join(folder, "pipe.csv");
  execFileSync("mkfifo", [pipe]);
  await expect(data.readCsv(pipe)).rejects.toMatchObject({
    code: "ERR_TORCHTS_FILE_FORMAT",
    file: pipe,
    message: expect.stringContaining("is a named pipe"),
  });
});

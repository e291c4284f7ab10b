/** State dicts in several safetensors files beside an index. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { load, loadStateDict, type StateDictReport, safetensors } from "../../lib/io/index.ts";
import { FileFormatError } from "../../lib/native/errors.ts";
import { memory, tensor } from "../../lib/tensor/index.ts";
import { errorOf, temporaryFolder } from "./support.ts";

const INDEX = "model.safetensors.index.json";
let folder: string;

/** Two shards and an index, whose map is changed as a test likes. */
async function shards(change: (map: Record<string, unknown>) => unknown = () => {}): Promise<string> {
  await safetensors.save(
    { "module.b": tensor([1, 2]), "module.a": tensor([3]) },
    path.join(folder, "1.safetensors"),
  );
  await safetensors.save({ "module.c": tensor([4]), extra: tensor([5]) }, path.join(folder, "2.safetensors"));
  const map: Record<string, unknown> = {
    "module.c": "2.safetensors",
    "module.a": "1.safetensors",
    "module.b": "1.safetensors",
  };
  change(map);
  const file = path.join(folder, INDEX);
  writeFileSync(file, JSON.stringify({ metadata: { total_size: 20 }, weight_map: map }));
  return file;
}

beforeEach(() => {
  folder = temporaryFolder();
});

describe("an index", () => {
  test.each([true, false])("gives what it names in all its files (mmap %s)", async (mmap) => {
    let report: StateDictReport | undefined;
    const onReport = (found: StateDictReport): void => {
      report = found;
    };
    const file = await shards();
    const dict = await loadStateDict(file, { mmap, onReport });
    const values = [...dict].map(([key, value]) => [key, value.toArray()]);
    expect(values).toEqual([
      ["c", [4]],
      ["a", [3]],
      ["b", [1, 2]],
    ]);
    expect(report).toMatchObject({ file, format: "safetensors", tensors: 3, strippedPrefix: "module." });
    const plain = await loadStateDict(file, { mmap, stripPrefix: false });
    expect([...plain.keys()]).toEqual(["module.c", "module.a", "module.b"]);
  });

  test.each<[string, (map: Record<string, unknown>) => unknown, string]>([
    [
      "a folder above",
      (map) => Object.assign(map, { x: "../1.safetensors" }),
      "no safetensors file beside it",
    ],
    [
      "a folder below",
      (map) => Object.assign(map, { x: "sub/1.safetensors" }),
      "no safetensors file beside it",
    ],
    ["a file of another kind", (map) => Object.assign(map, { x: "1.pth" }), "no safetensors file beside it"],
    ["no text", (map) => Object.assign(map, { x: 1 }), "no safetensors file beside it"],
    ["a tensor that is not there", (map) => Object.assign(map, { x: "2.safetensors" }), "it holds no x"],
  ])("that names %s is refused, and nothing stays", async (_, change, mentions) => {
    mkdirSync(path.join(folder, "sub"));
    const file = await shards(change);
    memory.collect();
    const before = memory.stats().liveTensors;
    const error = await errorOf(loadStateDict(file));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain(mentions);
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  });

  test("that names a file which is missing is refused by that file's path", async () => {
    const file = await shards((map) => Object.assign(map, { x: "3.safetensors" }));
    expect((await errorOf(loadStateDict(file))).message).toContain(path.join(folder, "3.safetensors"));
  });

  test.each(["{", "[]", "null", '{"weight_map": [1]}', '{"weight_map": null}'])(
    "of %s is none",
    async (text) => {
      const file = path.join(folder, INDEX);
      writeFileSync(file, text);
      const error = await errorOf(loadStateDict(file));
      expect(error).toBeInstanceOf(FileFormatError);
      expect(error.message).toContain(file);
    },
  );

  test("is no value of its own", async () => {
    expect((await errorOf(load(await shards()))).message).toContain("JSON");
  });
});

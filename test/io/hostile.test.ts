/** Hostile and broken files: refused with an error that names what is wrong, and nothing of them is built. */
import { describe, expect, test } from "vitest";
import { load } from "../../lib/io/index.ts";
import { FileFormatError } from "../../lib/native/errors.ts";
import { memory } from "../../lib/tensor/index.ts";
import { type BadFile, errorOf, facts, named, temporaryFile } from "./support.ts";

const SUITES: [string, Record<string, BadFile>][] = [
  ["pickles in a zip container", facts.hostile.zip],
  ["pickles in a legacy container", facts.hostile.legacy],
  ["safetensors files", facts.badSafetensors],
  ["npy files", facts.badNpy],
];

describe.each(SUITES)("%s", (_, cases) => {
  test.each(Object.keys(cases).filter((name) => cases[name]?.mentions !== ""))(
    "%s is refused",
    async (name) => {
      const { base64, mentions } = named(cases, name);
      memory.collect();
      const before = memory.stats().liveTensors;
      const given = temporaryFile(Buffer.from(base64, "base64"));
      const error = await errorOf(load(given));
      expect(error, error.stack).toBeInstanceOf(FileFormatError);
      expect(error.message).toContain(mentions);
      expect(error.message).toContain(given);
      expect(memory.stats().liveTensors).toBeLessThanOrEqual(before); // the collector may run meanwhile
    },
  );

  test("the sound twin of the broken ones loads", async () => {
    const good = Object.keys(cases).filter((name) => cases[name]?.mentions === "");
    expect(good.length).toBeGreaterThan(0);
    for (const name of good) {
      await load(temporaryFile(Buffer.from(named(cases, name).base64, "base64")));
    }
  });
});

describe("names that are not on the list", () => {
  test("have a code of their own, and the text says what to do", async () => {
    const error = await errorOf(
      load(temporaryFile(Buffer.from(named(facts.hostile.zip, "os.system").base64, "base64"))),
    );
    expect(error.code).toBe("ERR_TORCHTS_UNSAFE_PICKLE");
    expect(error.message).toContain("state_dict()");
  });
});

/** A legacy container around a pickle; the keys of no storages follow. */
function legacy(pickled: Uint8Array): Uint8Array {
  const head = Buffer.from("80028a0a6cfc9c46f9206aa850192e80024de9032e80027d2e", "hex");
  return Buffer.concat([head, pickled, Buffer.from("80025d2e", "hex")]);
}

describe("zip archives", () => {
  test("a directory far outside the file is refused, and the process lives on", async () => {
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(2n ** 62n, 8);
    const end = Buffer.alloc(22, 0xff);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(0, 4);
    end.writeUInt16LE(0, 6);
    end.writeUInt16LE(0, 20);
    const given = temporaryFile(Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(64), locator, end]));
    const error = await errorOf(load(given));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain("zip archive is damaged");
  });
});

describe("bombs", () => {
  test("doubling by reference is read in linear time and memory", async () => {
    // [[x, x], [x, x]] 1000 levels deep would be 2^1000 items if it were unfolded
    const levels: number[] = [0x80, 2, 0x5d, 0x72, 0, 0, 0, 0];
    const reference = (index: number) => [0x6a, index & 255, index >> 8, 0, 0];
    for (let i = 1; i < 900; i++) {
      levels.push(0x5d, 0x28, ...reference(i - 1), ...reference(i - 1), 0x65, 0x72, i & 255, i >> 8, 0, 0);
    }
    // the last list alone is the value: pack the whole stack into a tuple and keep its end
    const given = temporaryFile(legacy(Uint8Array.from([0x80, 2, 0x28, ...levels.slice(2), 0x74, 0x2e])));
    const started = performance.now();
    const value = (await load(given)) as unknown[];
    expect(performance.now() - started).toBeLessThan(2000);
    const last = value.at(-1) as unknown[];
    expect(last[0]).toBe(last[1]);
  });

  test("a value that contains itself loads", async () => {
    const given = temporaryFile(legacy(Buffer.from("80025d710068006 12e".replace(" ", ""), "hex")));
    const value = (await load(given)) as unknown[];
    expect(value[0]).toBe(value);
  });

  test("an integer of a megabyte is refused at once", async () => {
    const body = Buffer.concat([
      Buffer.from("80028b00001000", "hex"),
      Buffer.alloc(1 << 20, 1),
      Buffer.from("."),
    ]);
    const error = await errorOf(load(temporaryFile(legacy(body))));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain("integer");
  });

  test("a line of text that never ends is refused", async () => {
    const error = await errorOf(
      load(temporaryFile(legacy(Buffer.concat([Buffer.from("c"), Buffer.alloc(3 << 20, 97)])))),
    );
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain("never ends");
  });

  test("deep JSON in a safetensors header is refused", async () => {
    const json = Buffer.from(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    expect(await errorOf(load(temporaryFile(Buffer.concat([length, json]))))).toBeInstanceOf(FileFormatError);
  });

  test("the event loop runs while a large pickle is read", async () => {
    const items = Buffer.alloc(4_000_000, 0x4e);
    const body = Buffer.concat([Buffer.from("80025d28", "hex"), items, Buffer.from("652e", "hex")]);
    const given = temporaryFile(legacy(body));
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const value = (await load(given)) as unknown[];
    clearInterval(timer);
    expect(value.length).toBe(4_000_000);
    expect(turns).toBeGreaterThan(3);
  });
});

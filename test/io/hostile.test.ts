/** Hostile and broken files: refused with an error that names what is wrong, and nothing of them is built. */

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { load, save } from "../../lib/io/index.ts";
import { FileFormatError } from "../../lib/native/errors.ts";
import { memory, type Tensor, tensor } from "../../lib/tensor/index.ts";
import { type BadFile, errorOf, facts, named, temporaryFile, temporaryFolder } from "./support.ts";

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

  /** A sound archive, and where its last record, its directory and the directory's entries of two storages start. */
  async function archive(): Promise<{ bytes: Buffer; end: number; directory: number; storages: number[] }> {
    const given = path.join(temporaryFolder(), "sound.pth");
    await save({ weight: tensor([1, 2, 3]), bias: tensor([4]) }, given);
    const bytes = readFileSync(given);
    const end = bytes.length - 22;
    const directory = bytes.readUInt32LE(end + 16);
    const storages: number[] = [];
    for (let at = directory; at < end; at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30)) {
      const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
      if (/\/data\/\d$/.test(name)) storages.push(at);
    }
    expect(storages.length).toBe(2);
    return { bytes, end, directory, storages };
  }

  type Sound = Awaited<ReturnType<typeof archive>>;
  const lies: [string, (sound: Sound) => unknown, string][] = [
    ["more entries than there are", ({ bytes, end }) => bytes.writeUInt16LE(60_000, end + 10), "too short"],
    [
      "one entry too many",
      ({ bytes, end }) => bytes.writeUInt16LE(bytes.readUInt16LE(end + 10) + 1, end + 10),
      "no directory entry",
    ],
    [
      "a directory past its end",
      ({ bytes, end }) => bytes.writeUInt32LE(1 << 30, end + 12),
      "does not lie before",
    ],
    [
      "a directory that starts elsewhere",
      ({ bytes, end, directory }) => bytes.writeUInt32LE(directory - 1, end + 16),
      "no directory entry 0",
    ],
    ["one of several files", ({ bytes, end }) => bytes.writeUInt16LE(3, end + 4), "several files"],
    [
      "a name longer than the directory",
      ({ bytes, directory }) => bytes.writeUInt16LE(0xfff0, directory + 28),
      "longer than the directory",
    ],
    [
      "a header where there is none",
      ({ bytes, storages: [storage = 0] }) => bytes.writeUInt32LE(7, storage + 42),
      "no header",
    ],
    [
      "a header outside the file",
      ({ bytes, storages: [storage = 0] }) => bytes.writeUInt32LE(0x7fffffff, storage + 42),
      "no header",
    ],
    [
      "a 64-bit offset that is not there",
      ({ bytes, storages: [storage = 0] }) => bytes.writeUInt32LE(0xffffffff, storage + 42),
      "64-bit",
    ],
    [
      "an encrypted entry",
      ({ bytes, storages: [storage = 0] }) => bytes.writeUInt16LE(0x801, storage + 8),
      "encrypted",
    ],
    [
      "an unknown compression",
      ({ bytes, storages: [storage = 0] }) => bytes.writeUInt16LE(14, storage + 10),
      "method 14",
    ],
    ["two sizes", ({ bytes, storages: [storage = 0] }) => bytes.writeUInt32LE(11, storage + 20), "two sizes"],
    [
      "a storage that reaches past the file",
      ({ bytes, storages: [storage = 0] }) => {
        bytes.writeUInt32LE(1 << 30, storage + 20);
        bytes.writeUInt32LE(1 << 30, storage + 24);
      },
      "outside the file",
    ],
    [
      "a name twice",
      ({ bytes, storages: [first = 0, second = 0] }) =>
        bytes.copy(bytes, second + 46, first + 46, first + 46 + bytes.readUInt16LE(first + 28)),
      "twice",
    ],
  ];

  test.each(lies)("%s in the directory", async (_, lie, mentions) => {
    const sound = await archive();
    lie(sound);
    const error = await errorOf(load(temporaryFile(sound.bytes)));
    expect(error, error.stack).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain(mentions);
  });

  test("a comment behind the directory does no harm, nor does a directory's mark in it", async () => {
    const { bytes } = await archive();
    const comment = Buffer.concat([Buffer.from("a note PK\x05\x06 by hand"), Buffer.alloc(40, 0x20)]);
    bytes.writeUInt16LE(comment.length, bytes.length - 2);
    const value = (await load(temporaryFile(Buffer.concat([bytes, comment])))) as { weight: Tensor };
    expect(value.weight.toArray()).toEqual([1, 2, 3]);
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

/**
 * Sixty-four small files that ask for far more than they hold: the same list copied thousands of times, millions of
 * marks or empty dictionaries behind a good compression, sparse memos, and their like. Made here, byte for byte the same
 * each time; test/io/bombs.test.ts loads them.
 */
import { crc32, deflateRawSync } from "node:zlib";

type Part = Buffer | readonly number[] | string;
const join = (...parts: readonly Part[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );
const times = (count: number, part: Part): Buffer => {
  const one = join(part);
  return Buffer.alloc(one.length * count, one);
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const text = (value: string): Buffer => join("X", u32(value.length), value);
const int = (value: number): Buffer => join("J", u32(value));
const put = (index: number): number[] => [0x71, index];
const get = (index: number): number[] => [0x68, index];
const global = (module: string, name: string): Buffer => join(`c${module}\n${name}\n`);

/** A pickle of protocol 2. */
const pickle = (...parts: readonly Part[]): Buffer => join([0x80, 2], ...parts, ".");

/** One entry of a zip archive. */
interface Entry {
  name: string;
  bytes: Buffer;
  deflate?: boolean;
  /** Where its local header is said to be. */
  at?: number;
  /** What its unpacked length is said to be. */
  size?: number;
}

/** A zip archive. */
export function zip(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, deflate = false, at, size = bytes.length } of entries) {
    const packed = deflate ? deflateRawSync(bytes, { level: 9 }) : bytes;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(deflate ? 8 : 0, 8);
    head.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(deflate ? 8 : 0, 10);
    central.writeUInt32LE(crc32(bytes), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at ?? offset, 42);
    directory.push(central, Buffer.from(name, "latin1"));
    if (at !== undefined) continue;
    bodies.push(head, Buffer.from(name, "latin1"), packed);
    offset += 30 + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listing, end]);
}

/** A `.pth` of one pickle and one storage of a few floats. */
function pth(data: Buffer, deflate: boolean): Buffer {
  return zip([
    { name: "a/data.pkl", bytes: data, deflate },
    { name: "a/data/0", bytes: Buffer.alloc(64) },
  ]);
}

/** The old container around a pickle without storages. */
export function legacy(data: Buffer): Buffer {
  const head = Buffer.from("80028a0a6cfc9c46f9206aa850192e80024de9032e80027d2e", "hex");
  return Buffer.concat([head, data, Buffer.from("80025d2e", "hex")]);
}

const numbers = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, i) => int(i)));
const STORAGE = join(
  "(",
  text("storage"),
  global("torch", "FloatStorage"),
  text("0"),
  text("cpu"),
  "K\x10tQ",
);

/** Few bytes that copy what is there already, over and over. */
const COPIES: Record<string, Buffer> = {
  "a list": pickle(
    "(",
    times(8000, "N"),
    "t",
    put(1),
    global("builtins", "list"),
    put(2),
    "]",
    "(",
    times(15_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
  ),
  "a set": pickle(
    "](",
    numbers(4000),
    "e",
    put(1),
    global("builtins", "set"),
    put(2),
    "](",
    times(15_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
  ),
  "a frozen set": pickle(
    "](",
    numbers(4000),
    "e",
    put(1),
    global("builtins", "frozenset"),
    put(2),
    "](",
    times(15_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
  ),
  "an OrderedDict": pickle(
    "}(",
    numbers(4000),
    "u",
    put(1),
    global("collections", "OrderedDict"),
    put(2),
    "](",
    times(15_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
  ),
  "a Counter": pickle(
    "}(",
    numbers(4000),
    "u",
    put(1),
    global("collections", "Counter"),
    put(2),
    "](",
    times(15_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
  ),
  "a defaultdict": pickle(
    "}(",
    numbers(4000),
    "u",
    put(1),
    global("collections", "defaultdict"),
    put(2),
    "N",
    put(3),
    "](",
    times(13_000, [...get(2), ...get(3), ...get(1), 0x86, 0x52]),
    "e",
  ),
  "a size": pickle(
    "(",
    times(4000, "K\x01"),
    "t",
    put(1),
    global("torch", "Size"),
    put(2),
    "](",
    times(18_000, [...get(2), ...get(1), 0x85, 0x52]),
    "e",
    put(3),
    text("x"),
  ),
  bytes: pickle(
    text("a".repeat(40_000)),
    put(1),
    global("_codecs", "encode"),
    put(2),
    text("latin1"),
    put(3),
    "](",
    times(9000, [...get(2), ...get(1), ...get(3), 0x86, 0x52]),
    "e",
  ),
  "a numpy array": join(
    [0x80, 3],
    global("numpy._core.numeric", "_frombuffer"),
    put(1),
    "(",
    "B",
    u32(40_000),
    times(40_000, "a"),
    global("numpy", "dtype"),
    text("u1"),
    "\x85R",
    int(40_000),
    "\x85",
    text("C"),
    "t",
    put(2),
    "](",
    times(9000, [...get(1), ...get(2), 0x52]),
    "e.",
  ),
  tensors: pickle(
    global("torch._utils", "_rebuild_tensor_v2"),
    put(1),
    STORAGE,
    put(2),
    "(",
    get(2),
    "K\x00K\x02\x85K\x01\x85\x89",
    global("collections", "OrderedDict"),
    ")Rt",
    put(3),
    "](",
    times(200_000, [...get(1), ...get(3), 0x52]),
    "e",
  ),
};

const million = 1 << 20;
const sparseMemo = (step: number, count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, i) => join("r", u32(i * step))));

/** Bytes that compress to little and make much. */
const LONG: Record<string, Buffer> = {
  marks: pickle(times(13 * million, "("), "N"),
  "marks and nothing": pickle(times(13 * million, "(1")),
  "empty dictionaries": pickle("(", times(8 * million, "}"), "t"),
  "empty lists": pickle("(", times(8 * million, "]"), "t"),
  "empty sets": join([0x80, 4], "(", times(6 * million, [0x8f]), "t."),
  "empty tuples": pickle("(", times(8 * million, ")"), "t"),
  "dictionaries of one entry": pickle("(", times(million, "}K\x01K\x01s"), "t"),
  nones: pickle("(", times(13 * million, "N"), "t"),
  floats: pickle("(", times(4 * million, [0x47, 1, 2, 3, 4, 5, 6, 7, 8]), "t"),
  "long integers": pickle("(", times(74_600, join([0x8b], u32(1024), Buffer.alloc(1024, 0x7f))), "t"),
  "short bytes": join([0x80, 4], "(", times(million, "C\x01a"), "t."),
  texts: pickle("(", times(2 * million, join("X", u32(1), "a")), "t"),
  "long texts": pickle("(", times(80, join("X", u32(million), times(million, "a"))), "t"),
  "long Latin texts": pickle("(", times(80, join("X", u32(million), times(million / 2, [0xc3, 0xa9]))), "t"),
  lines: pickle("(", times(320, join("S'", times(250_000, "a"), "'\n")), "t"),
  "lines of escapes": pickle("(", times(350, join("V", times(40_000, "\\u0041"), "\n")), "t"),
  decimals: pickle("(", times(75_000, join("I", times(1000, "7"), "\n")), "t"),
  "one huge dictionary": pickle("}(", times(2.4 * million, "K\x01"), "u"),
  "memoized values": join([0x80, 4], "N", times(13 * million, [0x94]), "."),
  "a sparse memo": pickle("N", sparseMemo(4096, 20_000)),
  "a very sparse memo": pickle("N", sparseMemo(65_537, 20_000)),
  "nested tuples": pickle("N", times(million, [0x85])),
  "nested lists": pickle(times(300_000, "]"), times(299_999, "a")),
  "nested dictionaries": pickle("}", times(150_000, "K\x01}"), times(150_000, "s")),
  names: pickle("(", times(million, global("torch", "Size")), "t", global("os", "x")),
  calls: pickle(
    global("collections", "OrderedDict"),
    put(1),
    "(",
    times(million, [...get(1), 0x29, 0x52]),
    "t",
  ),
  storages: pickle(
    "(",
    text("storage"),
    global("torch", "FloatStorage"),
    text("0"),
    text("cpu"),
    "K\x10t",
    put(1),
    "](",
    times(million, [...get(1), 0x51]),
    "e",
  ),
  parameters: pickle(
    global("torch.nn.parameter", "Parameter"),
    put(1),
    global("torch._utils", "_rebuild_tensor_v2"),
    "(",
    STORAGE,
    "K\x00K\x02\x85K\x01\x85\x89",
    global("collections", "OrderedDict"),
    ")RtR\x85",
    put(2),
    "](",
    times(million, [...get(1), ...get(2), 0x52]),
    "e",
  ),
};

/** Every file by name; those with "unknown" in it are meant for the option of that name. */
export function* bombs(): Generator<[name: string, bytes: Buffer]> {
  for (const [name, data] of Object.entries(COPIES)) {
    yield [`${name}, copied, deflated`, pth(data, true)];
    if (name === "tensors") continue;
    yield [`${name}, copied, stored`, pth(data, false)];
    yield [`${name}, copied, legacy`, legacy(data)];
  }
  for (const [name, data] of Object.entries(LONG)) {
    yield [`${name}, deflated`, pth(data, true)];
  }
  const zeros = Buffer.alloc(120 * million);
  yield ["a pickle of zeros", pth(zeros, true)];
  yield [
    "a pickle that unpacks to more than it says",
    zip([{ name: "a/data.pkl", bytes: zeros, deflate: true, size: 1000 }]),
  ];
  const tensors = pickle(
    "}",
    text("w"),
    global("torch._utils", "_rebuild_tensor_v2"),
    "(",
    "(",
    text("storage"),
    global("torch", "ByteStorage"),
    text("0"),
    text("cpu"),
    int(zeros.length),
    "tQ",
    "K\x00",
    int(zeros.length),
    "\x85K\x01\x85\x89",
    global("collections", "OrderedDict"),
    ")RtRs",
  );
  yield [
    "a storage of zeros",
    zip([
      { name: "a/data.pkl", bytes: tensors },
      { name: "a/data/0", bytes: zeros, deflate: true },
    ]),
  ];
  const views = Array.from({ length: 400 }, (_, i) =>
    join(
      text(`w${i}`),
      global("torch._utils", "_rebuild_tensor_v2"),
      "(",
      "(",
      text("storage"),
      global("torch", "ByteStorage"),
      text(String(i)),
      text("cpu"),
      int(60_000),
      "tQ",
      "K\x00",
      int(60_000),
      "\x85K\x01\x85\x89",
      global("collections", "OrderedDict"),
      ")RtRs",
    ),
  );
  const shared = Array.from({ length: 399 }, (_, i) => ({
    name: `a/data/${i + 1}`,
    bytes: Buffer.alloc(60_000),
    at: 0,
  }));
  yield [
    "entries that lie on one another",
    zip([
      { name: "a/data/0", bytes: Buffer.alloc(60_000) },
      { name: "a/data.pkl", bytes: pickle("}", ...views) },
      ...shared,
    ]),
  ];
  const unknown = global("some.module", "Thing");
  yield [
    "objects of unknown classes",
    pth(pickle(unknown, put(1), "(", times(million, [...get(1), 0x29, 0x81]), "t"), true),
  ];
  yield ["unknown classes", pth(pickle("(", times(2 * million, unknown), "t"), true)];
  const header = Buffer.from(
    `\x93NUMPY\x01\x00\xff\xff${"'shape': (".repeat(6553)}`.padEnd(65_545, " "),
    "latin1",
  );
  yield ["a .npy header of open brackets", header];
  const deep = `{"a":{"dtype":"F32","data_offsets":[0,0],"shape":${"[".repeat(60_000)}${"]".repeat(60_000)}}}`;
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(deep.length));
  yield ["a safetensors shape of brackets", Buffer.concat([length, Buffer.from(deep)])];
}

const float = (value: number): Buffer => {
  const bytes = Buffer.alloc(9, 0x47);
  bytes.writeDoubleBE(value, 1);
  return bytes;
};

/** A `.pth` of so many nested records, as logs and states of optimizers are: some 200 bytes each. */
export function honest(records: number): Buffer {
  const parts: Buffer[] = [Buffer.from("\x80\x02](", "latin1")];
  for (let i = 0; i < records; i++) {
    const inner = join(
      "}(",
      text("epoch"),
      int(i % 90),
      text("best"),
      [i % 2 === 0 ? 0x88 : 0x89],
      text("note"),
      "Nu",
    );
    const history = join("](", float(i * 0.5), float(i * 0.25), float(i + 0.125), inner, "e");
    const betas = join(float(0.9), float(0.999), [0x86]);
    const name = text(`layer.${i % 97}.block.${i}`);
    parts.push(
      join(
        "}(",
        text("name"),
        name,
        text("step"),
        int(i),
        text("betas"),
        betas,
        text("history"),
        history,
        "u",
      ),
    );
  }
  parts.push(Buffer.from("e.", "latin1"));
  return pth(Buffer.concat(parts), false);
}

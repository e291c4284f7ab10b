// models.stream: which frames are taken, what comes back, and how a stream ends.

import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  AbortError,
  ArgumentError,
  FileFormatError,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  ShapeError,
  type Tensor,
  writeImage,
} from "../../lib/index.ts";
import { fromTypedArray } from "../../lib/tensor/index.ts";
import { saySkip } from "../helpers/data.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Marks pixels whose red is above the mean with 1: logits (N, 2, H, W). */
class Red extends nn.Module {
  seen: number[] = [];
  delayMs = 0;
  weight = new nn.Parameter(fromTypedArray(new Float32Array([1])));

  override forward(x: Tensor): Tensor {
    this.seen.push(x.shape[3] as number);
    const until = performance.now() + this.delayMs;
    while (performance.now() < until);
    const red = x.narrow(1, 0, 1);
    return red
      .neg()
      .mul(this.weight)
      .contiguous()
      .expand([x.shape[0] as number, 1, ...x.shape.slice(2)])
      .clone();
  }
}

const WIDTH = 6;
const HEIGHT = 4;

/** A frame whose left `columns` columns are red, the others black. */
function frame(columns: number, width = WIDTH, height = HEIGHT): models.RawFrame {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < columns; x++) data[(y * width + x) * 3] = 255;
  return { data, width, height };
}

/** Its mask by `Red`: 1 where it is not red. */
function maskOf(columns: number, width = WIDTH, height = HEIGHT): number[] {
  return Array.from({ length: width * height }, (_, i) => (i % width < columns ? 0 : 1));
}

const red = (): Red => new Red().eval();
const plain = { optimize: false, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] } as const;

async function collect<T>(frames: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of frames) all.push(one);
  return all;
}

describe("masks", () => {
  test("of raw frames in order, at their own sizes", async () => {
    const live = models.stream(red(), { ...plain, onLate: "wait" });
    const found = await collect(live.run([frame(2), { ...frame(5), time: 0.04 }, frame(1, 3, 7)]));
    expect(found.map(({ mask }) => [...mask])).toEqual([maskOf(2), maskOf(5), maskOf(1, 3, 7)]);
    expect(found.map(({ index, width, height, dropped }) => [index, width, height, dropped])).toEqual([
      [0, 6, 4, 0],
      [1, 6, 4, 0],
      [2, 3, 7, 0],
    ]);
    expect(found.map(({ time }) => time)).toEqual([undefined, 0.04, undefined]);
  });

  test("through a network of another size come back at the frame's", async () => {
    const model = red();
    const live = models.stream(model, { ...plain, onLate: "wait", size: [8, 12] });
    const [one] = await collect(live.run([frame(3)]));
    expect(model.seen).toEqual([12]);
    expect([...(one?.mask ?? [])]).toEqual(maskOf(3));
  });

  test("of bytes alone, tensors and files", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "torchts-stream-"));
    try {
      const file = path.join(folder, "a.png");
      const image = fromTypedArray(frame(4).data, [HEIGHT, WIDTH, 3]).permute([2, 0, 1]);
      await writeImage(image, file);
      const live = models.stream(red(), { ...plain, onLate: "wait", frameSize: [HEIGHT, WIDTH] });
      const found = await collect(live.run([frame(1).data, image, file]));
      expect(found.map(({ mask }) => [...mask])).toEqual([maskOf(1), maskOf(4), maskOf(4)]);
      expect(found.map((one) => one.path)).toEqual([undefined, undefined, file]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("with several classes, optimised, as models.segment's", async () => {
    manualSeed(3);
    const model = (await models.unet({ numClasses: 3, width: 8, depth: 2 })).eval();
    const data = Uint8Array.from({ length: 40 * 48 * 3 }, (_, i) => (i * 97) % 256);
    const live = models.stream(model, { onLate: "wait", overlay: true });
    const [one] = await collect(live.run([{ data, width: 48, height: 40 }]));
    const image = fromTypedArray(data, [40, 48, 3]).permute([2, 0, 1]);
    using expected = await models.segment(model, image);
    const same = [...(expected.mask.data() as BigInt64Array)].filter(
      (value, i) => Number(value) === one?.mask[i],
    );
    expect(same.length).toBeGreaterThan(0.999 * 40 * 48);
    expect(new Set(one?.mask).size).toBeGreaterThan(1);
    expect(one?.overlay?.length).toBe(data.length);
  });

  test("of a network that gives NaN: refused, with the frame and the layer where it began", async () => {
    const model = red();
    const live = models.stream(model, { ...plain, onLate: "wait" });
    const rows = live.run([frame(1), frame(2)])[Symbol.asyncIterator]();
    await rows.next();
    noGrad(() => model.weight.fill_(Number.NaN));
    await expect(rows.next()).rejects.toThrow(/models\.stream: frame 1: Red gives NaN.*weight is not finite/);
    await expect(rows.next()).resolves.toMatchObject({ done: true });
  });

  test("timings add up, and nothing stays in memory", async () => {
    const live = models.stream(red(), { ...plain, onLate: "wait" });
    await collect(live.run([frame(1)]));
    memory.collect();
    const before = memory.stats().liveTensors;
    const found = await collect(live.run([frame(1), frame(2)]));
    expect(memory.stats().liveTensors).toBe(before);
    for (const { timings } of found) {
      const { waitMs, preprocessMs, inferMs, postMs, totalMs } = timings;
      expect(Math.min(waitMs, preprocessMs, inferMs, postMs)).toBeGreaterThanOrEqual(0);
      expect(totalMs).toBeCloseTo(waitMs + preprocessMs + inferMs + postMs, 3);
    }
    const stats = live.stats();
    expect([stats.frames, stats.dropped]).toEqual([3, 0]);
    expect(stats.latency?.p95).toBeGreaterThanOrEqual(stats.latency?.p50 ?? Number.NaN);
    expect(stats.fps).toBeCloseTo(3 / stats.seconds, 6);
  });
});

describe("late frames", () => {
  /** Gives frames every few milliseconds, whether one takes them or not. */
  async function* camera(count: number, everyMs: number): AsyncGenerator<models.RawFrame> {
    const started = performance.now();
    for (let i = 0; i < count; i++) {
      await sleep(Math.max(0, started + i * everyMs - performance.now()));
      yield { ...frame(i % WIDTH), time: i };
    }
  }

  test("make room for the newest, so that none waits longer than one frame takes", async () => {
    const model = red();
    model.delayMs = 60;
    const live = models.stream(model, { ...plain, onLate: "drop" });
    const found = await collect(live.run(camera(40, 10)));
    const { frames, dropped } = live.stats();
    expect(frames + dropped).toBe(40);
    expect(dropped).toBeGreaterThan(15);
    expect(found.at(-1)?.index).toBe(39);
    expect(found.map(({ index }) => index)).toEqual(
      [...found.map(({ index }) => index)].sort((a, b) => a - b),
    );
    expect(found.every(({ index, time }) => index === time)).toBe(true);
    expect(found.at(-1)?.dropped).toBe(dropped);
  });

  test("wait with `wait`", async () => {
    const model = red();
    model.delayMs = 5;
    const live = models.stream(model, { ...plain, onLate: "wait" });
    const found = await collect(live.run(camera(12, 1)));
    expect(found.map(({ index }) => index)).toEqual([...Array(12).keys()]);
    expect(live.stats().dropped).toBe(0);
  });

  test("as many wait as maxQueue says, the oldest of them first", async () => {
    const model = red();
    const live = models.stream(model, { ...plain, onLate: "drop", maxQueue: 3 });
    const found = await collect(live.run(Array.from({ length: 10 }, (_, i) => frame(i % WIDTH))));
    expect(found.map(({ index }) => index)).toEqual([7, 8, 9]);
  });

  test("the event loop goes on between frames", async () => {
    const live = models.stream(red(), { ...plain, onLate: "wait" });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const model = red();
    model.delayMs = 5;
    await collect(
      models.stream(model, { ...plain, onLate: "wait" }).run(Array.from({ length: 20 }, () => frame(1))),
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
    expect(live.stats().latency).toBeNull();
  });
});

describe("the end of a stream", () => {
  test.each(["drop", "wait"] as const)(
    "the source's error comes after the masks before it: %s",
    async (onLate) => {
      async function* broken(): AsyncGenerator<models.RawFrame> {
        yield frame(1);
        throw new Error("unplugged");
      }
      const found: number[] = [];
      const read = async (): Promise<void> => {
        for await (const { index } of models.stream(red(), { ...plain, onLate }).run(broken()))
          found.push(index);
      };
      await expect(read()).rejects.toThrow("unplugged");
      expect(found).toEqual([0]);
    },
  );

  test.each(["drop", "wait"] as const)("breaking out ends the source: %s", async (onLate) => {
    let closed = false;
    async function* endless(): AsyncGenerator<models.RawFrame> {
      try {
        for (;;) {
          yield frame(1);
          await sleep(1);
        }
      } finally {
        closed = true;
      }
    }
    for await (const _ of models.stream(red(), { ...plain, onLate }).run(endless())) break;
    expect(closed).toBe(true);
  });

  test("the signal ends it, also while a frame is awaited", async () => {
    const controller = new AbortController();
    async function* silent(): AsyncGenerator<models.RawFrame> {
      yield frame(1);
      await sleep(60_000, undefined, { ref: false });
    }
    const live = models.stream(red(), { ...plain, onLate: "wait", signal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const _ of live.run(silent())) setTimeout(() => controller.abort(), 10);
    };
    await expect(read()).rejects.toThrow(AbortError);
  });

  test("a network in training mode runs in eval mode, frame by frame, and stays in its own", async () => {
    class Seen extends Red {
      modes: boolean[] = [];

      override forward(x: Tensor): Tensor {
        this.modes.push(this.training);
        return super.forward(x);
      }
    }
    const model = new Seen().train();
    const live = models.stream(model, { ...plain, onLate: "wait" });
    for await (const _ of live.run([frame(1), frame(2)])) expect(model.training).toBe(true);
    expect(model.modes).toEqual([false, false]);
    expect(() => models.stream(model, { ...plain, optimize: true })).toThrow(/model\.eval\(\)/);
  });

  test("frames and options that are none", async () => {
    const run = (given: unknown, more: models.StreamOptions = {}): Promise<unknown> =>
      collect(models.stream(red(), { ...plain, onLate: "wait", ...more }).run([given as models.Frame]));
    await expect(run({ ...frame(1), width: 7 })).rejects.toThrow(
      /84 bytes for frame 0 of 7 x 4 pixels, got 72/,
    );
    const nothing = { data: new Uint8Array(0), width: 0, height: 4 };
    await expect(run(nothing)).rejects.toThrow(/frame 0 in whole pixels from 1, got 0 x 4/);
    await expect(run(new Uint8Array(72))).rejects.toThrow(/frameSize/);
    await expect(run(7)).rejects.toThrow(ArgumentError);
    await expect(run(fromTypedArray(new Float32Array(3), [3, 1, 1]))).rejects.toThrow(ShapeError);
    await expect(run(frame(1), { kind: "multiclass" })).resolves.toHaveLength(1);
    expect(() => models.stream(red(), { ...plain, maxQueue: 0 })).toThrow(ArgumentError);
    const several = "multilabel" as "binary";
    expect(() => models.stream(red(), { ...plain, kind: several })).toThrow(
      /kind must be "binary" or "multiclass"/,
    );
    expect(() => models.stream(red(), { ...plain, size: 2.5 })).toThrow(ArgumentError);
    expect(() => models.stream(red(), { ...plain, onLate: "later" as "drop" })).toThrow(ArgumentError);
    expect(() => models.stream(red(), { ...plain, dtype: "bfloat16" })).toThrow(/optimised copy/);
  });
});

describe("rawVideoFrames", () => {
  const bytes = Buffer.concat([frame(1), frame(2), frame(3)].map(({ data }) => data));

  test.each([1, 7, 72, 100, 1000])("splits a stream that comes in pieces of %i bytes", async (piece) => {
    const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) =>
      bytes.subarray(i * piece, (i + 1) * piece),
    );
    const found = await collect(
      models.rawVideoFrames(Readable.from(pieces), { width: WIDTH, height: HEIGHT, fps: 25 }),
    );
    expect(found.map(({ data }) => [...data])).toEqual([1, 2, 3].map((n) => [...frame(n).data]));
    expect(found.map(({ time }) => time)).toEqual([0, 0.04, 0.08]);
  });

  test("a stream that ends early: the whole frames, then an error that counts bytes", async () => {
    const found: unknown[] = [];
    const read = async (): Promise<void> => {
      const source = Readable.from([bytes.subarray(0, 150)]);
      for await (const one of models.rawVideoFrames(source, { width: WIDTH, height: HEIGHT }))
        found.push(one);
    };
    await expect(read()).rejects.toThrow(/in the middle of frame 2: expected 72 bytes, got 6/);
    expect(found).toHaveLength(2);
  });

  test("sizes that are none", () => {
    expect(() => models.rawVideoFrames(Readable.from([]), { width: 0, height: 4 })).toThrow(ArgumentError);
  });
});

const posix = process.platform !== "win32";
if (!posix) saySkip("videos: the stand-in for ffmpeg is a script with #!");

describe.runIf(posix)("videoFrames", () => {
  let folder: string;
  let video: string;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), "torchts-ffmpeg-")));
    video = path.join(folder, "a.mp4");
    await writeFile(video, "a video, for a stand-in that does not look into it");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A program in ffmpeg's place; it notes its process id and its arguments. */
  async function standIn(name: string, body: string): Promise<string> {
    const file = path.join(folder, name);
    const notes = JSON.stringify(path.join(folder, `${name}.json`));
    const head = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
writeFileSync(${notes}, JSON.stringify({ pid: process.pid, args: process.argv.slice(2) }));
const picture = (n) => Buffer.concat([Buffer.from("P6\\n2 1\\n255\\n"), Buffer.alloc(6, n)]);
`;
    await writeFile(file, head + body);
    await chmod(file, 0o755);
    return file;
  }

  async function notesOf(name: string): Promise<{ pid: number; args: string[] }> {
    const { readFile } = await import("node:fs/promises");
    return JSON.parse(await readFile(path.join(folder, `${name}.json`), "utf8")) as {
      pid: number;
      args: string[];
    };
  }

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  test("gives the program's pictures, and tells it what is wanted", async () => {
    const ffmpeg = await standIn("whole", "process.stdout.write(Buffer.concat([1, 2, 3].map(picture)));");
    const found = await collect(models.videoFrames(video, { ffmpeg, size: [1, 2], fps: 5 }));
    expect(found.map(({ data, width, height }) => [...data, width, height])).toEqual(
      [1, 2, 3].map((n) => [...Array(6).fill(n), 2, 1]),
    );
    expect(found.map(({ time }) => time)).toEqual([0, 0.2, 0.4]);
    const { args } = await notesOf("whole");
    expect(args.slice(args.indexOf("-protocol_whitelist"), args.indexOf("-vf"))).toEqual([
      ...["-protocol_whitelist", "file", "-i", `file:${video}`],
    ]);
    expect(args.join(" ")).toMatch(/-vf fps=5,scale=2:1 .*-pix_fmt rgb24 -$/);
  });

  test("a name is that of a file, whatever it looks like", async () => {
    const ffmpeg = await standIn("names", "process.stdout.write(picture(1));");
    const here = process.cwd();
    process.chdir(folder);
    try {
      for (const name of ["-a.mp4", "concat:a.mp4|a.mp4", "http:a", "a b;$(x).mp4", "day:1.mp4"]) {
        await writeFile(path.join(folder, name), "a video");
        expect(await collect(models.videoFrames(name, { ffmpeg })), name).toHaveLength(1);
        const { args } = await notesOf("names");
        expect(args[args.indexOf("-i") + 1]).toBe(`file:${path.join(folder, name)}`);
        expect(args[args.indexOf("-i") - 1]).toBe("file");
      }
    } finally {
      process.chdir(here);
    }
  });

  test.each([
    "concat:/etc/passwd|/etc/hostname",
    "subfile,,start,0,end,0,,:/etc/passwd",
    "http://127.0.0.1:1/a.mp4",
    "pipe:0",
    "file:/etc/passwd",
    "data:video/mp4;base64,AAAA",
    "crypto:a.mp4",
    "tcp://127.0.0.1:1",
  ])("ffmpeg's protocol is not taken from a name, and ffmpeg does not run: %s", async (name) => {
    const program = `never-${name.slice(0, 4)}`;
    const ffmpeg = await standIn(program, "process.stdout.write(picture(1));");
    await expect(collect(models.videoFrames(name, { ffmpeg }))).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringMatching(/not taken from a file's name; give an address as a URL/),
    });
    await expect(notesOf(program)).rejects.toThrow(/ENOENT/);
  });

  test("an address is a URL, and may open no file; a camera's name is handed on", async () => {
    const ffmpeg = await standIn("addresses", "process.stdout.write(picture(1));");
    const inputOf = async (source: string | URL, inputOptions?: string[]): Promise<string[]> => {
      await collect(models.videoFrames(source, { ffmpeg, inputOptions }));
      const { args } = await notesOf("addresses");
      return args.slice(args.indexOf("-nostdin") + 1, args.indexOf("-an"));
    };
    expect(await inputOf(new URL("rtsp://camera.local/1"))).toEqual([
      "-protocol_whitelist",
      "rtsp,rtp,udp,tcp",
      "-i",
      "rtsp://camera.local/1",
    ]);
    expect(await inputOf(pathToFileURL(video))).toEqual([
      "-protocol_whitelist",
      "file",
      "-i",
      `file:${video}`,
    ]);
    expect(await inputOf("/dev/video0", ["-f", "v4l2"])).toEqual(["-f", "v4l2", "-i", "/dev/video0"]);
    for (const url of ["concat:a", "pipe:0", "data:,a", "subfile:a"]) {
      expect(() => models.videoFrames(new URL(url), { ffmpeg })).toThrow(
        /source must be the path of a video/,
      );
    }
  });

  test("only regular files are videos: no pipe, folder, device or missing file", async () => {
    const ffmpeg = await standIn("kinds", "process.stdout.write(picture(1));");
    const pipe = path.join(folder, "pipe.mp4");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    for (const [name, what] of [
      [pipe, /a named pipe, not a regular file/],
      [folder, /a folder, not a regular file/],
      ["/dev/zero", /a device, not a regular file/],
      [path.join(folder, "missing.mp4"), /cannot read .*ENOENT/],
    ] as const) {
      await expect(collect(models.videoFrames(name, { ffmpeg })), name).rejects.toMatchObject({
        name: "FileFormatError",
        message: expect.stringMatching(what),
      });
    }
    await expect(notesOf("kinds")).rejects.toThrow(/ENOENT/);
  });

  test("a video that ends early, and one that ffmpeg fails on", async () => {
    const cases = [
      [
        "early",
        "process.stdout.write(Buffer.concat([picture(1), picture(2).subarray(0, 14)]));",
        /frame 1: expected 6 bytes, got 3/,
      ],
      [
        "fails",
        'process.stdout.write(picture(1), () => { process.stderr.write("Invalid data found\\n", () => process.exit(183)); });',
        /ended with 183 after 1 whole frames of \S+a\.mp4: Invalid data found/,
      ],
      ["other", 'process.stdout.write("P5\\n2 1\\n255\\n\\0\\0");', /header of frame 0/],
    ] as const;
    for (const [name, body, said] of cases) {
      const ffmpeg = await standIn(name, body);
      const found: unknown[] = [];
      const read = async (): Promise<void> => {
        for await (const one of models.videoFrames(video, { ffmpeg })) found.push(one);
      };
      const error: unknown = await read().catch((caught: unknown) => caught);
      expect(error, name).toBeInstanceOf(FileFormatError);
      expect(String(error)).toMatch(said);
      expect(found).toHaveLength(name === "other" ? 0 : 1);
    }
  });

  test("no ffmpeg: what to install", async () => {
    const read = collect(models.videoFrames(video, { ffmpeg: path.join(folder, "nothing") }));
    await expect(read).rejects.toMatchObject({
      code: "ERR_TORCHTS_FFMPEG",
      message: expect.stringMatching(/apt install ffmpeg/),
    });
  });

  const ENDLESS = "const more = () => process.stdout.write(picture(1), () => setTimeout(more, 1)); more();";

  test.each(["drop", "wait"] as const)("breaking out leaves no process: %s", async (onLate) => {
    const name = `endless-${onLate}`;
    const ffmpeg = await standIn(name, ENDLESS);
    const live = models.stream(red(), { ...plain, onLate });
    for await (const { index } of live.run(models.videoFrames(video, { ffmpeg }))) if (index > 3) break;
    const { pid } = await notesOf(name);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
  });

  test("breaking out ends a program whose next frame never comes", async () => {
    const ffmpeg = await standIn("silent", "process.stdout.write(picture(1)); setInterval(() => {}, 1000);");
    const live = models.stream(red(), { ...plain, onLate: "drop" });
    for await (const _ of live.run(models.videoFrames(video, { ffmpeg }))) break;
    const { pid } = await notesOf("silent");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
  });

  test("a program that gives nothing more ends when the signal says so", async () => {
    const ffmpeg = await standIn("stuck", "process.stdout.write(picture(1)); setInterval(() => {}, 1000);");
    const controller = new AbortController();
    const { signal } = controller;
    const live = models.stream(red(), { ...plain, onLate: "wait", signal });
    const read = async (): Promise<void> => {
      for await (const _ of live.run(models.videoFrames(video, { ffmpeg, signal })))
        setTimeout(() => controller.abort(), 20);
    };
    await expect(read()).rejects.toThrow(AbortError);
    const { pid } = await notesOf("stuck");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
  });

  const hasFfmpeg = spawnSync("ffmpeg", ["-version"], { stdio: "ignore" }).status === 0;
  if (!hasFfmpeg) saySkip("videos by ffmpeg itself: there is none on PATH");
  test.runIf(hasFfmpeg)("reads what ffmpeg wrote", async () => {
    const video = path.join(folder, "test.mkv");
    const made = [
      "-loglevel",
      "error",
      "-f",
      "lavfi",
      "-i",
      "testsrc=size=64x48:rate=10:duration=1",
      "-c:v",
      "ffv1",
      video,
    ];
    expect(spawnSync("ffmpeg", made).status).toBe(0);
    const found = await collect(models.videoFrames(video, { size: [24, 32] }));
    expect(found).toHaveLength(10);
    expect(
      found.every(({ width, height, data }) => width === 32 && height === 24 && data.length === 2304),
    ).toBe(true);
  });
});

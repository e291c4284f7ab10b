// What a crash leaves in a run folder, and who may write there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, FileFormatError } from "../../lib/native/errors.ts";
import type { FitOptions } from "../../lib/train/index.ts";
import * as train from "../../lib/train/index.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";
import { fixtureData, Net, startNet } from "./convnet.ts";

let root: string;
let done: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-folder-"));
  done = path.join(root, "done");
  await runOn(startNet(), { epochs: 2, out: done });
});
afterAll(() => rm(root, { recursive: true, force: true }));

function runOn(model: Net, options: FitOptions): Promise<train.RunResult> {
  return train.fit(model, fixtureData(), { device: "cpu", lr: 0.02, ...options });
}

async function copyOf(name: string): Promise<string> {
  const out = path.join(root, name);
  await cp(done, out, { recursive: true });
  return out;
}

/** Options that gather what is told. */
function telling(): { told: train.NoticeEvent[]; onEvent: NonNullable<FitOptions["onEvent"]> } {
  const told: train.NoticeEvent[] = [];
  return { told, onEvent: (event) => event.type === "notice" && told.push(event) };
}

const FILES = ["best.pth", "config.json", "history.jsonl", "last.pth", "receipt.json"];

describe("unfinished files of runs that were killed", () => {
  const leftovers = [
    "best.pth.tmp-17-3",
    "config.json.812.tmp",
    "last.pth.tmp-4711-0",
    "last.pth.tmp-4711-12",
    "receipt.json.tmp-17-9",
  ];

  test.each([
    ["a resumed run", { epochs: 3, resume: true }],
    ["a run in place of it", { epochs: 1, overwrite: true }],
  ])("are removed by %s, which says so; files of others stay", async (name, options) => {
    const out = await copyOf(name);
    for (const file of leftovers) await writeFile(path.join(out, file), "half a file");
    await writeFile(path.join(out, "notes.tmp-1-1"), "the user's own");
    const { told, onEvent } = telling();
    await runOn(startNet(), { ...options, out, onEvent });
    expect((await readdir(out)).sort()).toEqual([...FILES, "notes.tmp-1-1"].sort());
    expect(told).toHaveLength(1);
    expect(told[0]?.about).toBe("leftovers");
    for (const file of leftovers) expect(told[0]?.text).toContain(file);
  });
});

describe("a torn last line of history.jsonl", () => {
  test("does not block: the run goes on with all its figures, and says so", async () => {
    const out = await copyOf("torn");
    const file = path.join(out, "history.jsonl");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.slice(0, -40));
    expect(await train.readHistory(out)).toHaveLength(1);
    const loaded = await train.loadRun(out, { model: new Net(), device: "cpu" });
    expect(loaded.problems).toEqual([expect.stringMatching(/line 2 of .*history\.jsonl is torn/)]);
    const { told, onEvent } = telling();
    const result = await runOn(startNet(), { epochs: 3, out, resume: true, onEvent });
    expect(result.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(told.map(({ about }) => about)).toEqual(["history"]);
    expect(told[0]?.text).toMatch(/line 2 of .*torn; it was written anew from last\.pth/);
    const parsed = (lines: string): unknown[] =>
      lines
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(parsed(await readFile(file, "utf8")).slice(0, 2)).toEqual(parsed(text));
    expect((await train.loadRun(out, { model: new Net(), device: "cpu" })).problems).toEqual([]);
  });

  test("that is zeros, as a machine that lost power leaves it, does not either", async () => {
    const out = await copyOf("zeros");
    await appendFile(path.join(out, "history.jsonl"), "\0\0\0\0");
    const result = await runOn(startNet(), { epochs: 2, out, resume: true });
    expect(result.last.epoch).toBe(2);
  });

  test("a line before the last that is torn is refused and named", async () => {
    const out = await copyOf("middle");
    const file = path.join(out, "history.jsonl");
    await writeFile(file, `{"epo\n${await readFile(file, "utf8")}`);
    await expect(train.readHistory(out)).rejects.toThrow(FileFormatError);
    await expect(train.readHistory(out)).rejects.toThrow(/line 1 is not JSON/);
  });
});

describe("one run at a time", () => {
  test("a second run into a folder is refused while the first is at work, and leaves it as it is", async () => {
    const out = path.join(root, "busy");
    let second: Promise<unknown> | undefined;
    let other: Promise<unknown> | undefined;
    const first = runOn(startNet(), {
      epochs: 200,
      out,
      onEvent: (event) => {
        if (event.type !== "step" || event.globalStep !== 1) return;
        second = runOn(startNet(), { epochs: 1, out, overwrite: true }).catch((error) => error);
        other = runOn(startNet(), { epochs: 9, out, resume: true }).catch((error) => error);
      },
      signal: AbortSignal.timeout(6_000),
    }).catch((error) => error);
    await first;
    for (const error of [await second, await other]) {
      expect(error).toBeInstanceOf(ArgumentError);
      expect(String(error)).toMatch(/another run is writing into .*busy.*run\.lock/);
    }
    expect((await train.readConfig(out)).options.epochs).toBe(200);
    expect((await readdir(out)).filter((name) => name.includes(".lock"))).toEqual([]);
  }, 60_000);

  test("the lock of a process that was killed is taken over", async () => {
    const out = await copyOf("killed");
    const holds = `
      import { withFileLock } from ${JSON.stringify(new URL("../../lib/io/file-lock.ts", import.meta.url).href)};
      await withFileLock(${JSON.stringify(path.join(out, "run"))}, () => {
        process.stdout.write("held");
        return new Promise((resolve) => setTimeout(resolve, 1e5));
      });`;
    const child = spawn(process.execPath, [...OVER_BUILT, "--input-type=module", "-e", holds], {
      cwd: repoRoot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout as Readable, "data");
    await expect(runOn(startNet(), { epochs: 3, out, resume: true })).rejects.toThrow(
      /another run is writing/,
    );
    await new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGKILL");
    });
    expect((await runOn(startNet(), { epochs: 3, out, resume: true })).history).toHaveLength(3);
  });
});

// How commands end when their output is closed or full, and when they are told to stop.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { io } from "../../lib/index.ts";
import { repoRoot } from "../helpers/data.ts";
import { emptyEnv, scratch } from "../io/libtorch/fakes.ts";
import { cli } from "./run-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const posix = process.platform !== "win32";
const main = path.join(repoRoot, "dist", "command", "main.js");

/** Runs a line of shell in which `torchts` is the command. */
function shell(line: string): { code: number | null; stdout: string; stderr: string } {
  const torchts = `torchts() { "${process.execPath}" "${main}" "$@"; }`;
  const run = spawnSync("bash", ["-c", `${torchts}; ${line}`], {
    encoding: "utf8",
    env: { ...process.env, DEBUG: "", NODE_OPTIONS: "" },
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** bash's exit code of the first command of a pipe. */
const status = `$\{PIPESTATUS[0]}`;

let root: string;
let images: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-endings-"));
  await generatePolypFolder(path.join(root, "polyps"), { n: 24, size: 40, seed: 1 });
  images = path.join(root, "polyps", "images");
});
afterAll(() => rm(root, { recursive: true, force: true }));

const training = (out: string, ...more: string[]): string[] => [
  ...["finetune", images, "--weights", "none", "--image-size", "32", "--batch-size", "8", "--device", "cpu"],
  ...["--out", path.join(root, out), "--json", ...more],
];

describe.runIf(posix)("an output that takes no more", () => {
  test.each(["models --json", "inspect resnet18 --json", "doctor", "--help"])(
    "torchts %s | head -1 ends quietly",
    (words) => {
      const { code, stdout, stderr } = shell(`torchts ${words} | head -n 1`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).not.toBe("");
    },
  );

  test("its exit code is that of common tools that SIGPIPE ends", () => {
    // More than a pipe holds, and a reader that is gone.
    expect(shell(`torchts models --json | exec true; exit ${status}`).code).toBe(141);
  });

  test.runIf(existsSync("/dev/full")).each(["models", "inspect resnet18", "doctor --json"])(
    "torchts %s > /dev/full says what failed, once",
    (words) => {
      const { code, stderr } = shell(`torchts ${words} > /dev/full`);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^(torchts: |\{.*)cannot write to standard output: .*ENOSPC.*\n$/);
    },
  );

  test("a training whose reader goes away stops after its batch, files whole", async () => {
    const { code, stderr } = shell(
      `torchts ${training("closed", "--epochs", "400").join(" ")} | head -n 9 > /dev/null; exit ${status}`,
    );
    expect({ code, stderr }).toEqual({ code: 141, stderr: "" });
    await expectWhole(path.join(root, "closed"));
  });
});

/** A run folder without half-written files, whose checkpoint loads. */
async function expectWhole(out: string): Promise<void> {
  expect((await readdir(out)).filter((name) => name.includes("tmp"))).toEqual([]);
  expect(Object.keys((await io.load(path.join(out, "last.pth"))) as object)).toContain("epoch");
  for (const line of (await readFile(path.join(out, "history.jsonl"), "utf8")).trim().split("\n")) {
    expect(JSON.parse(line)).toHaveProperty("epoch");
  }
}

describe.runIf(posix)("told to stop", () => {
  test.each([
    ["SIGINT", 130, "Ctrl-C"],
    ["SIGTERM", 143, "SIGTERM"],
  ] as const)("by %s, finetune ends after its batch with code %i", async (signal, expected, name) => {
    const out = `stopped-${signal}`;
    const { code, stderr } = await cli(training(out, "--epochs", "400"), {
      onStdout: (text, kill) => {
        if (text.split('"type":"epoch"').length === 2) kill(signal);
      },
    });
    expect(stderr).toContain(`stopping after this batch; ${name} again to stop at once\n`);
    expect(stderr).toMatch(/torchts: stopped; go on with: .* --resume\n$/);
    expect(code).toBe(expected);
    await expectWhole(path.join(root, out));
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "twice by %s, finetune ends at once with code %i and without a crash",
    async (signal, expected) => {
      const out = `twice-${signal}`;
      let told = false;
      const { code, stderr } = await cli(training(out, "--epochs", "400"), {
        onStdout: (text, kill) => {
          if (told || !text.includes('"type":"epoch"')) return;
          told = true;
          kill(signal);
          setTimeout(() => kill(signal), 30);
        },
      });
      expect(code).toBe(expected);
      expect(stderr).not.toMatch(/terminate called|Error/);
      // What was whole stays so; what was being written lies beside it.
      if (existsSync(path.join(root, out, "last.pth"))) await io.load(path.join(root, out, "last.pth"));
    },
  );

  test("by SIGTERM, install ends with code 143 in the middle of a download", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-length": "100000000" });
      response.write(Buffer.alloc(1000));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const stopped = cli(["install"], {
        env: { ...emptyEnv(scratch()), TORCHTS_MIRROR: mirror },
        onStart: (kill) => server.once("request", () => setTimeout(() => kill("SIGTERM"), 200)),
      });
      const { code, stderr } = await stopped;
      expect(stderr).toMatch(/torchts: stopped\n$/);
      expect(code).toBe(143);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

test("an error outside of every command's promise is one message", async () => {
  const broken = path.join(root, "broken.mjs");
  const fail = "setImmediate(() => { throw new RangeError('out of nowhere'); })";
  await writeFile(broken, `process.on("newListener", (name) => name === "uncaughtException" && ${fail});`);
  const { code, stderr } = await cli(["models"], { env: { NODE_OPTIONS: `--import ${broken}` } });
  expect(stderr).toBe("torchts: out of nowhere\n");
  expect(code).toBe(1);
});

// A run killed with SIGKILL at random moments goes on to the bit: scripts/kill-runs.ts with a few kills, and its comparison itself.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { io, type Tensor, tensor } from "../../lib/index.ts";
import { compareRuns } from "../../scripts/kill-runs/same.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";

const TIMEOUT = 240_000;
const KILLS = 2;

test(
  "two kills with every part switched on, and what is left is that of a run that nobody killed",
  () => {
    const script = path.join(repoRoot, "scripts", "kill-runs.ts");
    const args = [...OVER_BUILT, script, "--kills", String(KILLS)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repoRoot, encoding: "utf8" });
    // The seed that it drew is in what it printed.
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/^seed \d+\n/);
    expect(stdout.match(/^ {2}kill \d+ \((start|time|validation|write)\)/gm)).toHaveLength(KILLS);
    expect(stdout).toMatch(/\d\d\d values, \d\d of them tensors, and the losses of \d\d steps\n/);
    expect(stdout.trimEnd()).toMatch(/2 kills in \d+ runs, seed \d+: all equal$/);
  },
  TIMEOUT,
);

test("a run that is not the same is told by the value in which it differs", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "torchts-same-"));
  const weight = tensor([0.5, 0.25]);
  const leave = async (name: string, last: Record<string, unknown>, accuracy: number, seconds: number) => {
    const out = path.join(root, name);
    await mkdir(out);
    const history = `${JSON.stringify({ epoch: 1, accuracy, seconds })}\n`;
    await io.save({ weight }, `${out}.final.pth`);
    await io.save({ weight }, path.join(out, "best.pth"));
    await io.save({ ...last, history }, path.join(out, "last.pth"));
    await writeFile(path.join(out, "history.jsonl"), history);
    await writeFile(path.join(out, "config.json"), JSON.stringify({ created: String(seconds) }));
    return out;
  };
  try {
    const moments = (value: number): { exp_avg: Tensor } => ({ exp_avg: tensor([value, 1]) });
    const one = await leave("one", { step: 3, optimizer: moments(0.1) }, 0.5, 1);
    const other = await leave("other", { step: 3, optimizer: moments(0.1) }, 0.5, 2);
    expect((await compareRuns(one, other)).differences).toEqual([]);
    const bit = await leave("bit", { step: 3, optimizer: moments(0.1 + 2 ** -27) }, 0.5, 1);
    expect((await compareRuns(one, bit)).differences.map((text) => text.split(":")[0])).toEqual([
      "last.pth.optimizer.exp_avg",
    ]);
    const more = await leave("more", { step: 4, optimizer: moments(0.1), extra: 1 }, 0.6, 1);
    const { differences } = await compareRuns(one, more);
    expect(differences.map((text) => text.split(":")[0]).sort()).toEqual([
      "history.jsonl.0.accuracy",
      "last.pth",
      "last.pth.extra",
      "last.pth.history.0.accuracy",
      "last.pth.step",
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

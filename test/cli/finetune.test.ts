// The command line end to end: fine-tune, stop, go on, predict, evaluate, and what errors look like.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { weightsDir } from "../../lib/io/index.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000 });

let root: string;
let images: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-"));
  await generatePolypFolder(path.join(root, "data"), { n: 24, size: 40, seed: 1 });
  images = path.join(root, "data", "images");
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** A small run: a ResNet-18 from fresh parameters on 24 tiny images. */
function small(out: string, ...more: string[]): string[] {
  return [
    "finetune",
    images,
    "--weights",
    "none",
    "--image-size",
    "32",
    "--batch-size",
    "8",
    "--device",
    "cpu",
  ].concat(["--out", path.join(root, out), ...more]);
}

describe("finetune, predict, evaluate", () => {
  test("mixed batches, weights by name, focal loss and automatic augmentation, which the run keeps", async () => {
    const out = path.join(root, "mixed");
    const mixing = ["--mixup", "0.3", "--cutmix", "1", "--loss", "focal", "--augment", "trivialaugment"];
    const run = await standingCli(small("mixed", "--epochs", "1", ...mixing, "--class-weights", "polyp=2"));
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: "" });
    const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
    expect(config.options).toMatchObject({
      mixup: 0.3,
      cutmix: 1,
      loss: "focal",
      classWeights: { polyp: 2 },
    });
    expect(config.trainTransform.options.autoAugment).toBe("trivialaugment");
    const more = await standingCli(["finetune", images, "--out", out, "--resume", "--epochs", "2"]);
    expect({ code: more.code, stderr: more.stderr }).toEqual({ code: 0, stderr: "" });
    const other = await standingCli([
      "finetune",
      images,
      "--out",
      out,
      "--resume",
      "--epochs",
      "3",
      "--mixup",
      "1",
    ]);
    expect(other.stderr).toMatch(/--mixup was 0.3, now 1/);
  });

  test("a run from the folder to a prediction", async () => {
    const trained = await cli(small("first", "--epochs", "2"));
    expect(trained.stderr).toBe("");
    expect(trained.code).toBe(0);
    expect(trained.stdout).toMatch(/2 classes: normal, polyp/);
    expect(trained.stdout).toMatch(/fresh parameters \(--weights none\)/);
    expect(trained.stdout).toMatch(/epoch 1\/2 .*val accuracy .*%.*val AUC/);
    expect(trained.stdout).toMatch(/best: epoch [12], validation accuracy/);
    expect((await readdir(path.join(root, "first"))).sort()).toEqual([
      "best.pth",
      "config.json",
      "data",
      "history.jsonl",
      "last.pth",
      "receipt.json",
    ]);
    expect(trained.stdout).toMatch(
      /\ntrained: 62 tensors moved, head by .*\nfrozen: 0 tensors unchanged to the bit/,
    );

    const polyps = path.join(images, "polyp");
    const files = (await readdir(polyps)).slice(0, 2).map((name) => path.join(polyps, name));
    const text = await cli(["predict", path.join(root, "first"), ...files]);
    expect(text.code).toBe(0);
    expect(text.stdout.trim().split("\n").length).toBe(2);
    expect(text.stdout).toMatch(/: (normal|polyp) \d+\.\d%, (normal|polyp) \d+\.\d%/);

    const json = await standingCli(["predict", path.join(root, "first"), ...files, "--json"]);
    const predictions = JSON.parse(json.stdout);
    expect(predictions.map((p: { path: string }) => p.path)).toEqual(files);
    for (const { probabilities } of predictions) {
      expect(probabilities.reduce((a: number, b: number) => a + b)).toBeCloseTo(1, 6);
    }

    const measured = await cli(["evaluate", path.join(root, "first"), images, "--json"]);
    expect(measured.code).toBe(0);
    expect(JSON.parse(measured.stdout)).toMatchObject({ part: "val", count: 4 }); // what the run held out
    const whole = await standingCli([
      "evaluate",
      path.join(root, "first"),
      images,
      "--part",
      "all",
      "--json",
    ]);
    expect(JSON.parse(whole.stdout)).toMatchObject({ count: 24 });
    const table = await standingCli(["evaluate", path.join(root, "first"), images]);
    expect(table.stdout).toMatch(/sensitivity.*specificity/);
    expect(table.stdout).toMatch(/confusion/);
  });

  test("--unfreeze trains that part and the head only, --json prints JSON lines only", async () => {
    const { code, stdout } = await cli(small("json", "--epochs", "1", "--unfreeze", "layer4", "--json"));
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events[0].type).toBe("start");
    expect(events.at(-1).type).toBe("result");
    const config = JSON.parse(await readFile(path.join(root, "json", "config.json"), "utf8"));
    const parts = config.trained.map((name: string) => name.split(".")[0]);
    expect([...new Set(parts)].sort()).toEqual(["fc", "layer4"]);
    expect(config.model.architecture).toBe("resnet18");
    expect(config.transform.options.cropSize).toBe(32);
  });

  test("--find-lr tests rates, prints the curve, and trains with what it suggests", async () => {
    const { code, stdout, stderr } = await standingCli(
      small("found", "--epochs", "1", "--depth", "0", "--find-lr"),
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/rate +loss +smoothed\n/);
    const [, suggested] = /suggested: (\S+) \(valley\)/.exec(stdout) ?? [];
    const config = JSON.parse(await readFile(path.join(root, "found", "config.json"), "utf8"));
    expect(config.options.lr.toExponential(2)).toBe(suggested);
    expect(stdout).toContain(`training with ${Number(config.options.lr.toPrecision(3))}\n`);
  });

  test("Ctrl-C stops after the batch with code 130, --resume goes on with the run's options", async () => {
    const stopped = await cli(small("stopped", "--epochs", "40", "--lr", "0.0005", "--json"), {
      onStdout: (text, kill) => {
        if ((text.match(/"type":"epoch"/g) ?? []).length === 2) kill("SIGINT");
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/stopping after this batch/);
    expect(stopped.stderr).toMatch(/torchts: stopped; go on with: .* --resume/);
    const out = path.join(root, "stopped");
    const done = (await readFile(path.join(out, "history.jsonl"), "utf8")).trim().split("\n").length;
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThan(40);
    expect((await readdir(out)).filter((name) => name.includes("tmp"))).toEqual([]);

    const resumed = await standingCli([
      "finetune",
      images,
      "--out",
      out,
      "--resume",
      "--epochs",
      String(done + 1),
    ]);
    expect(resumed.stderr).toBe("");
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(new RegExp(`going on after epoch ${done}`));
    const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
    expect(config.options).toMatchObject({ epochs: done + 1, lr: 0.0005, batchSize: 8 });
    expect(config.notes.command).toMatchObject({ weights: "none", imageSize: 32, lr: 0.0005, seed: 0 });

    const again = ["finetune", images, "--out", out, "--resume", "--epochs", String(done + 2)];
    const other = await standingCli([...again, "--lr", "0.1", "--batch-size", "4"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(
      /cannot go on with other options: --lr was 0\.0005, now 0\.1; --batch-size was 8, now 4/,
    );
    const before = await readFile(path.join(out, "config.json"), "utf8");
    const same = await standingCli([...again, "--lr", "0.0005", "--patience", "9"]);
    expect(same.stderr).toBe("");
    expect(same.code).toBe(0);
    const after = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
    const { options } = JSON.parse(before);
    expect(after.options).toEqual({ ...options, epochs: done + 2, patience: 9 });
  });
});

describe("errors are one message, and code 1 or 2", () => {
  /** One line, no stack. */
  function expectOneMessage(result: { code: number | null; stderr: string }, message: RegExp): void {
    expect(result.stderr).toMatch(message);
    expect(result.stderr).toMatch(/^torchts: /m);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    expect([1, 2]).toContain(result.code);
  }

  test("a folder that is not there", async () => {
    expectOneMessage(await cli(["finetune", path.join(root, "nowhere"), "--weights", "none"]), /nowhere/);
  });

  test("a model that does not exist, naming the one that was meant", async () => {
    expectOneMessage(
      await standingCli(small("x", "--model", "resnet19")),
      /no model for classification named resnet19; did you mean resnet18\? .*torchts models/,
    );
  });

  test("weights that cannot be had: never random ones instead", async () => {
    const result = await standingCli([
      "finetune",
      images,
      "--weights",
      path.join(root, "missing.pth"),
      "--out",
      path.join(root, "y"),
    ]);
    expectOneMessage(result, /missing\.pth/);
    expect(await readdir(root)).not.toContain("y");
    const unknown = await standingCli([
      "finetune",
      images,
      "--weights",
      "IMAGENET1K_V9",
      "--out",
      path.join(root, "y"),
    ]);
    expectOneMessage(unknown, /IMAGENET1K_V9/);
  });

  // A model whose weights hardly anybody has in the cache, so that only the network could give them.
  const cached = existsSync(path.join(weightsDir(), "wide_resnet101_2-d733dc28.pth"));
  test.skipIf(cached)("published weights without a network stop the command", async () => {
    const args = ["finetune", images, "--model", "wide_resnet101_2", "--out", path.join(root, "z")];
    const result = await cli(args, { env: { TORCHTS_OFFLINE: "1", TORCH_HOME: root } });
    expectOneMessage(result, /wide_resnet101_2-.*\.pth/);
    expect(await readdir(root)).not.toContain("z");
  });

  test("a run that is there already", async () => {
    await standingCli(small("again", "--epochs", "1"));
    expectOneMessage(
      await standingCli(small("again", "--epochs", "1")),
      /already holds a run\. Go on with it \(--resume\), replace it \(--overwrite\)/,
    );
  });

  test("an unknown part to unfreeze, naming those there are", async () => {
    expectOneMessage(await standingCli(small("w", "--unfreeze", "layer9")), /no submodule "layer9".*layer4/);
  });

  test("a broken image is named; with --on-error skip it is left out", async () => {
    const folder = path.join(root, "broken");
    await generatePolypFolder(folder, { n: 16, size: 40, seed: 2 });
    const inside = path.join(folder, "images");
    await writeFile(path.join(inside, "polyp", "bad.png"), "no image");
    const common = [
      "--weights",
      "none",
      "--image-size",
      "32",
      "--batch-size",
      "4",
      "--epochs",
      "1",
      "--val-split",
      "0.3",
    ];
    const failed = await standingCli(["finetune", inside, ...common, "--out", path.join(root, "b1")]);
    expectOneMessage(failed, /bad\.png/);
    const skipped = await standingCli([
      "finetune",
      inside,
      ...common,
      "--out",
      path.join(root, "b2"),
      "--on-error",
      "skip",
    ]);
    expect(skipped.code).toBe(0);
    expect(skipped.stdout).toMatch(/left out: .*bad\.png/);
  });

  test("predict with something that is no run", async () => {
    expectOneMessage(
      await standingCli(["predict", root, path.join(images, "polyp")]),
      /config\.json does not exist/,
    );
  });

  test("a bad option value names the option", async () => {
    const result = await standingCli(["finetune", images, "--epochs", "three"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/--epochs.*Expected a whole number from 1/);
    const word = await standingCli(["finetune", images, "--on-error", "ignore"]);
    expect(word.code).toBe(2);
    expect(word.stderr).toMatch(/--on-error.*Allowed choices are throw, skip/);
  });

  test("--verbose adds the stack", async () => {
    const result = await standingCli(["--verbose", "predict", root, "a.png"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/\n\s+at /);
  });
});

describe("help and version", () => {
  test("--version prints the package's", async () => {
    const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
    expect((await cli(["--version"])).stdout.trim()).toBe(version);
  });

  test.each(["finetune", "predict", "evaluate", "demo", "install", "doctor"])(
    "%s --help",
    async (command) => {
      const { code, stdout } = await standingCli([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Usage: torchts ${command}`));
    },
  );

  test("without libtorch help and version still work", async () => {
    const env = { TORCHTS_LIBTORCH: path.join(root, "no-libtorch") };
    expect((await cli(["--help"], { env })).code).toBe(0);
    expect((await cli(["--version"], { env })).code).toBe(0);
  });
});

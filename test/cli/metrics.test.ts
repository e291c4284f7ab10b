// `torchts metrics`: the figures of a table as text and as JSON, its flags, and what is refused.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { metrics } from "../../lib/index.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dir: string;
let file: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-metrics-"));
  file = path.join(dir, "test.csv");
  const rows = Array.from({ length: 40 }, (_, i) => {
    const p = ((i * 7) % 40) / 40;
    const label = (i * 7) % 40 > 15 + (i % 9) ? "malignant" : "benign";
    return `${i}.png,p${Math.floor(i / 2)},${label},${1 - p},${p},${i % 3 === 0 ? "female" : "male"},${20 + i}`;
  });
  await writeFile(file, `file,group,label,prob_benign,prob_malignant,sex,age\n${rows.join("\n")}\n`);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function told(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(["metrics", ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

async function refused(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(["metrics", ...words]);
  expect(stdout).toBe("");
  expect([1, 2]).toContain(code);
  return stderr;
}

test("the JSON is what metrics.fromPredictions gives", async () => {
  const words = [
    "--threshold",
    "0.4",
    "--prevalence",
    "0.02",
    "--by",
    "sex",
    "--by",
    "age:40",
    "--draws",
    "50",
    "--seed",
    "3",
  ];
  const report = JSON.parse(await told(file, ...words, "--json"));
  const expected = await metrics.fromPredictions(file, {
    threshold: 0.4,
    prevalence: 0.02,
    by: ["sex", { column: "age", cuts: [40] }],
    draws: 50,
    seed: 3,
  });
  expect(report).toEqual(JSON.parse(JSON.stringify(expected)));
  const alone = JSON.parse(await told(file, "--no-group", "--draws", "0", "--json"));
  expect([alone.groups, alone.figures.auc.low]).toEqual([null, null]);
  expect(JSON.parse(await told(file, "--group", "sex", "--draws", "10", "--json")).groups).toBe(2);
});

test("the text says what of, how, and every figure with its interval", async () => {
  const text = await told(file, "--by", "sex", "--prevalence", "0.02", "--draws", "200");
  expect(text).toContain("test.csv: 40 samples of 20 groups (group): benign ");
  expect(text).toContain(
    "95 % intervals by 200 bootstrap draws of whole groups; positive: malignant, from 0.5 on",
  );
  expect(text).toMatch(/\nAUC +0\.\d{3} \(0\.\d{3} to [01]\.\d{3}\)\n/);
  expect(text).toMatch(/\nsensitivity +/);
  expect(text).toMatch(/\nat prevalence 0.02 +PPV 0\.\d{3}, NPV 0\.\d{3}\n/);
  expect(text).toMatch(/\nsex +samples +groups +accuracy +AUC +sensitivity +specificity\nfemale +14 +14 /);
  expect(text).not.toContain("NaN");
});

test("tables of other programs", async () => {
  const theirs = path.join(dir, "theirs.csv");
  await writeFile(theirs, "image;dx;p\na;mel;0.9\nb;nv;0.2\nc;mel;0.4\nd;bkl;0.6\n");
  const words = ["--separator", ";", "--label", "dx", "--draws", "0", "--json"];
  const report = JSON.parse(await told(theirs, ...words, "--score", "p", "--positive", "mel"));
  expect([report.classes, report.figures.auc.value]).toEqual([["not mel", "mel"], 0.75]);
  const two = path.join(dir, "two.csv");
  await writeFile(two, "dx,a,b\nmel,0.9,0.1\nnv,0.2,0.8\n");
  const named = await told(
    two,
    "--label",
    "dx",
    "--probability",
    "mel=a",
    "--probability",
    "nv=b",
    "--draws",
    "0",
    "--json",
  );
  expect(JSON.parse(named).figures.accuracy.value).toBe(1);
});

test("what is wrong is said in the command's own terms", async () => {
  expect(await refused(path.join(dir, "missing.csv"))).toContain("cannot read");
  expect(await refused(file, "--label", "dx")).toContain('has no column "dx"');
  expect(await refused(file, "--probability", "mel")).toContain("CLASS=COLUMN");
  expect(await refused(file, "--prevalence", "2")).toContain("a share above 0 and below 1");
  expect(await refused(file, "--by", "file")).not.toContain("\n    at ");
});

test("a table of detections has mAP, each class and FROC; the objects may have a table of their own", async () => {
  const [both, found, truth] = ["boxes", "found", "truth"].map((name) => path.join(dir, `${name}.csv`)) as [
    string,
    string,
    string,
  ];
  const objects = ["a,cat,,0,0,10,10", "b,dog,,20,20,30,30"];
  const detections = ["a,cat,0.9,0,0,10,9", "b,dog,0.8,20,20,30,30", "b,dog,0.3,0,0,3,3"];
  const head = "file,label,score,x1,y1,x2,y2";
  await writeFile(both, [head, ...objects, ...detections].join("\n"));
  await writeFile(found, [head, ...detections].join("\n"));
  await writeFile(
    truth,
    ["file,label,x1,y1,x2,y2", ...objects.map((row) => row.replace(",,", ","))].join("\n"),
  );
  const text = await told(both, "--draws", "20");
  expect(text).toContain("boxes.csv: 2 images: cat 1, dog 1");
  expect(text).toMatch(/\nmAP +0\.950 \(0\.900 to 1\.000\)\nmAP50 +1\.000/);
  expect(text).toMatch(/\ncat +1 +0\.900 .*\n/);
  expect(text).toMatch(/\nfalse alarms an image +sensitivity\n0\.125 +1\.000/);
  const apart = JSON.parse(await told(found, "--truth", truth, "--draws", "0", "--json"));
  expect(apart.figures.mAP.value).toBeCloseTo(0.95, 12);
  const one = await told(both, "--iou-thresholds", "0.5", "--draws", "0", "--json");
  expect(JSON.parse(one).figures.mAP.value).toBeCloseTo(1, 12);
  expect(await refused(both, "--box", "x1,y1")).toContain("Expected four columns");
  expect(await refused(file, "--truth", truth)).toContain("truth would do nothing");
});

test("two tables are compared, and tables of masks have means", async () => {
  const words = [file, "--against", file, "--draws", "20"];
  const text = await told(...words);
  expect(text).toMatch(/\n +a +b +a - b\naccuracy +(\d\.\d{3}) +\1 +0\.000 \(0\.000 to 0\.000\)\n/);
  expect(text).toContain("exchanged: accuracy p 1.000, AUC p 1.000");
  expect(JSON.parse(await told(...words, "--json")).figures.auc.difference.value).toBe(0);
  expect(await refused(...words, "--by", "sex")).toContain("--by");
  const masks = path.join(dir, "masks.csv");
  await writeFile(masks, "file,dice_polyp,tp_polyp,fp_polyp,fn_polyp\na,0.8,4,1,1\nb,0.6,3,2,2\n");
  const means = await told(masks, "--draws", "50");
  expect(means).toMatch(
    /\n +mean +sd +samples +infinite\ndice_polyp +0\.700 \(0\.600 to 0\.800\) +0\.141 +2 +0\n/,
  );
  expect(means).toContain("all pixels: dice_polyp  0.700");
  expect(await refused(masks, "--threshold", "0.4")).toContain("is of masks");
});

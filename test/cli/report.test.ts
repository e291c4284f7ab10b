// `torchts report`: a run on the data that it was trained on, other data, a table, and what is refused.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const model = ["--model", "squeezenet1_1", "--weights", "none", "--image-size", "32", "--device", "cpu"];
let root: string;
let images: string;
let run: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-report-cli-"));
  await generatePolypFolder(path.join(root, "polyps"), { n: 24, size: 32, seed: 4 });
  images = path.join(root, "polyps", "images");
  run = path.join(root, "run");
  const { stderr, code } = await standingCli([
    "finetune",
    images,
    ...model,
    "--epochs",
    "1",
    "--val-split",
    "0.4",
    "--seed",
    "5",
    "--out",
    run,
    "--json",
  ]);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function told(...words: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await standingCli([
    "report",
    ...words,
    "--draws",
    "50",
    "--pictures",
    "2",
    "--json",
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

async function refused(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(["report", ...words]);
  expect(stdout).toBe("");
  expect([1, 2]).toContain(code);
  return stderr;
}

test("the data of the training is found again, and other data is measured beside it", async () => {
  const other = path.join(root, "elsewhere");
  await cp(images, other, { recursive: true });
  const found = await told(run, "--external", other, "--prevalence", "0.1");
  expect(found.file).toBe(path.join(run, "report.html"));
  expect(Object.keys(found.predictions as object)).toEqual(["val", "external"]);
  expect(found.sections).toEqual(expect.arrayContaining(["performance", "external", "augmented", "claim"]));
  const html = await readFile(found.file as string, "utf8");
  expect(html.includes("the external data 24 images")).toBe(true);
  expect((await told(run, "--no-files", "--out", path.join(root, "short.html"))).reused).toEqual([
    "val",
    "external",
  ]);
  expect((await readFile(path.join(root, "short.html"), "utf8")).includes(root)).toBe(false);
});

test("a run on a table finds its table again, with the columns that it keeps, and takes another one beside it", async () => {
  const names = (await readdir(images)).sort();
  const rows: string[] = [];
  for (const [grade, name] of names.entries()) {
    for (const [i, file] of (await readdir(path.join(images, name))).sort().entries()) {
      rows.push(
        [`${name}/${file}`, grade, `p${grade}${Math.floor(i / 2)}`, i % 2 === 0 ? "female" : "male"].join(
          ",",
        ),
      );
    }
  }
  const table = path.join(root, "grades.csv");
  await writeFile(table, `${["file,grade,patient,sex", ...rows].join("\n")}\n`);
  const graded = path.join(root, "graded");
  const trained = await standingCli([
    ...["finetune", table, "--root", images, "--grade-column", "grade", "--group-column", "patient"],
    ...[
      "--keep-columns",
      "sex",
      "--val-split",
      "0.4",
      "--epochs",
      "1",
      "--seed",
      "5",
      "--out",
      graded,
      ...model,
    ],
  ]);
  expect({ code: trained.code, stderr: trained.stderr }).toEqual({ code: 0, stderr: "" });
  const other = path.join(images, "elsewhere.csv");
  await writeFile(other, `${["file,grade,patient,sex", ...rows.slice(4)].join("\n")}\n`);
  const found = await told(graded, "--by", "sex", "--external", other);
  expect(Object.keys(found.predictions as object)).toEqual(["val", "external"]);
  const [header] = (await readFile(path.join(graded, "predictions-val.csv"), "utf8")).split("\n");
  expect(header?.split(",")).toEqual(
    expect.arrayContaining(["file", "group", "sex", "label", "expected_grade"]),
  );
  const html = await readFile(found.file as string, "utf8");
  expect(html).toMatch(/female/);
  // Another hospital calls its columns otherwise.
  const theirs = path.join(root, "theirs.csv");
  const gone = "gone.png,0,p9,male";
  await writeFile(theirs, `${["picture,severity,person,sex", ...rows.slice(0, 5), gone].join("\n")}\n`);
  const columns = ["--image-column", "picture", "--grade-column", "severity", "--group-column", "person"];
  const asked = ["--external", theirs, "--root", images, ...columns, "--on-missing", "skip"];
  const beside = await told(graded, ...asked, "--draws", "0");
  expect(await readFile((beside.predictions as { external: string }).external, "utf8")).toMatch(
    /^(.*\n){6}$/,
  );
  expect(await refused(graded, "--grade-column", "severity")).toContain(
    "--grade-column: for a table, as --external or --data",
  );
  const changed = path.join(root, "changed.csv");
  await writeFile(changed, `${["file,grade,patient,sex", ...rows.slice(2)].join("\n")}\n`);
  expect(await refused(graded, "--data", changed)).toContain("not those that the run");
});

test("a table alone is reported as text too", async () => {
  const table = path.join(run, "predictions-val.csv");
  const out = path.join(root, "table.html");
  const { stdout } = await standingCli(["report", table, "--out", out, "--draws", "0", "--title", "Ours"]);
  expect(stdout).toMatch(
    /^.*table\.html \(\d+ KB\): \d+ sections\nfigures of test\n\d+ places are for you to fill in\n$/,
  );
  expect((await readFile(out, "utf8")).includes("<h1>Ours</h1>")).toBe(true);
});

test("what does not fit is refused", async () => {
  expect(await refused(path.join(root, "nothing"))).toContain("does not exist");
  expect(await refused(path.join(run, "predictions-val.csv"), "--external", images)).toContain("are of runs");
  const fewer = path.join(root, "fewer");
  await cp(images, fewer, { recursive: true });
  const [first] = await readdir(path.join(fewer, "polyp"));
  await rm(path.join(fewer, "polyp", first as string));
  expect(await refused(run, "--data", fewer)).toContain("not those that the run");
  await rename(path.join(fewer, "polyp"), path.join(fewer, "polyps"));
  expect(await refused(run, "--external", fewer)).toContain("the run's classes are");
});

// Tables of detections: what `train.evaluate({ out })` writes gives pycocotools' figures again, and so do other programs' tables.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv } from "../../lib/data/index.ts";
import {
  ArgumentError,
  type Detections,
  type DetectionTarget,
  FileFormatError,
  full,
  metrics,
  nn,
  type Tensor,
  tensor,
  train,
} from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";
import { expectNear, type RandomSet, tensorsOf } from "../vision/coco-evaluation/sets.ts";

const sets = fixtureJson("coco-evaluation") as RandomSet[];
const ofBoxes = sets.filter(({ settings }) => settings.shapes === "boxes");
const ofMasks = sets.filter(
  ({ settings, results }) => settings.shapes === "masks" && results.every(({ bbox }) => bbox === undefined),
);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-objects-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Finds in an image what was found there; its pixels say which image it is. */
class Recorded extends nn.Module {
  readonly lossNames = ["loss_none"];
  readonly found: readonly Detections[];
  readonly hasMasks: boolean;

  constructor(found: readonly Detections[], hasMasks: boolean) {
    super();
    this.found = found;
    this.hasMasks = hasMasks;
  }

  override forward(images: readonly Tensor[]): Detections[] {
    return this.detect(images);
  }

  losses(): { loss_none: Tensor } {
    return { loss_none: tensor(0) };
  }

  detect(images: readonly Tensor[]): Detections[] {
    return images.map((image) => this.found[Math.round(1000 * image.max().item())] as Detections);
  }
}

interface Images {
  model: Recorded;
  classes: string[];
  data: {
    length: number;
    groups: string[];
    get(index: number): Promise<{ image: Tensor; target: DetectionTarget; index: number; path: string }>;
  };
}

/** A set as what can be evaluated. */
function imagesOf(set: RandomSet): Images {
  const images = [...set.truth.images].sort((a, b) => a.id - b.id);
  const masks = set.settings.shapes === "masks";
  const model = new Recorded(
    images.map((image) => tensorsOf(set, image)[0]),
    masks,
  );
  return {
    model,
    classes: [...set.truth.categories].sort((a, b) => a.id - b.id).map(({ name }) => name),
    data: {
      length: images.length,
      groups: images.map((_, i) => `patient ${i >> 1}`),
      get: async (index) => {
        const image = images[index] as (typeof images)[number];
        const { width = 1, height = 1 } = image;
        return {
          image: full([3, height, width], index / 1000),
          target: tensorsOf(set, image)[1],
          index,
          path: `image ${index}.png`,
        };
      },
    },
  };
}

async function evaluated(set: RandomSet, file: string): Promise<train.DetectionReport> {
  const { model, classes, data } = imagesOf(set);
  const { shapes, ...measures } = set.settings;
  return train.evaluate(
    model as never,
    data as never,
    {
      task: { name: "detection", masks: shapes === "masks" },
      classes,
      out: file,
      ...measures,
    } as never,
  ) as unknown as Promise<train.DetectionReport>;
}

const thresholdsOf = ({ settings: { shapes, ...thresholds } }: RandomSet) => thresholds;
const defined = (value: number | undefined): number =>
  value === undefined || Number.isNaN(value) ? -1 : value;

/** Of a set the names of pycocotools' twelve figures. */
function statNames(
  { settings: { maxDetections: limits = [1, 10, 100] } }: RandomSet,
  prefix: string,
): string[] {
  return [
    ...["AP", "AP50", "AP75", "APSmall", "APMedium", "APLarge"],
    ...limits.map((most) => `AR${most}`),
    ...["ARSmall", "ARMedium", "ARLarge"],
  ].map((name) => prefix + name);
}

describe("a table that evaluate wrote", () => {
  test.each(["csv", "parquet"])("gives pycocotools' figures of boxes again (%s)", async (end) => {
    const some = end === "csv" ? ofBoxes : ofBoxes.slice(0, 3);
    expect(some.length).toBeGreaterThan(2);
    for (const [i, set] of some.entries()) {
      const file = path.join(dir, `boxes-${i}.${end}`);
      const report = await evaluated(set, file);
      const found = await metrics.fromPredictions(file, { draws: 0, ...thresholdsOf(set) });
      expect(found.task).toBe("detection");
      expect(found.samples).toBe(set.truth.images.length);
      const names = statNames(set, "m");
      expectNear(
        names.map((name) => defined(found.figures[name]?.value)),
        set.expected.stats,
        `set ${i}`,
      );
      for (const name of ["precision", "recall", "f1", "froc"])
        expect(defined(found.figures[name]?.value), `set ${i}: ${name}`).toBeCloseTo(
          defined(report.figures[name]),
          12,
        );
      for (const one of found.objects)
        expect(defined(one.averagePrecision.value), `set ${i}: ${one.name}`).toBeCloseTo(
          defined(report.figures[`mAP.${one.name}`]),
          12,
        );
      expectNear(
        found.froc.map(({ sensitivity }) => defined(sensitivity.value)),
        report.froc.sensitivity.map(defined),
        `set ${i}: FROC`,
      );
    }
  });

  test("gives pycocotools' figures of masks again, and those of the boxes", async () => {
    expect(ofMasks.length).toBeGreaterThan(5);
    for (const [i, set] of ofMasks.slice(0, 8).entries()) {
      const file = path.join(dir, `masks-${i}.csv`);
      const report = await evaluated(set, file);
      const found = await metrics.fromPredictions(file, { draws: 0, ...thresholdsOf(set) });
      expectNear(
        statNames(set, "mask").map((name) => defined(found.figures[name]?.value)),
        set.expected.stats,
        `set ${i}`,
      );
      expect(defined(found.figures.mAP?.value)).toBeCloseTo(defined(report.figures.mAP), 12);
    }
  });

  test("has a row for each object, detection and image without either, with what became of it", async () => {
    const set = ofBoxes.find(({ truth }) => truth.annotations.length > 4) as RandomSet;
    const file = path.join(dir, "rows.csv");
    const report = await evaluated(set, file);
    const [header, ...rows] = parseCsv(await readFile(file, "utf8"));
    const names = header?.values ?? [];
    expect(names).toEqual([
      ...["file", "group", "label", "score", "x1", "y1", "x2", "y2", "matched", "area", "crowd"],
    ]);
    const cell = (row: readonly string[], name: string): string => row[names.indexOf(name)] as string;
    const all = rows.map(({ values }) => values);
    const objects = all.filter((row) => cell(row, "crowd") === "0");
    const missed = objects.filter((row) => cell(row, "matched") === "0").length;
    const right = all.filter((row) => Number(cell(row, "score")) > 0 && cell(row, "matched") === "1").length;
    expect(objects.length - missed).toBe(right);
    const { operating } = report;
    expect(objects.length).toBe(operating.right + operating.missed);
    expect(new Set(all.map((row) => cell(row, "file"))).size).toBe(set.truth.images.length);
  });
});

describe("intervals", () => {
  test("are those of data sets in which whole patients stand as often as they were drawn", async () => {
    const most = Math.max(...ofBoxes.map(({ truth }) => truth.images.length));
    const some = ofBoxes.find(({ truth }) => truth.images.length === most) as RandomSet;
    // Of equal scores the order decides, and a data set with copies may have another.
    const results = some.results.map((one, i) => ({ ...one, score: one.score - i * 1e-6 }));
    const set = { ...some, results };
    const file = path.join(dir, "drawn.csv");
    await evaluated(set, file);
    const found = await metrics.fromPredictions(file, { draws: 40, seed: 3, ...thresholdsOf(set) });
    expect(found.groups).toBe(Math.ceil(set.truth.images.length / 2));
    // The same draws, each as a table of its own with the images of a patient as often as they were drawn.
    const [header, ...rows] = (await readFile(file, "utf8")).trim().split("\n");
    const values: number[][] = [];
    const patients = Array.from({ length: found.groups as number }, (_, i) => i);
    let calls = 0;
    metrics.bootstrap(
      patients.length,
      (places) => {
        if (calls++ > 0) values.push([...places]);
        return 0;
      },
      { draws: 40, seed: 3 },
    );
    const drawn: Record<string, number[]> = { mAP: [], froc: [], recall: [], mAPSmall: [] };
    for (const [at, places] of values.entries()) {
      const lines = set.truth.images.flatMap((_, image) =>
        places.flatMap((patient, copy) =>
          patient === image >> 1
            ? (rows as string[])
                .filter((row) => row.startsWith(`image ${image}.png,`))
                .map((row) => `copy ${copy} of ${row}`)
            : [],
        ),
      );
      const own = path.join(dir, `draw-${at}.csv`);
      await writeFile(own, [header, ...lines].join("\n"));
      const one = await metrics.fromPredictions(own, { draws: 0, group: null, ...thresholdsOf(set) });
      for (const name of Object.keys(drawn)) drawn[name]?.push(one.figures[name]?.value as number);
    }
    for (const [name, all] of Object.entries(drawn)) {
      const sorted = all.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
      const quantile = (share: number): number => {
        const at = share * (sorted.length - 1);
        const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
        return low + (high - low) * (at - Math.floor(at));
      };
      expect(found.figures[name]?.low, name).toBeCloseTo(quantile(0.025), 10);
      expect(found.figures[name]?.high, name).toBeCloseTo(quantile(0.975), 10);
    }
  });
});

describe("tables of other programs", () => {
  /** As COCO's files have boxes: x, y, width, height; detections and objects apart. */
  async function written(set: RandomSet): Promise<{ found: string; truth: string }> {
    const names = new Map(set.truth.categories.map(({ id, name }) => [id, name]));
    const [found, truth] = ["detections.csv", "objects.tsv"].map((name) => path.join(dir, name)) as [
      string,
      string,
    ];
    const lines = set.results.map(({ image_id, category_id, score, bbox = [] }) =>
      [image_id, names.get(category_id), score, ...bbox].join(","),
    );
    // Images by id, as pycocotools takes them: of equal scores the earlier image comes first.
    const ids = set.truth.images.map(({ id }) => id).sort((a, b) => a - b);
    const nothing = ids.map((id) => `${id},,,,,,`);
    await writeFile(found, ["image_id,category,confidence,x,y,w,h", ...nothing, ...lines].join("\n"));
    const objects = set.truth.annotations.map(({ image_id, category_id, bbox = [], area, iscrowd = 0 }) =>
      [image_id, names.get(category_id), ...bbox, area, iscrowd].join("\t"),
    );
    await writeFile(
      truth,
      [["image_id", "category", "x", "y", "w", "h", "area", "crowd"].join("\t"), ...objects].join("\n"),
    );
    return { found, truth };
  }

  test("are read by the names of their columns, the objects of a file of their own", async () => {
    for (const [i, set] of ofBoxes.slice(0, 6).entries()) {
      const { found: file, truth } = await written(set);
      const found = await metrics.fromPredictions(file, {
        truth,
        label: "category",
        score: "confidence",
        box: ["x", "y", "w", "h"],
        draws: 0,
        ...thresholdsOf(set),
      });
      expectNear(
        statNames(set, "m").map((name) => defined(found.figures[name]?.value)),
        set.expected.stats,
        `set ${i}`,
      );
    }
  });

  test("are refused where a row is wrong, with its line", async () => {
    const refused = async (rows: string[], options: object, text: RegExp | string): Promise<void> => {
      const file = path.join(dir, "wrong.csv");
      await writeFile(file, ["file,label,score,x1,y1,x2,y2", ...rows].join("\n"));
      const error = await metrics.fromPredictions(file, { draws: 0, ...options }).catch((one) => one);
      expect(error).toBeInstanceOf(typeof text === "string" ? ArgumentError : FileFormatError);
      expect(error.message).toMatch(text);
    };
    await refused(["a,cat,0.5,4,1,2,3"], {}, /line 2: a box is x1, y1, x2, y2/);
    await refused(["a,cat,,1,1,2,3", "a,,0.5,1,1,2,3"], {}, /line 3: a box without a label/);
    await refused(["a,cat,high,1,1,2,3"], {}, /line 2: "score" must be a number/);
    await refused(["a,cat,,1,1,2,3"], { positive: "cat" }, "positive would do nothing");
    await refused(["a,,,,,,"], {}, "neither an object nor a detection");
    const file = path.join(dir, "classes.csv");
    await writeFile(file, "label,prob_a,prob_b\na,0.7,0.3\nb,0.2,0.8\n");
    await expect(metrics.fromPredictions(file, { maxDetections: [1] })).rejects.toThrow(
      "maxDetections would do nothing",
    );
  });
});

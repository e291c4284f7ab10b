/** Layers and losses whose cases are data (layer-cases/), against PyTorch: by the fixture, and live in both precisions. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Tensor } from "../../lib/tensor/index.ts";
import { expectClose, findPython, fixtureJson, fixtureTensors, RTOL, runPython } from "../helpers/index.ts";
import { caseFiles, layerCases, type Precision, run } from "./layer-cases/run.ts";

const cases = layerCases();
const fixture: Record<string, Tensor> = {};
const printed: Record<string, string> = {};
for (const file of caseFiles) {
  Object.assign(fixture, fixtureTensors(`layer-cases-${file}`).tensors);
  Object.assign(printed, fixtureJson<{ printed: Record<string, string> }>(`layer-cases-${file}`).printed);
}

/** Everything that PyTorch recorded of a case. */
function compare(
  name: string,
  dtype: Precision,
  expected: Record<string, Tensor>,
  print: string | undefined,
): void {
  const one = cases.get(name);
  if (one === undefined) throw new Error(`there is no case ${name}`);
  const prefix = `${dtype}|${name}|`;
  const wanted = Object.entries(expected).filter(([key]) => key.startsWith(prefix));
  const got = run(one, dtype);
  const compared = wanted.map(([key]) => key.slice(prefix.length));
  const own = [...got.tensors.keys()].filter((key) => !key.startsWith("state.") || compared.includes(key));
  expect(own).toEqual(compared);
  for (const [key, value] of wanted) {
    const part = key.slice(prefix.length);
    expectClose(got.tensors.get(part) as Tensor, value, RTOL[dtype], part);
  }
  expect(got.printed).toBe(print);
}

test("the fixtures hold every case", () => {
  expect(Object.keys(printed)).toEqual([...cases.keys()]);
});

describe("layers equal PyTorch's recorded ones: outputs in both modes, gradients, buffers, printed form", () => {
  test.each([...cases.keys()])("%s", (name) => {
    compare(name, "float32", fixture, printed[name]);
  });
});

const python = findPython();

describe.skipIf(python === undefined)("layers equal PyTorch's live ones, first values and state too", () => {
  let live: Record<string, Tensor> = {};
  let livePrinted: Record<string, string> = {};

  beforeAll(async () => {
    const { outputs, result } = await runPython(
      `
      import layer_cases
      tensors, result = layer_cases.recorded(args)
      outputs.update(tensors)
      `,
      { args: ["float32", "float64"] satisfies Precision[], threads: 1 },
    );
    live = outputs;
    livePrinted = result as Record<string, string>;
  }, 120_000);

  test.each([...cases.keys()])("%s", (name) => {
    compare(name, "float32", live, livePrinted[name]);
    compare(name, "float64", live, livePrinted[name]);
  });
});

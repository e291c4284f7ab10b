/** RegNet X and Y against torchvision's. */

import { describe, expect, test } from "vitest";
import { models, nn, zeros } from "../../../lib/index.ts";
import { CLASSES, describeKeys, describeNetworks, hollow } from "../networks.ts";

const sizes = ["400mf", "800mf", "1_6gf", "3_2gf", "8gf", "16gf", "32gf"] as const;

describeKeys([
  ...sizes.map((size) => `regnet_x_${size}` as const),
  ...sizes.map((size) => `regnet_y_${size}` as const),
  "regnet_y_128gf",
]);

const builders = [
  "regnet_y_400mf",
  "regnet_y_800mf",
  "regnet_y_1_6gf",
  "regnet_y_3_2gf",
  "regnet_x_400mf",
  "regnet_x_800mf",
  "regnet_x_1_6gf",
  "regnet_x_3_2gf",
] as const;

describeNetworks(
  Object.fromEntries(
    builders.map((builder) => {
      const make = (): Promise<nn.Module> => models[builder]({ numClasses: CLASSES });
      return [builder, { make, count: 4, edge: 64 }];
    }),
  ),
);

describe("options and errors", () => {
  test("a new head is an assignment, and the keys follow", async () => {
    const model = await models.regnet_y_400mf();
    model.fc = new nn.Linear(model.fc.in_features, 3);
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["fc.weight", "fc.bias"]);
    expect(model.forward(zeros([2, 3, 32, 32])).shape).toEqual([2, 3]);
  });

  test("a design gives the stages of the paper's table", () => {
    // RegNetY-400MF: https://arxiv.org/abs/2003.13678, table of the best models.
    const stages = models.regnetStages({ depth: 16, w0: 48, wa: 27.89, wm: 2.09, groupWidth: 8 });
    expect(stages.map(({ depth, width }) => [depth, width])).toEqual([
      [1, 48],
      [3, 104],
      [6, 208],
      [6, 440],
    ]);
  });

  test("the squeeze is in Y networks only", async () => {
    const names = async (builder: models.ModelName): Promise<string[]> =>
      [...(await hollow(builder)).stateDict().keys()].filter((key) => key.includes(".se."));
    expect(await names("regnet_x_400mf")).toEqual([]);
    expect(await names("regnet_y_400mf")).toContain("trunk_output.block1.block1-0.f.se.fc1.weight");
  });

  test("a design outside the space, and a class count below one, are refused", async () => {
    const design = { depth: 4, w0: 48, wa: 10, wm: 2, groupWidth: 8 };
    expect(() => models.regnetStages({ ...design, w0: 50 })).toThrow(/multiple of 8/);
    expect(() => models.regnetStages({ ...design, wm: 1 })).toThrow(/wm > 1/);
    await expect(models.regnet_x_400mf({ numClasses: 0 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
    });
  });
});

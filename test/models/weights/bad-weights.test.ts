/** Weights that cannot be had, are something else, are wrapped, or belong to a network with another head. */

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { io, manualSeed, models, scope, type Tensor, zeros } from "../../../lib/index.ts";
import { expectSame } from "../../helpers/index.ts";
import { sendFile, serve, type TestServer } from "../../io/server.ts";
import { hollow } from "../networks.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-bad-"));
const file = path.join(folder, "squeezenet.pth");
let bytes: Buffer;
let sha256: string;
let servers: TestServer[] = [];

beforeAll(async () => {
  manualSeed(1);
  await io.save((await models.squeezenet1_1()).stateDict(), file);
  bytes = readFileSync(file);
  sha256 = createHash("sha256").update(bytes).digest("hex");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers) await server.close();
  servers = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** SqueezeNet's published weights, on a server of ours with an empty cache before it. */
async function published(
  handle: Parameters<typeof serve>[0],
  sha256Prefix = sha256.slice(0, 8),
): Promise<{ entry: models.WeightsEntry; server: TestServer; cached: string }> {
  const home = mkdtempSync(path.join(folder, "home-"));
  vi.stubEnv("TORCHTS_HOME", home);
  vi.stubEnv("TORCH_HOME", path.join(home, "torch"));
  const server = await serve(handle);
  servers.push(server);
  const { meta } = models.weights("squeezenet1_1", "DEFAULT");
  const facts = { ...meta, url: `${server.url}/squeezenet.pth`, sha256Prefix };
  const entry = new models.WeightsEntry("squeezenet1_1", facts);
  return { entry, server, cached: path.join(home, "weights", "squeezenet.pth") };
}

/** Expects a network to hold the values of the file. */
async function expectFromFile(model: models.SqueezeNet): Promise<void> {
  const expected = await io.loadStateDict(file);
  for (const [key, value] of model.stateDict()) expectSame(value, expected.get(key) as Tensor, key);
}

describe("published weights", () => {
  test("with a wrong hash are refused and not kept", async () => {
    const { entry, cached } = await published(
      (request, response) => sendFile(request, response, bytes),
      "12345678",
    );
    await expect(models.squeezenet1_1({ weights: entry })).rejects.toMatchObject({
      code: "ERR_TORCHTS_HASH",
      message: expect.stringContaining(`its SHA-256 is ${sha256}, but 12345678... was expected`),
    });
    expect([existsSync(cached), existsSync(`${cached}.part`)]).toEqual([false, false]);
  });

  test("that come as an HTML page are refused, with what to do", async () => {
    const { entry, cached } = await published((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><title>Sign in</title>");
    });
    await expect(models.squeezenet1_1({ weights: entry })).rejects.toMatchObject({
      code: "ERR_TORCHTS_HTML",
      message: expect.stringMatching(/HTML page, not the file.*HTTPS_PROXY.*give its path/),
    });
    expect(existsSync(cached)).toBe(false);
  });

  test("whose download is interrupted are gone on with, by the same call or the next", async () => {
    const cut = bytes.length >> 1;
    const { entry, server } = await published((request, response, count) =>
      sendFile(request, response, bytes, { etag: '"1"', ...(count === 1 ? { cutAfter: cut } : {}) }),
    );
    await expectFromFile(await models.squeezenet1_1({ weights: entry }));
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, `bytes=${cut}-`]);

    const stop = new AbortController();
    const later = await published((request, response, count) =>
      sendFile(request, response, bytes, { etag: '"1"', ...(count === 1 ? { cutAfter: cut } : {}) }),
    );
    const progress = ({ received }: { received: number }): void => {
      if (received > 0) stop.abort();
    };
    await expect(
      models.squeezenet1_1({ weights: later.entry, signal: stop.signal, progress }),
    ).rejects.toMatchObject({ name: "AbortError" });
    await expectFromFile(await models.squeezenet1_1({ weights: later.entry }));
    expect(later.server.requests.at(-1)?.range).toMatch(/^bytes=\d+-$/);
  });
});

describe("a file of one's own", () => {
  test.each([
    ["model", [/took the state dict from \["model"\]/]],
    ["state_dict", [/took the state dict from \["state_dict"\]/]],
  ])("wrapped in %j is understood, and said", async (wrapper, said) => {
    const wrapped = path.join(folder, `${wrapper}.pth`);
    await io.save({ epoch: 3, [wrapper]: await io.loadStateDict(file) }, wrapped);
    const model = await models.squeezenet1_1({ weights: wrapped });
    await expectFromFile(model);
    expect(model.origin?.notes).toEqual(said.map((pattern) => expect.stringMatching(pattern)));
  });

  test("with module. before every key, inside a wrapper, is understood, and said", async () => {
    const dict = [...(await io.loadStateDict(file))].map(([key, value]) => [`module.${key}`, value] as const);
    const wrapped = path.join(folder, "parallel.pth");
    await io.save({ state_dict: new Map(dict) }, wrapped);
    const model = await models.squeezenet1_1({ weights: wrapped });
    await expectFromFile(model);
    expect(model.origin?.notes).toEqual([
      'took the state dict from ["state_dict"]',
      'took the prefix "module." off every key',
    ]);
  });
});

/** One network of each family and the paths of its heads. */
const HEADS = [
  ["resnet18", "fc"],
  ["resnext50_32x4d", "fc"],
  ["alexnet", "classifier.6"],
  ["densenet121", "classifier"],
  ["googlenet", "fc and aux1.fc2 and aux2.fc2"],
  ["inception_v3", "fc and AuxLogits.fc"],
  ["mnasnet0_5", "classifier.1"],
  ["mobilenet_v2", "classifier.1"],
  ["mobilenet_v3_small", "classifier.3"],
  ["shufflenet_v2_x0_5", "fc"],
  ["squeezenet1_1", "classifier.1"],
  ["vgg11", "classifier.6"],
  ["convnext_tiny", "classifier.2"],
  ["efficientnet_b0", "classifier.1"],
  ["maxvit_t", "classifier.5"],
  ["regnet_x_400mf", "fc"],
  ["swin_t", "head"],
  ["vit_b_32", "heads.head"],
  ["inception_v2", "last_linear"],
  ["inception_v4", "last_linear"],
  ["inception_resnet_v2", "classif"],
  ["resnetv2_50", "head.fc"],
] as const;

/** Options of the families whose first values take long to draw, or that have heads beside the last. */
const OPTIONS: Partial<Record<models.ModelName, object>> = {
  googlenet: { initWeights: false, auxLogits: true },
  inception_v3: { initWeights: false, auxLogits: true },
  vgg11: { initWeights: false },
};

/** Elements of the tensors that are left out of a file, so that it is small; without `strict` that is no error. */
const LARGE = 2 ** 18;

test.each(HEADS)("a file of %s with another head names %s and both ways out", async (builder, heads) => {
  const short = path.join(folder, `${builder}.safetensors`);
  await scope(async () => {
    const model = await hollow(builder, OPTIONS[builder]);
    const places = models.headPaths(model);
    const dict = [...model.stateDict()].flatMap(([key, { shape, dtype }]): [string, Tensor][] => {
      if (places.some((place) => key.startsWith(`${place}.`))) return [[key, zeros([5, ...shape.slice(1)])]];
      const size = shape.reduce((product, length) => product * length, 1);
      return size < LARGE ? [[key, zeros(shape, { dtype })]] : [];
    });
    await io.safetensors.save(new Map(dict), short);
    const options = { weights: short, strict: false, ...OPTIONS[builder] };
    await expect(models.get(builder, options)).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
      file: short,
      message: expect.stringContaining(
        `The file's head ${heads} has 5 classes, the network's 1000: build it with numClasses: 5, then ` +
          "models.replaceHead(model, 1000)",
      ),
    });
  });
});

/** Networks from repositories of the Hugging Face Hub, which a server on this machine plays. */

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { io, models, noGrad, rand, scope, setNumThreads, type Tensor, train } from "../../../lib/index.ts";
import { expectClose, fixturePath } from "../../helpers/index.ts";
import { sendFile, serve, type TestServer } from "../../io/server.ts";
import { noise, timmValue } from "../timm-noise.ts";

const OUTPUT_RTOL = 1e-4;
const NAME = "hf:timm/mobilenetv2_100.ra_in1k";
const TOKEN = "hf_aSecretThatNobodyMaySee";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-hub-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = {
  architecture: "mobilenetv2_100",
  num_classes: 1000,
  pretrained_cfg: {
    input_size: [3, 224, 224],
    crop_pct: 0.875,
    crop_mode: "center",
    interpolation: "bicubic",
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  },
};
const { networks } = JSON.parse(readFileSync(fixturePath("timm-keys.json"), "utf8")) as {
  networks: Record<string, { keys: string; logits: number[] }>;
};
const timm = networks.mobilenetv2_100 as { keys: string; logits: number[] };
let weights: Buffer;

beforeAll(async () => {
  setNumThreads(1);
  const file = path.join(folder, "model.safetensors");
  await scope(async () => {
    const named = timm.keys.split("\n").map((line): [string, Tensor] => {
      const [key = "", sizes = ""] = line.split(" ");
      return [key, timmValue(key, sizes.split("x").map(Number))];
    });
    await io.safetensors.save(new Map(named), file);
  });
  weights = readFileSync(file);
});

let home: string;
let servers: TestServer[] = [];
beforeEach(() => {
  home = mkdtempSync(path.join(folder, "home-"));
  vi.stubEnv("TORCHTS_HOME", home);
  vi.stubEnv("HF_TOKEN", "");
  vi.stubEnv("TORCHTS_MIRROR", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers) await server.close();
  servers = [];
});

/** Serves repositories: files by path, or a status. */
async function hub(files: Record<string, Uint8Array | string | number>): Promise<TestServer> {
  const server = await serve((request, response) => {
    const file = files[request.url ?? ""] ?? 404;
    if (typeof file === "number") response.writeHead(file).end("no");
    else sendFile(request, response, Buffer.from(file), { etag: '"v1"' });
  });
  servers.push(server);
  vi.stubEnv("HF_ENDPOINT", `${server.url}/`);
  return server;
}

function repository(
  changes: object = {},
  at = "/timm/mobilenetv2_100.ra_in1k/resolve/main",
): Record<string, string | Buffer> {
  return {
    [`${at}/config.json`]: JSON.stringify({ ...config, ...changes }),
    [`${at}/model.safetensors`]: weights,
  };
}

/** What fixtures note of logits: every fiftieth. */
function every50th(logits: Tensor): Tensor {
  return logits.reshape([2, 20, 50]).select(2, 0).reshape([-1]);
}

describe("a repository of timm's", () => {
  test("becomes our network with timm's outputs, preprocessing and classes, fetched once", async () => {
    const server = await hub(repository());
    const [model, again] = await Promise.all([models.get(NAME), models.mobilenet_v2({ weights: NAME })]);
    expect(server.requests.map((request) => request.path).sort()).toEqual([
      "/timm/mobilenetv2_100.ra_in1k/resolve/main/config.json",
      "/timm/mobilenetv2_100.ra_in1k/resolve/main/model.safetensors",
    ]);
    for (const one of [model, again]) {
      expect(one).toBeInstanceOf(models.MobileNetV2);
      one.eval();
      const images = noise(1, [2, 3, 64, 64]).mul(2).to("float32");
      expectClose(every50th(noGrad(() => one.forward(images)) as Tensor), timm.logits, OUTPUT_RTOL);
    }
    const origin = models.originOf(model);
    expect(origin).toMatchObject({ builder: "mobilenet_v2", entry: { name: NAME } });
    expect(origin?.entry?.transforms().options).toMatchObject({
      cropSize: 224,
      resizeSize: 256,
      interpolation: "bicubic",
      mean: config.pretrained_cfg.mean,
    });
    expect(models.labelsOf(model)?.[258]).toBe("Samoyed");
    // Classes and transform are the weights' own.
    const { label, index } = await train.predict(model, rand([3, 60, 80]).mul(255).to("uint8"));
    expect(label).toBe(models.IMAGENET_CATEGORIES[index]);

    vi.stubEnv("TORCHTS_OFFLINE", "1");
    await models.get(NAME);
    expect(server.requests).toHaveLength(2);
  });

  test("with a revision, another file and classes of its own", async () => {
    const dict = await io.loadStateDict(path.join(folder, "model.safetensors"));
    dict.set("classifier.weight", timmValue("classifier.weight", [2, 1280]));
    dict.set("classifier.bias", timmValue("classifier.bias", [2]));
    const file = path.join(folder, "two.safetensors");
    await io.safetensors.save(dict, file);
    const at = "/me/lesions/resolve/v1.0";
    await hub({
      [`${at}/config.json`]: JSON.stringify({
        ...config,
        num_classes: 2,
        label_names: ["benign", "malignant"],
      }),
      [`${at}/runs/two.safetensors`]: readFileSync(file),
    });
    const model = await models.get("hf:me/lesions@v1.0/runs/two.safetensors");
    expect(models.labelsOf(model)).toEqual(["benign", "malignant"]);
    await expect(models.get("hf:me/lesions@v1.0/runs/two.safetensors", { numClasses: 4 })).rejects.toThrow(
      /have 2 classes, not 4\. Build it with numClasses: 2 and replace the head/,
    );
    await expect(models.mobilenet_v2({ weights: "hf:me/lesions@v1.0/runs/two.safetensors" })).rejects.toThrow(
      /head classifier\.1 has 2 classes, the network's 1000: build it with numClasses: 2/,
    );
  });

  test("whose file in the cache was damaged is fetched again", async () => {
    const server = await hub(repository());
    await models.get(NAME);
    const file = path.join(home, "hub/timm/mobilenetv2_100.ra_in1k/main/model.safetensors");
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    writeFileSync(file, bytes);
    await models.get(NAME);
    expect(server.requests).toHaveLength(3);
    expect(readFileSync(file).equals(weights)).toBe(true);
  });

  test("comes from a mirror that is a folder, without any network", async () => {
    vi.stubEnv("HF_ENDPOINT", "");
    vi.stubEnv("TORCHTS_OFFLINE", "1");
    const mirror = path.join(home, "mirror");
    vi.stubEnv("TORCHTS_MIRROR", mirror);
    for (const [name, content] of Object.entries(repository())) {
      mkdirSync(path.dirname(path.join(mirror, name)), { recursive: true });
      writeFileSync(path.join(mirror, name), content);
    }
    expect(await models.get(NAME)).toBeInstanceOf(models.MobileNetV2);
    await expect(models.get("hf:timm/other")).rejects.toMatchObject({
      code: "ERR_TORCHTS_MIRROR",
      message: expect.stringContaining(path.join(mirror, "timm/other/resolve/main/config.json")),
    });
  });
});

describe("weights in several files", () => {
  const at = "/timm/mobilenetv2_100.ra_in1k/resolve/main";
  const INDEX = "model.safetensors.index.json";
  const SHARDS = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"] as const;
  let parts: Record<string, string | Buffer>;

  beforeAll(async () => {
    await scope(async () => {
      const dict = [...(await io.loadStateDict(path.join(folder, "model.safetensors")))];
      const half = dict.length >> 1;
      const map: Record<string, string> = {};
      parts = { [`${at}/config.json`]: JSON.stringify(config) };
      for (const [i, shard] of SHARDS.entries()) {
        const entries = i === 0 ? dict.slice(0, half) : dict.slice(half);
        const file = path.join(folder, shard);
        await io.safetensors.save(new Map(entries), file);
        parts[`${at}/${shard}`] = readFileSync(file);
        for (const [key] of entries) map[key] = shard;
      }
      parts[`${at}/${INDEX}`] = JSON.stringify({ metadata: { total_size: 1 }, weight_map: map });
    });
  });

  async function expectTimms(model: unknown): Promise<void> {
    await scope(async () => {
      const images = noise(1, [2, 3, 64, 64]).mul(2).to("float32");
      const network = (model as models.MobileNetV2).eval();
      expectClose(every50th(noGrad(() => network.forward(images))), timm.logits, OUTPUT_RTOL);
    });
  }

  test("are one network, found by their index, and need no network afterwards", async () => {
    const server = await hub(parts);
    const model = await models.get(NAME);
    await expectTimms(model);
    expect(models.originOf(model)?.entry?.url).toBe(`${server.url}${at}/${INDEX}`);
    const wanted = ["config.json", "model.safetensors", INDEX, ...SHARDS].map((name) => `${at}/${name}`);
    expect(server.requests.map((request) => request.path)).toEqual(wanted);

    vi.stubEnv("TORCHTS_OFFLINE", "1");
    await expectTimms(await models.get(NAME));
    expect(server.requests).toHaveLength(wanted.length);
  });

  test("are fetched again one by one, and their index may be named", async () => {
    const server = await hub(parts);
    await models.get(`${NAME}/${INDEX}`);
    const asked = server.requests.length;
    const file = path.join(home, "hub/timm/mobilenetv2_100.ra_in1k/main", SHARDS[1]);
    writeFileSync(file, readFileSync(file).subarray(1));
    await expectTimms(await models.get(`${NAME}/${INDEX}`));
    expect(server.requests.slice(asked).map((request) => request.path)).toEqual([`${at}/${SHARDS[1]}`]);
  });

  test("come from a mirror that is a folder", async () => {
    vi.stubEnv("HF_ENDPOINT", "");
    vi.stubEnv("TORCHTS_OFFLINE", "1");
    const mirror = path.join(home, "mirror");
    vi.stubEnv("TORCHTS_MIRROR", mirror);
    for (const [name, content] of Object.entries(parts)) {
      mkdirSync(path.dirname(path.join(mirror, name)), { recursive: true });
      writeFileSync(path.join(mirror, name), content);
    }
    await expectTimms(await models.get(NAME));
  });

  test("of which one is not there are refused by its name", async () => {
    await hub({ ...parts, [`${at}/${SHARDS[1]}`]: 404 });
    await expect(models.get(NAME)).rejects.toThrow(`there is no ${SHARDS[1]} in it at main`);
  });

  test("whose index points out of its folder are refused", async () => {
    const index = JSON.stringify({ weight_map: { a: "../../other.safetensors" } });
    const server = await hub({ ...parts, [`${at}/${INDEX}`]: index });
    await expect(models.get(NAME)).rejects.toMatchObject({ code: "ERR_TORCHTS_FILE_FORMAT" });
    expect(server.requests.at(-1)?.path).toBe(`${at}/${INDEX}`);
  });
});

describe("the token", () => {
  test("goes to the Hub's own host and nowhere else", async () => {
    vi.stubEnv("HF_TOKEN", TOKEN);
    const storage = await serve((request, response) => sendFile(request, response, weights));
    const files = repository();
    const origin = await serve((request, response) => {
      if (request.url?.endsWith("config.json")) {
        sendFile(request, response, Buffer.from(files[request.url] as string));
        return;
      }
      const sha256 = createHash("sha256").update(weights).digest("hex");
      response.writeHead(302, { location: `${storage.url}/blob`, "x-linked-etag": `"${sha256}"` }).end();
    });
    servers.push(storage, origin);
    vi.stubEnv("HF_ENDPOINT", origin.url);
    await models.get(NAME);
    expect(origin.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${TOKEN}`,
      `Bearer ${TOKEN}`,
    ]);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    const kept = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const entry of kept) {
      expect(readFileSync(path.join(entry.parentPath, entry.name)).includes(TOKEN), entry.name).toBe(false);
    }
  });

  test.each([401, 403])("is asked for where access is refused (%i), and never shown", async (status) => {
    await hub({ "/me/private/resolve/main/config.json": status });
    await expect(models.get("hf:me/private")).rejects.toThrow(/private or gated: set HF_TOKEN/);
    vi.stubEnv("HF_TOKEN", TOKEN);
    const error = await models.get("hf:me/private").then(
      () => null,
      (refused: unknown) => refused as Error,
    );
    expect(error?.message).toMatch(/token in HF_TOKEN has no access/);
    expect(JSON.stringify(error) + String(error) + String(error?.stack)).not.toContain(TOKEN);
  });
});

describe("what does not fit is refused", () => {
  test("a file that is not what the Hub says it is", async () => {
    const files = repository();
    const server = await serve((request, response) => {
      response.setHeader("x-linked-etag", `"${"0".repeat(64)}"`);
      if (request.url?.endsWith("config.json")) response.removeHeader("x-linked-etag");
      sendFile(request, response, Buffer.from(files[request.url ?? ""] ?? ""));
    });
    servers.push(server);
    vi.stubEnv("HF_ENDPOINT", server.url);
    await expect(models.get(NAME)).rejects.toMatchObject({ code: "ERR_TORCHTS_HASH" });
  });

  test.each([
    [{ architecture: "resnet50d" }, /timm's resnet50d, for which the mapping .* is missing/],
    [
      { architecture: undefined, architectures: ["ViTModel"] },
      /names no "architecture", so it is not timm's/,
    ],
    [
      { architecture: "resnet18" },
      /0 of the network's 62 parameters .* blocks\.0\.0\.bn1\.bias, .* Is it the file of another network\?/,
    ],
  ])("a configuration with %j", async (changes, message) => {
    await hub(repository(changes));
    await expect(models.get(NAME)).rejects.toThrow(message);
  });

  test("a repository without the file, or of another network", async () => {
    await hub({ ...repository(), "/timm/mobilenetv2_100.ra_in1k/resolve/main/model.safetensors": 404 });
    await expect(models.get(NAME)).rejects.toThrow(/no model\.safetensors in it at main/);
    await hub(repository());
    await expect(models.resnet18({ weights: NAME })).rejects.toThrow(
      /are those of mobilenet_v2: models\.get/,
    );
    await expect(models.get(NAME, { weights: "DEFAULT" })).rejects.toThrow(/brings its own weights/);
  });

  test.each(["hf:", "hf:timm", "hf:a/b/../../c", "hf:../x", "hf:a/b@..", "hf:a/b?x=1", "hf:a/b@v/.."])(
    "the name %s",
    async (name) => {
      await expect(models.get(name)).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
    },
  );
});

/** Networks with weights really trained on ImageNet: the logits of PyTorch, and the classes of photographs. */

import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  models,
  noGrad,
  readImage,
  scope,
  setNumThreads,
  slice,
  stack,
  type Tensor,
} from "../../lib/index.ts";
import { expectClose, findPython, readNpy, runPython, sharedPath } from "../helpers/index.ts";

/** Two runs of PyTorch itself differ by up to 1.2e-5 on the golden outputs. */
const GOLDEN_RTOL = 1e-4;
const PROBABILITY_ATOL = 1e-3;
/** Pillow's resizing and that of tensors, of torchvision too, differ by one step of 255 in some pixels. */
const PILLOW_ATOL = 5e-3;
const SAMOYED = 258;

const FILES = {
  squeezenet1_0: "squeezenet1_0-deepcompression",
  squeezenet1_1: "squeezenet1_1-ncnn-fp16",
  mobilenet_v2: "mobilenet_v2-tf2ptq",
} as const;

const PHOTOS = [
  "dog.jpg",
  "owl.jpg",
  "parrot.jpg",
  "pets.jpg",
  "hot_dog.jpg",
  "cat_720p.jpg",
  "bird.bmp",
  "cat.bmp",
  "dragonfly.bmp",
  "grace_hopper.bmp",
  "sunflower.bmp",
];

const weights = sharedPath("weights");
const photos = sharedPath("data/photos/labelled");
const python = findPython(["torch", "torchvision", "pillow"]);

type Name = keyof typeof FILES;

function fileOf(name: Name, extension: string): string {
  return path.join(weights as string, name, `${FILES[name]}.${extension}`);
}

function expectDifference(actual: Tensor, expected: Tensor, atol: number): void {
  expect(Number(actual.sub(expected).abs().max().item())).toBeLessThanOrEqual(atol);
}

describe.skipIf(weights === undefined)("trained weights", () => {
  beforeAll(() => setNumThreads(1));

  test.each(Object.keys(FILES) as Name[])("%s gives PyTorch's logits for the golden image", async (name) => {
    const input = readNpy(path.join(weights as string, "golden_input_dog.npy"));
    const golden = readNpy(path.join(weights as string, name, "golden_logits_dog.npy"));
    for (const extension of ["pth", "safetensors"]) {
      const model = await models.get(name, { weights: fileOf(name, extension) });
      expect(model.origin?.report).toEqual({ missing: [], unexpected: [], mismatched: [] });
      scope(() => {
        const logits = noGrad(() => model.eval().forward(input));
        expectClose(logits.reshape(golden.shape), golden, GOLDEN_RTOL, extension);
        expect(Number(logits.argmax().item())).toBe(SAMOYED);
      });
    }
  });

  test.skipIf(photos === undefined || python === undefined).each(Object.keys(FILES) as Name[])(
    "%s finds PyTorch's five classes in each photograph, read and prepared here",
    async (name) => {
      const model = await models.get(name, { weights: fileOf(name, "safetensors") });
      const prepare = models.weights(name, "IMAGENET1K_V1").transforms();
      const files = PHOTOS.map((photo) => path.join(photos as string, photo));
      const batch: Tensor[] = [];
      for (const file of files) batch.push(prepare.apply(await readImage(file)));
      const probabilities = noGrad(() => model.eval().forward(stack(batch)).softmax(1));
      const ours = probabilities.topk(5);

      const { outputs } = await runPython(
        `
        from PIL import Image
        torch.set_num_threads(1)
        models = import_torchvision().models
        from torchvision.transforms import v2
        from torchvision.transforms.functional import pil_to_tensor
        preset = models.get_model_weights(args["name"])["IMAGENET1K_V1"].transforms()
        on_tensors = v2.Compose([
            v2.Resize(preset.resize_size, antialias=True),
            v2.CenterCrop(preset.crop_size),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(preset.mean, preset.std),
        ])
        model = models.get_model(args["name"], weights=None).eval()
        model.load_state_dict(torch.load(args["weights"], weights_only=True))
        images = [Image.open(file).convert("RGB") for file in args["files"]]
        with torch.no_grad():
            tensors = model(torch.stack([on_tensors(pil_to_tensor(image)) for image in images])).softmax(1)
            pillow = model(torch.stack([preset(image) for image in images])).softmax(1)
        outputs["values"], outputs["indices"] = tensors.topk(5)
        outputs["pillow"] = pillow
        `,
        { args: { name, weights: fileOf(name, "pth"), files }, threads: 1 },
      );
      const theirs = outputs.values as Tensor;
      expect(ours.indices.toArray()).toEqual(outputs.indices?.toArray());
      expectDifference(ours.values, theirs, PROBABILITY_ATOL);
      // With Pillow's resizing instead, a hair apart, each photograph's first class is the same too.
      const pillow = outputs.pillow as Tensor;
      expect(pillow.argmax(1).toArray()).toEqual(ours.indices.index(slice(), 0).toArray());
      expectDifference(probabilities, pillow, PILLOW_ATOL);
      expect(Number(ours.indices.index(0, 0).item())).toBe(SAMOYED);
    },
  );
});

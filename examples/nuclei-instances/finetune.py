"""The recipe of finetune.ts in Python's torchvision, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --seed 0

Needs torch, torchvision, pillow and pycocotools. Prints one JSON line; progress goes to stderr.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import detector  # noqa: E402
from torchvision.ops import masks_to_boxes  # noqa: E402
from torchvision.transforms import functional as TF  # noqa: E402

NAMES = ["nucleus"]
SPLIT = Path(__file__).parent.parent / "nuclei-segmentation" / "split.json"


def load(folder, part):
    samples = []
    for name in json.loads(SPLIT.read_text())[part]:
        image = TF.pil_to_tensor(Image.open(folder / "images" / name).convert("RGB"))
        numbers = torch.from_numpy(np.asarray(Image.open(folder / "instances" / name)).astype(np.int64))
        own = numbers.unique()
        masks = (numbers == own[own > 0][:, None, None]).to(torch.uint8)
        boxes = masks_to_boxes(masks) + torch.tensor([0.0, 0.0, 1.0, 1.0]) if len(masks) else torch.zeros(0, 4)
        target = {"boxes": boxes, "labels": torch.ones(len(masks), dtype=torch.int64), "masks": masks}
        samples.append((TF.convert_image_dtype(image, torch.float32), target))
    return samples


if __name__ == "__main__":
    detector.main(__doc__, load, NAMES, True, Path(__file__).parent / "recipe.json")

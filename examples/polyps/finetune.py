"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0

Needs torch, torchvision and pillow. Prints one JSON line per run; progress goes to stderr.
"""

import csv
import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import segmenter  # noqa: E402
from segmenter import TF, torchvision  # noqa: E402

Mode = torchvision.transforms.InterpolationMode


def read(image, mask, size):
    """An image (3, H, W) of bytes and its mask (H, W) of zeros and ones, both of the recipe's size."""
    image = TF.pil_to_tensor(Image.open(image).convert("RGB"))
    mask = (TF.pil_to_tensor(Image.open(mask).convert("L")) >= 128).long()
    image = TF.resize(image, [size] * 2, Mode.BILINEAR, antialias=True)
    return image, TF.resize(mask, [size] * 2, Mode.NEAREST)[0]


def samples_of(folder, part, size):
    with open(HERE / "split.csv", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["split"] == part]
    return [read(folder / row["image"], folder / row["mask"], size) for row in rows]


if __name__ == "__main__":
    segmenter.main(HERE, __doc__, samples_of)

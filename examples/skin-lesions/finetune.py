"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --seed 0

Needs torch, torchvision, scikit-learn and pillow. Prints one JSON line; progress goes to stderr.
"""

import sys
from pathlib import Path

import torch
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import classifier  # noqa: E402


def parts_of(folder):
    part_of = {row["file"]: row["split"] for row in classifier.read_table(HERE / "split.csv")}
    rows = classifier.read_table(folder / "metadata.csv")
    classes = sorted({row["dx"] for row in rows})
    parts = {}
    for part in ("train", "val", "test"):
        own = [row for row in rows if part_of[row["file"]] == part]
        images = [Image.open(folder / row["file"]).convert("RGB") for row in own]
        parts[part] = images, torch.tensor([classes.index(row["dx"]) for row in own])
    return parts


if __name__ == "__main__":
    classifier.main(HERE, __doc__, parts_of)

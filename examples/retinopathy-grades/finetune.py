"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data retinamnist.npz --weights mobilenet_v2.pth --seed 0

Needs torch, torchvision, scikit-learn, NumPy and pillow. Prints one JSON line; progress goes to stderr.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import classifier  # noqa: E402


def parts_of(file):
    arrays = np.load(file)
    return {
        part: (
            [Image.fromarray(image) for image in arrays[f"{part}_images"]],
            torch.from_numpy(arrays[f"{part}_labels"]).flatten().long(),
        )
        for part in ("train", "val", "test")
    }


if __name__ == "__main__":
    classifier.main(HERE, __doc__, parts_of)

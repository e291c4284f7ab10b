"""The recipe of finetune.ts in Python's torchvision, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --seed 0

Needs torch, torchvision, pillow and pycocotools. Prints one JSON line; progress goes to stderr.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import detector  # noqa: E402
from torchvision.transforms import functional as TF  # noqa: E402

NAMES = ["Platelets", "RBC", "WBC"]


def load(folder, part):
    samples = []
    for name in (folder / "ImageSets" / "Main" / f"{part}.txt").read_text().split():
        image = TF.pil_to_tensor(Image.open(folder / "JPEGImages" / f"{name}.jpg").convert("RGB"))
        boxes, labels = [], []
        for entry in ElementTree.parse(folder / "Annotations" / f"{name}.xml").iter("object"):
            box = [float(entry.find(f"bndbox/{edge}").text) for edge in ["xmin", "ymin", "xmax", "ymax"]]
            box = [box[0] - 1, box[1] - 1, box[2], box[3]]  # pixels are counted from 1, the last one included
            if box[2] <= box[0] or box[3] <= box[1]:
                continue
            boxes.append(box)
            labels.append(NAMES.index(entry.find("name").text) + 1)
        target = {"boxes": torch.tensor(boxes).reshape(-1, 4), "labels": torch.tensor(labels, dtype=torch.int64)}
        samples.append((TF.convert_image_dtype(image, torch.float32), target))
    return samples


if __name__ == "__main__":
    detector.main(__doc__, load, NAMES, False, Path(__file__).parent / "recipe.json")

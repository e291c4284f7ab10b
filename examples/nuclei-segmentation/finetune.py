"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0

Needs torch, torchvision and pillow. Prints one JSON line per run; progress goes to stderr.
"""

import json
import sys
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import segmenter  # noqa: E402
from segmenter import TF, torchvision  # noqa: E402

Mode = torchvision.transforms.InterpolationMode
#: Names of the files of each part; compare.ts writes them as the library divides them.
SPLIT = json.loads((HERE / "split.json").read_text())


def bright_on_dark(image):
    """Per channel, darkest to 0 and brightest to 255, and nuclei bright: those of stained tissue are dark."""
    stretched = TF.autocontrast(image)
    return TF.invert(stretched) if stretched.float().mean() > 127.5 else stretched


def read(folder, name, size):
    """An image (3, H, W) of bytes and its mask (H, W) of zeros and ones, both of the recipe's size."""
    image = TF.pil_to_tensor(Image.open(folder / "images" / name).convert("RGB"))
    mask = TF.pil_to_tensor(Image.open(folder / "masks" / name))
    image = TF.resize(bright_on_dark(image), [size] * 2, Mode.BILINEAR, antialias=True)
    return image, (TF.resize(mask, [size] * 2, Mode.NEAREST)[0] > 127).long()


def samples_of(folder, part, size):
    return [read(folder, name, size) for name in SPLIT[part]]


if __name__ == "__main__":
    segmenter.main(HERE, __doc__, samples_of)

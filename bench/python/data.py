"""The Python side of bench/data.ts: one line in, one epoch read, its milliseconds out.

Arguments: folder, batch size, workers. Images are decoded by Pillow and transformed by torchvision, the usual
way of its references: RandomResizedCrop(224), flip, to float, normalise.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))

import torch
from common import import_torchvision

torchvision = import_torchvision()
from torchvision import transforms as T  # noqa: E402


def main():
    folder, batch, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    transform = T.Compose(
        [
            T.RandomResizedCrop(224, antialias=True),
            T.RandomHorizontalFlip(),
            T.PILToTensor(),
            T.ConvertImageDtype(torch.float),
            T.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        ]
    )
    dataset = torchvision.datasets.ImageFolder(folder, transform)
    loader = torch.utils.data.DataLoader(
        dataset, batch, shuffle=True, num_workers=workers, persistent_workers=workers > 0
    )
    for _ in sys.stdin:
        started = time.perf_counter()
        count = sum(len(images) for images, _ in loader)
        print((time.perf_counter() - started) * 1000, count, flush=True)


if __name__ == "__main__":
    main()

"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --images FOLDER --weights resnet18-partial.pth --init pretrained --seed 0

Needs torch, torchvision and pillow. Prints one JSON line per run; progress goes to stderr.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))
from common import import_torchvision  # noqa: E402

torchvision = import_torchvision()
from torchvision.transforms import functional as TF  # noqa: E402
from torchvision.transforms import InterpolationMode, RandomResizedCrop  # noqa: E402

RECIPE = json.loads((Path(__file__).parent / "recipe.json").read_text())
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
FROZEN = ["conv1", "bn1", "layer1", "layer2", "layer3"]


class Images(torch.utils.data.Dataset):
    def __init__(self, root, training):
        self.classes = sorted(path.name for path in root.iterdir() if path.is_dir())
        self.samples = [
            (path, label)
            for label, name in enumerate(self.classes)
            for path in sorted((root / name).iterdir())
            if path.suffix.lower() in (".jpg", ".jpeg", ".png")
        ]
        self.training = training

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        path, label = self.samples[index]
        size = RECIPE["size"]
        image = TF.pil_to_tensor(Image.open(path).convert("RGB"))
        if self.training:
            box = RandomResizedCrop.get_params(image, RECIPE["cropScale"], (3 / 4, 4 / 3))
            image = TF.resized_crop(image, *box, [size, size], InterpolationMode.BILINEAR, antialias=True)
            if torch.rand(()) < 0.5:
                image = TF.hflip(image)
        else:
            image = TF.resize(image, [size], InterpolationMode.BILINEAR, antialias=True)
            image = TF.center_crop(image, [size, size])
        return TF.normalize(TF.convert_image_dtype(image, torch.float32), MEAN, STD), label


def evaluate(model, loader):
    model.eval()
    right = total = 0
    with torch.inference_mode():
        for images, labels in loader:
            right += int((model(images).argmax(1) == labels).sum())
            total += len(labels)
    return right / total


def run(images, weights, init, seed):
    started = time.time()
    torch.manual_seed(seed)
    model = torchvision.models.resnet18()
    missing = 0
    if init == "pretrained":
        missing = len(model.load_state_dict(torch.load(weights, weights_only=True), strict=False).missing_keys)
    train_set, test_set = Images(images / "train", True), Images(images / "test", False)
    model.fc = torch.nn.Linear(model.fc.in_features, len(train_set.classes))
    for name in FROZEN:
        getattr(model, name).requires_grad_(False)

    train = torch.utils.data.DataLoader(train_set, RECIPE["batchSize"], shuffle=True)
    test = torch.utils.data.DataLoader(test_set, RECIPE["batchSize"])
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    options = {"lr": RECIPE["lr"], "weight_decay": RECIPE["weightDecay"]}
    optimizer = torch.optim.AdamW(parameters, **options, fused=True)
    steps = RECIPE["epochs"] * len(train)
    # Step s runs at lr * (1 + cos(pi s / steps)) / 2, as train.fit's "cosine" does.
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: (1 + math.cos(math.pi * s / steps)) / 2)

    for epoch in range(RECIPE["epochs"]):
        model.train()
        for name in FROZEN:
            getattr(model, name).eval()
        total = 0.0
        for batch, labels in train:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(batch), labels)
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(labels)
        print(f"{init} {seed} epoch {epoch + 1}: loss {total / len(train_set):.4f}", file=sys.stderr)
    accuracy = evaluate(model, test)
    seconds = round(time.time() - started, 1)
    return {"side": "python", "init": init, "seed": seed, "accuracy": accuracy, "seconds": seconds, "missing": missing}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--init", choices=["pretrained", "random"], default="pretrained")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    print(json.dumps(run(options.images, options.weights, options.init, options.seed)), flush=True)


if __name__ == "__main__":
    main()

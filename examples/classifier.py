"""What the examples of classes, grades and several labels share in Python: the network, the loop, and the figures of scikit-learn.

The recipes are those of finetune.ts beside each finetune.py; recipe.json is what both read.
"""

import argparse
import csv
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "fixtures"))
from common import import_torchvision  # noqa: E402

torchvision = import_torchvision()
from torchvision.transforms import InterpolationMode, RandomResizedCrop  # noqa: E402
from torchvision.transforms import functional as TF  # noqa: E402

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


class Images(torch.utils.data.Dataset):
    """Pillow's images with targets, resized, and in training cropped and mirrored."""

    def __init__(self, images, targets, recipe, training):
        self.images, self.targets, self.recipe, self.training = images, targets, recipe, training

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image, size = self.images[index], self.recipe["size"]
        if self.training:
            box = RandomResizedCrop.get_params(image, self.recipe["cropScale"], (3 / 4, 4 / 3))
            image = TF.resized_crop(image, *box, [size, size], InterpolationMode.BILINEAR)
            if torch.rand(()) < 0.5:
                image = TF.hflip(image)
        else:
            image = TF.resize(image, [size], InterpolationMode.BILINEAR)
            image = TF.center_crop(image, [size, size])
        return TF.normalize(TF.to_tensor(image), MEAN, STD), self.targets[index]


def read_table(file):
    with open(file, newline="", encoding="utf-8-sig") as handle:
        return list(csv.DictReader(handle))


def one_class(train_targets):
    """Cross entropy; mean of the sensitivities, and mean area of each class against the others."""

    def figures(logits, targets):
        probabilities, truth = logits.double().softmax(1).numpy(), targets.numpy()
        called = probabilities.argmax(1)
        return {
            "balancedAccuracy": float(balanced_accuracy_score(truth, called)),
            "auc": float(roc_auc_score(truth, probabilities, multi_class="ovr", average="macro")),
            "accuracy": float((called == truth).mean()),
        }

    return int(train_targets.max()) + 1, F.cross_entropy, figures


def several_labels(train_targets):
    """Binary cross entropy of each label, and the areas of those with both values."""

    def loss(logits, targets):
        return F.binary_cross_entropy_with_logits(logits, targets)

    def figures(logits, targets):
        probabilities, truth = logits.sigmoid().numpy(), targets.numpy()
        has_both = [k for k in range(truth.shape[1]) if 0 < truth[:, k].sum() < len(truth)]
        areas = [roc_auc_score(truth[:, k], probabilities[:, k]) for k in has_both]
        return {"auc": float(np.mean(areas)), "labels": len(areas)}

    return train_targets.shape[1], loss, figures


def grades(train_targets):
    """Cumulative logits: the binary cross entropy of grade > k, summed over k; quadratic kappa of the called grades."""
    steps = int(train_targets.max())

    def loss(logits, targets):
        above = (targets[:, None] > torch.arange(steps)).float()
        return F.binary_cross_entropy_with_logits(logits, above, reduction="none").sum(1).mean()

    def figures(logits, targets):
        grade = decided(logits)
        kappa = cohen_kappa_score(targets.numpy(), grade, weights="quadratic", labels=range(steps + 1))
        return {
            "kappa": float(kappa),
            "accuracy": float((grade == targets.numpy()).mean()),
            "withinOne": float((np.abs(grade - targets.numpy()) <= 1).mean()),
        }

    return steps, loss, figures


def decided(logits):
    """How many of the questions are answered with more than a half; of answers that contradict each other the lower counts."""
    return (np.minimum.accumulate(logits.double().sigmoid().numpy(), axis=1) > 0.5).sum(1)


TASKS = {"classification": one_class, "multilabel": several_labels, "ordinal": grades}


def predict(model, loader):
    model.eval()
    with torch.inference_mode():
        found = [(model(images), targets) for images, targets in loader]
    return torch.cat([logits for logits, _ in found]), torch.cat([targets for _, targets in found])


def run(parts, recipe, weights, seed, part, name):
    """Trains on parts["train"] and measures on parts[part], each (images, targets)."""
    began = time.time()
    torch.manual_seed(seed)
    outputs, loss_of, figures_of = TASKS[recipe["task"]](parts["train"][1])
    model = torchvision.models.mobilenet_v2()
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.classifier[1] = torch.nn.Linear(model.last_channel, outputs)

    train_set = Images(*parts["train"], recipe, True)
    train = torch.utils.data.DataLoader(train_set, recipe["batchSize"], shuffle=True)
    test = torch.utils.data.DataLoader(Images(*parts[part], recipe, False), recipe["batchSize"])
    options = {"lr": recipe["lr"], "weight_decay": recipe["weightDecay"]}
    optimizer = torch.optim.AdamW(model.parameters(), **options, fused=True)
    steps = recipe["epochs"] * len(train)
    # Step s runs at lr * (1 + cos(pi s / steps)) / 2, as train.fit's "cosine" does.
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: (1 + math.cos(math.pi * s / steps)) / 2)
    for epoch in range(recipe["epochs"]):
        model.train()
        total = 0.0
        for images, targets in train:
            optimizer.zero_grad()
            loss = loss_of(model(images), targets)
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(targets)
        print(f"{name} {seed} epoch {epoch + 1}: loss {total / len(train_set):.4f}", file=sys.stderr, flush=True)
    figures = figures_of(*predict(model, test))
    return {"side": "python", "seed": seed, "part": part, **figures, "seconds": round(time.time() - began, 1)}


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["val", "test"], default="test")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--set", default="{}", help="JSON that overrides recipe.json")
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    return options


def main(folder, description, parts_of):
    """Reads the recipe and the data, runs once, and prints a JSON line."""
    options = arguments(description)
    recipe = {**json.loads((folder / "recipe.json").read_text()), **json.loads(options.set)}
    result = run(parts_of(options.data), recipe, options.weights, options.seed, options.part, folder.name)
    print(json.dumps(result), flush=True)

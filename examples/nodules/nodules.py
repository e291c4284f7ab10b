"""The recipe of nodules.ts in Python's PyTorch and scikit-learn, for the comparison in README.md. Same arguments, same output.

    python3 nodules.py --data FOLDER --weights mobilenet_v2.pth --arm features|finetune --seed 0

Needs torch, torchvision, scikit-learn and pillow. Prints one JSON line; progress goes to stderr.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import classifier  # noqa: E402
from classifier import TF, Images, torchvision  # noqa: E402

RECIPE = json.loads((HERE / "recipe.json").read_text())


def nodules(folder):
    """Slices in the middle of each nodule, their middle half; labels and folds."""
    fold_of = {row["patient"]: int(row["fold"]) for row in classifier.read_table(HERE / "folds.csv")}
    rows = [row for row in classifier.read_table(folder / "labels.csv") if row["label"] != "indeterminate"]
    images = []
    for row in rows:
        slices = folder / "LIDC-IDRI-slices" / row["patient_id"] / row["nodule"] / "images"
        image = Image.open(slices / f"slice-{int(row['slices']) // 2}.png").convert("RGB")
        images.append(TF.center_crop(image, [64, 64]))
    labels = torch.tensor([int(row["label"] == "malignant") for row in rows])
    return images, labels, np.array([fold_of[row["patient_id"]] for row in rows])


def network(weights):
    model = torchvision.models.mobilenet_v2()
    model.load_state_dict(torch.load(weights, weights_only=True))
    return model


def chosen(images, labels, where):
    return [image for image, kept in zip(images, where) if kept], labels[torch.from_numpy(where)]


def by_features(images, labels, folds, weights):
    model = network(weights).eval()
    loader = torch.utils.data.DataLoader(Images(images, labels, RECIPE, False), 50)
    with torch.inference_mode():
        x = torch.cat([model.features(batch).mean([2, 3]) for batch, _ in loader]).double().numpy()
    found = np.zeros(len(labels))
    for fold in range(5):
        held = folds == fold
        scaler = StandardScaler().fit(x[~held])
        regression = LogisticRegression(C=1, tol=1e-8, max_iter=5000).fit(scaler.transform(x[~held]), labels.numpy()[~held])
        found[held] = regression.predict_proba(scaler.transform(x[held]))[:, 1]
    return found


def by_tuning(images, labels, folds, weights, seed):
    found = np.zeros(len(labels))
    for fold in range(5):
        held = folds == fold
        torch.manual_seed(seed)
        model = network(weights)
        model.classifier[1] = torch.nn.Linear(model.last_channel, 2)
        train = torch.utils.data.DataLoader(
            Images(*chosen(images, labels, ~held), RECIPE, True), RECIPE["batchSize"], shuffle=True
        )
        options = {"lr": RECIPE["lr"], "weight_decay": RECIPE["weightDecay"]}
        optimizer = torch.optim.AdamW(model.parameters(), **options, fused=True)
        steps = RECIPE["epochs"] * len(train)
        rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: (1 + math.cos(math.pi * s / steps)) / 2)
        for _ in range(RECIPE["epochs"]):
            model.train()
            for batch, targets in train:
                optimizer.zero_grad()
                F.cross_entropy(model(batch), targets).backward()
                optimizer.step()
                rate.step()
        test = torch.utils.data.DataLoader(Images(*chosen(images, labels, held), RECIPE, False), 50)
        logits, _ = classifier.predict(model, test)
        found[held] = logits.softmax(1)[:, 1].numpy()
        print(f"fold {fold + 1} of 5", file=sys.stderr, flush=True)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--arm", choices=["features", "finetune"], default="features")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    began = time.time()
    images, labels, folds = nodules(options.data)
    if options.arm == "features":
        found = by_features(images, labels, folds, options.weights)
    else:
        found = by_tuning(images, labels, folds, options.weights, options.seed)
    auc = roc_auc_score(labels.numpy(), found)
    result = {"side": "python", "arm": options.arm, "seed": options.seed, "auc": auc, "seconds": round(time.time() - began, 1)}
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()

"""The loop a careful PyTorch user writes, over the batches that same-batches.ts wrote down, from the same values.

    python3 same_batches.py --record FOLDER [--foreach] [--threads 1]

Needs torch and torchvision. Prints one JSON line: the losses, the figures of each epoch, and how many of the trained
values are not those of the other side.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))
from common import import_torchvision, read_safetensors  # noqa: E402


def area(scores, positive):
    """Area under the ROC curve: how often a positive scores above a negative, ties counted half."""
    ours, others = scores[positive][:, None], scores[~positive][None]  # (P, 1), (1, N)
    return (2 * int((ours > others).sum()) + int((ours == others).sum())) / (2 * ours.numel() * others.numel())


def auc(logits, labels):
    """Mean of each class's area against the rest, of two classes that of the second; ranked by log odds in float64."""
    classes = range(logits.shape[1])
    odds = [logits[:, c] - logits[:, [other for other in classes if other != c]].logsumexp(1) for c in classes]
    areas = [area(odds[c], labels == c) for c in classes]
    return areas[1] if len(areas) == 2 else sum(areas) / len(areas)


def evaluate(model, batches):
    model.eval()
    total, everything, truth = 0.0, [], []
    with torch.inference_mode():
        for images, labels in batches:
            logits = model(images)
            total += F.cross_entropy(logits, labels).item() * len(labels)
            everything.append(logits.double())
            truth.append(labels)
    logits, labels = torch.cat(everything), torch.cat(truth)
    accuracy = int((logits.argmax(1) == labels).sum()) / len(labels)
    return {"valLoss": total / len(labels), "accuracy": accuracy, "auc": auc(logits, labels)}


def train(model, recipe, batches, held, generators, fused):
    options = {"lr": recipe["lr"], "weight_decay": recipe["weightDecay"]}
    optimizer = torch.optim.AdamW(model.parameters(), **options, **({"fused": True} if fused else {"foreach": True}))
    steps = recipe["epochs"] * len(batches)
    # Step s runs at lr * (1 + cos(pi s / steps)) / 2, as train.fit's "cosine" does.
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: (1 + math.cos(math.pi * s / steps)) / 2)
    losses, epochs = [], []
    for epoch in range(recipe["epochs"]):
        model.train()
        torch.set_rng_state(generators[epoch])  # so that dropout draws the same numbers
        total = 0.0
        for images, labels in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
            total += loss.item() * len(labels)
        samples = sum(len(labels) for _, labels in batches)
        epochs.append({"trainLoss": total / samples, **evaluate(model, held)})
    return losses, epochs


def compare(ours, theirs):
    """How many values differ, and by how much at most."""
    assert set(ours) == set(theirs)
    differing, greatest = 0, 0.0
    for key, value in ours.items():
        differing += int((value != theirs[key]).sum())
        greatest = max(greatest, float((value.double() - theirs[key].double()).abs().max()))
    return {"values": sum(value.numel() for value in ours.values()), "differing": differing, "greatest": greatest}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--foreach", action="store_true")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    recipe = json.loads((options.record / "recipe.json").read_text())
    before, batches, after = (
        # Copies, in memory that is aligned as that of any tensor.
        {key: value.clone() for key, value in read_safetensors(options.record / f"{name}.safetensors")[0].items()}
        for name in ("before", "batches", "after")
    )

    def part(name):
        return [(batches[f"{name}.images.{i}"], batches[f"{name}.labels.{i}"]) for i in range(recipe["batches"][name])]

    model = import_torchvision().models.mobilenet_v2(num_classes=recipe["classes"])
    model.load_state_dict(before)
    generators = [batches[f"generator.{epoch}"] for epoch in range(recipe["epochs"])]
    losses, epochs = train(model, recipe, part("train"), part("val"), generators, not options.foreach)
    state = compare(model.state_dict(), after)
    print(json.dumps({"torch": torch.__version__, "losses": losses, "epochs": epochs, "state": state}))


if __name__ == "__main__":
    main()

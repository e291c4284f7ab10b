"""Takes the steps that same-batches.ts wrote down and prints how far the two are apart, as one JSON line.

    python3 same_batches.py --weights mobilenet_v2.pth --network unet --record FOLDER --data FOLDER
"""

import argparse
import json
from pathlib import Path

import finetune
import segmenter
import torch
from common import read_safetensors

RECIPE = json.loads((finetune.HERE / "recipe.json").read_text())


def furthest(ours, theirs):
    return max(float((a.double() - b.double()).abs().max()) for a, b in zip(ours, theirs, strict=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--network", choices=["segnet", "unet"], required=True)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    before, after, record = (
        read_safetensors(options.record / f"{name}.safetensors")[0] for name in ("before", "after", "record")
    )

    torch.manual_seed(0)
    model = segmenter.build(options.network, options.weights)
    own = model.state_dict()
    same_start = set(own) == set(before) and all(torch.equal(own[key], before[key]) for key in own)
    model.load_state_dict(before)

    losses = record["losses"].tolist()
    optimizer, scheduler = segmenter.trainer(model, RECIPE, len(losses))
    model.train()
    ours = [
        segmenter.train_step(model, record[f"images.{i}"], record[f"masks.{i}"], optimizer, scheduler)
        for i in range(len(losses))
    ]
    model.eval()
    held = segmenter.Pairs(finetune.samples_of(options.data, "val", RECIPE["size"])[: len(record["held.images"])])
    images, masks = (torch.stack(part) for part in zip(*(held[i] for i in range(len(held)))))
    with torch.inference_mode():
        logits = model(record["held.images"].contiguous(memory_format=torch.channels_last))
    end = model.state_dict()
    differences = {
        "images": furthest([images], [record["held.images"]]),
        "masks": furthest([masks], [record["held.masks"]]),
        "losses": max(abs(a - b) for a, b in zip(ours, losses, strict=True)),
        "parameters": furthest([end[key] for key in after], after.values()),
        "logits": furthest([logits], [record["held.logits"]]),
    }
    print(json.dumps({"network": options.network, "steps": len(losses), "sameStart": same_start, **differences}))


if __name__ == "__main__":
    main()

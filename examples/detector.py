"""What the detection examples share in Python: the network, the loop and COCO's average precision, in torchvision and pycocotools.

The recipes are those of finetune.ts beside each finetune.py; recipe.json is what both read.
"""

import contextlib
import io
import json
import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "fixtures"))
from common import import_torchvision  # noqa: E402

torchvision = import_torchvision()
from torchvision.models.detection import FasterRCNN, MaskRCNN  # noqa: E402
from torchvision.models.detection.anchor_utils import AnchorGenerator  # noqa: E402
from torchvision.models.detection.backbone_utils import BackboneWithFPN  # noqa: E402
from torchvision.models.detection.mask_rcnn import MaskRCNNHeads, MaskRCNNPredictor  # noqa: E402
from torchvision.ops import FrozenBatchNorm2d, MultiScaleRoIAlign  # noqa: E402

# The last layer whose features span so many of the image's pixels, and its channels.
LEVELS = {4: (3, 24), 8: (6, 32), 16: (13, 96), 32: (18, 1280)}
FROZEN = 4  # layers up to a 4th of the image


def build(weights, num_classes, recipe, masks):
    """Faster or Mask R-CNN over a feature pyramid on MobileNet V2 with the weights of a file."""
    network = torchvision.models.mobilenet_v2(norm_layer=FrozenBatchNorm2d)
    network.load_state_dict(torch.load(weights, weights_only=True))
    features = network.features
    for layer in features[:FROZEN]:
        layer.requires_grad_(False)
    levels = [LEVELS[reduction] for reduction in recipe["reductions"]]
    names = {str(layer): str(at) for at, (layer, _) in enumerate(levels)}
    width = recipe["channels"]
    backbone = BackboneWithFPN(features, names, [channels for _, channels in levels], width)
    reductions = [*recipe["reductions"], 2 * recipe["reductions"][-1]]
    sizes = tuple((recipe["anchorScale"] * reduction,) for reduction in reductions)
    maps = list(names.values())
    parts = {
        "rpn_anchor_generator": AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * len(sizes)),
        "box_roi_pool": MultiScaleRoIAlign(maps, 7, 2),
        "min_size": recipe["minSize"],
        "max_size": recipe["maxSize"],
        "rpn_post_nms_top_n_train": recipe["trainProposals"],
        "rpn_post_nms_top_n_test": recipe["proposals"],
        "box_batch_size_per_image": recipe["roisPerImage"],
        "box_detections_per_img": recipe["detectionsPerImage"],
    }
    if not masks:
        return FasterRCNN(backbone, num_classes, **parts)
    layers = recipe["maskLayers"]
    model = MaskRCNN(backbone, num_classes, **parts, mask_roi_pool=MultiScaleRoIAlign(maps, 14, 2))
    model.roi_heads.mask_head = MaskRCNNHeads(width, layers, 1)
    predictor = MaskRCNNPredictor(layers[-1], layers[-1], num_classes)
    # As a head that is replaced: with the predictor's own first values, which grow as classes become fewer, masks begin far off.
    predictor.mask_fcn_logits = torch.nn.Conv2d(layers[-1], num_classes, 1)
    model.roi_heads.mask_predictor = predictor
    return model


def mirrored(image, target):
    """The image and its objects as in a mirror."""
    width = image.shape[-1]
    boxes = target["boxes"].clone()
    boxes[:, [0, 2]] = width - boxes[:, [2, 0]]
    turned = {**target, "boxes": boxes}
    if "masks" in target:
        turned["masks"] = target["masks"].flip(-1)
    return image.flip(-1), turned


def batches(samples, size, seed):
    order = list(range(len(samples)))
    random.Random(seed).shuffle(order)
    for start in range(0, len(order), size):
        drawn = [samples[i] for i in order[start : start + size]]
        yield [mirrored(*one) if random.random() < 0.5 else one for one in drawn]


def train(model, samples, recipe, seed):
    """AdamW with a linear warmup and a cosine, as train.fit's."""
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=recipe["lr"], weight_decay=recipe["weightDecay"], fused=True)
    size = recipe["batchSize"]
    steps = recipe["epochs"] * math.ceil(len(samples) / size)
    warm = recipe["warmup"]

    def factor(step):
        if step < warm:
            return (step + 1) / warm
        return (1 + math.cos(math.pi * (step - warm) / (steps - warm))) / 2

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    model.train()
    for epoch in range(recipe["epochs"]):
        started, total = time.time(), 0.0
        for batch in batches(samples, size, seed * 1000 + epoch):
            images, targets = zip(*batch)
            optimizer.zero_grad()
            loss = sum(model(list(images), list(targets)).values())
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(batch)
        seconds = time.time() - started
        print(f"{seed} epoch {epoch + 1}: loss {total / len(samples):.4f}, {seconds:.0f} s", file=sys.stderr)


def runs_of(mask):
    from pycocotools import mask as coding

    encoded = coding.encode(np.asfortranarray(mask.numpy().astype(np.uint8)))
    return {"size": encoded["size"], "counts": encoded["counts"].decode()}


def evaluate(model, samples, names, detections):
    """COCO's figures of all samples, by pycocotools."""
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    truth = {"info": {}, "images": [], "annotations": [], "categories": []}
    truth["categories"] = [{"id": at + 1, "name": name} for at, name in enumerate(names)]
    found = []
    model.eval()
    for at, (image, target) in enumerate(samples):
        truth["images"].append({"id": at, "height": image.shape[1], "width": image.shape[2]})
        for i, (box, label) in enumerate(zip(target["boxes"].tolist(), target["labels"].tolist())):
            entry = {"id": len(truth["annotations"]) + 1, "image_id": at, "category_id": label, "iscrowd": 0}
            entry["bbox"] = [box[0], box[1], box[2] - box[0], box[3] - box[1]]
            entry["area"] = entry["bbox"][2] * entry["bbox"][3]
            if "masks" in target:
                entry["segmentation"] = runs_of(target["masks"][i])
                entry["area"] = int(target["masks"][i].sum())
            truth["annotations"].append(entry)
        with torch.inference_mode():
            (out,) = model([image])
        for i, (box, label, score) in enumerate(
            zip(out["boxes"].tolist(), out["labels"].tolist(), out["scores"].tolist())
        ):
            entry = {"image_id": at, "category_id": label, "score": score}
            entry["bbox"] = [box[0], box[1], box[2] - box[0], box[3] - box[1]]
            if "masks" in out:
                entry["segmentation"] = runs_of(out["masks"][i, 0] > 0.5)
            found.append(entry)
    figures = {}
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = truth
        coco.createIndex()
        results = coco.loadRes(found)
        for kind in ["bbox", "segm"] if "masks" in samples[0][1] else ["bbox"]:
            run = COCOeval(coco, results, kind)
            run.params.maxDets = [1, 10, detections]
            run.evaluate()
            run.accumulate()
            precision = run.eval["precision"][:, :, :, 0, -1]  # thresholds, recalls, classes; all areas

            def mean(values):
                return float(values[values > -1].mean())

            name = "mAP" if kind == "bbox" else "maskAP"
            figures[name] = mean(precision)
            figures[f"{name}50"] = mean(precision[0])
            figures[f"{name}75"] = mean(precision[5])
            figures.update({f"{name}.{one}": mean(precision[:, :, c]) for c, one in enumerate(names)})
    return figures


def main(description, load, names, masks, recipe_file):
    """Trains and measures as the command line says, and prints one JSON line."""
    import argparse

    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["val", "test"], default="test")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--set", default="{}", help="JSON that overrides the recipe, to choose it on the part val")
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    recipe = {**json.loads(recipe_file.read_text()), **json.loads(options.set)}
    started = time.time()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    model = build(options.weights, len(names) + 1, recipe, masks)
    train(model, load(options.data, "train"), recipe, options.seed)
    figures = evaluate(model, load(options.data, options.part), names, recipe["detectionsPerImage"])
    seconds = round(time.time() - started, 1)
    head = {"side": "python", "seed": options.seed, "part": options.part}
    print(json.dumps({**head, **figures, "seconds": seconds}), flush=True)

"""What the examples of masks share in Python: SegNet and the U-Net, loss and loop, and Dice and IoU of each image.

The recipes are those of finetune.ts beside each finetune.py; recipe.json is what both read.
"""

import argparse
import json
import math
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "fixtures"))
from common import import_torchvision  # noqa: E402

torchvision = import_torchvision()
from torchvision.transforms.v2 import functional as TF  # noqa: E402

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
SMOOTH = 1e-5


def conv_norm_relu(line, bias):
    """Convolutions with batch normalisation and ReLU between the widths of a line."""
    layers = []
    for a, b in zip(line, line[1:]):
        layers += [nn.Conv2d(a, b, 3, padding=1, bias=bias), nn.BatchNorm2d(b), nn.ReLU(inplace=True)]
    return layers


def he(module, mode):
    """Normal with He's deviation, biases zero."""
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode=mode, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


class SegNet(nn.Module):
    """VGG-16 with batch normalisation up to its last pooling, and its mirror image that unpools."""

    STAGES = [[64] * 2, [128] * 2, [256] * 3, [512] * 3, [512] * 3]

    def __init__(self):
        super().__init__()
        ends = [3, 64, 128, 256, 512]
        self.encoder = nn.Sequential()
        for end, stage in zip(ends, self.STAGES):
            self.encoder.extend([*conv_norm_relu([end, *stage], True), nn.MaxPool2d(2, return_indices=True)])
        lines = [[*stage, *([] if end == 3 else [end])] for end, stage in zip(ends, self.STAGES)]
        self.decoder = nn.Module()
        stages = [nn.Sequential(*conv_norm_relu([stage[0], *line[1:]], True)) for line, stage in zip(lines, self.STAGES)]
        self.decoder.stages = nn.ModuleList(reversed(stages))
        self.decoder.head = nn.Conv2d(64, 1, 3, padding=1)
        he(self.encoder, "fan_out")
        he(self.decoder.stages, "fan_out")

    def forward(self, x):
        places = []
        for layer in self.encoder:
            if isinstance(layer, nn.MaxPool2d):
                size = x.shape
                x, indices = layer(x)
                places.append((indices, size))
            else:
                x = layer(x)
        for stage in self.decoder.stages:
            indices, size = places.pop()
            x = stage(F.max_unpool2d(x, indices, 2, output_size=size))
        return self.decoder.head(x)


class UNet(nn.Module):
    """U-Net's decoder over the features of MobileNet V2 at each of its resolutions."""

    LEVELS = {"1": 16, "3": 24, "6": 32, "13": 96, "18": 1280}

    def __init__(self, weights=None):
        super().__init__()
        mobilenet = torchvision.models.mobilenet_v2()
        if weights is not None:
            mobilenet.load_state_dict(torch.load(weights, weights_only=True))
        self.encoder = mobilenet.features
        deepest, *skips = reversed(self.LEVELS.values())
        widths = [256, 128, 64, 32, 16]
        inputs = [a + b for a, b in zip([deepest, *widths], [*skips, 0])]
        self.decoder = nn.Module()
        self.decoder.blocks = nn.ModuleList()
        for a, b in zip(inputs, widths):
            block = nn.Module()
            block.conv = nn.Sequential(*conv_norm_relu([a, b, b], False))
            self.decoder.blocks.append(block)
        self.decoder.head = nn.Conv2d(widths[-1], 1, 1)
        he(self.decoder, "fan_in")

    def forward(self, images):
        x, levels = images, []
        for name, layer in self.encoder.named_children():
            x = layer(x)
            if name in self.LEVELS:
                levels.append(x)
        levels.pop()
        for block in self.decoder.blocks:
            skip = levels.pop() if levels else None
            size = (images if skip is None else skip).shape[-2:]
            x = F.interpolate(x, size=size, mode="bilinear", align_corners=False)
            x = block.conv(x if skip is None else torch.cat([skip, x], 1))
        return self.decoder.head(x)


def build(network, weights):
    """The U-Net's last layer is made anew, with small values."""
    model = SegNet() if network == "segnet" else UNet(weights)
    if network == "segnet":
        return model.to(memory_format=torch.channels_last)
    head = model.decoder.head
    model.decoder.head = nn.Conv2d(head.in_channels, 1, head.kernel_size, padding=head.padding)
    return model.to(memory_format=torch.channels_last)


def loss_of(logits, masks):
    """Binary cross-entropy plus soft Dice of the batch: crops without a nucleus have no Dice of their own."""
    masks = masks[:, None].float()  # (N, H, W) -> (N, 1, H, W)
    p = logits.sigmoid()
    dice = (2 * (p * masks).sum() + SMOOTH) / (p.sum() + masks.sum() + SMOOTH)
    return F.binary_cross_entropy_with_logits(logits, masks) + 1 - dice


class Pairs(torch.utils.data.Dataset):
    """Images (3, H, W) of bytes and masks (H, W) of zeros and ones; in training mirrored crops of them."""

    def __init__(self, samples, crop=None):
        self.samples, self.crop = samples, crop

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        image, mask = self.samples[index]
        if self.crop is not None:
            top, left = (random.randint(0, edge - self.crop) for edge in mask.shape)
            image, mask = (x[..., top : top + self.crop, left : left + self.crop] for x in (image, mask))
            for flip in (TF.hflip, TF.vflip):
                if random.random() < 0.5:
                    image, mask = flip(image), flip(mask)
        return TF.normalize(TF.convert_image_dtype(image, torch.float32), MEAN, STD), mask


def evaluate(model, loader):
    """Dice and IoU of what is to be found: of each image, their means, and Dice of the pixels of all images together."""
    model.eval()
    dice, iou, hits, sizes = [], [], 0, 0
    with torch.inference_mode():
        for images, masks in loader:
            guesses = model(images.contiguous(memory_format=torch.channels_last))[:, 0] > 0
            for guess, mask in zip(guesses, masks.bool()):
                hit, size = int((guess & mask).sum()), int(guess.sum() + mask.sum())
                dice.append(2 * hit / size)
                iou.append(hit / (size - hit))
                hits, sizes = hits + hit, sizes + size
    means = {"dice": sum(dice) / len(dice), "iou": sum(iou) / len(iou), "pooledDice": 2 * hits / sizes}
    return {**means, "each": {"dice": dice, "iou": iou}}


def trainer(model, recipe, steps):
    """Optimizer and schedule: step s runs at lr * (1 + cos(pi s / steps)) / 2, as train.fit's "cosine" does."""
    options = {"lr": recipe["lr"], "weight_decay": recipe["weightDecay"]}
    optimizer = torch.optim.AdamW(model.parameters(), **options, fused=True)
    factor = lambda s: (1 + math.cos(math.pi * s / steps)) / 2  # noqa: E731
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


def train_step(model, images, masks, optimizer, scheduler):
    optimizer.zero_grad()
    loss = loss_of(model(images.contiguous(memory_format=torch.channels_last)), masks)
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def run(samples_of, recipe, weights, network, seed, part):
    """Trains on samples_of("train") and measures on those of another part: lists of images and masks."""
    started = time.time()
    torch.manual_seed(seed)
    random.seed(seed)
    model = build(network, weights)
    pairs = Pairs(samples_of("train"), recipe["crop"][network])
    loader = torch.utils.data.DataLoader(pairs, recipe["batchSize"], shuffle=True)
    epochs = recipe["epochs"][network]
    optimizer, scheduler = trainer(model, recipe, epochs * len(loader))

    for epoch in range(epochs):
        model.train()
        total = 0.0
        for images, masks in loader:
            total += train_step(model, images, masks, optimizer, scheduler) * len(images)
        print(f"{network} {seed} epoch {epoch + 1}: loss {total / len(pairs):.4f}", file=sys.stderr, flush=True)
    held = torch.utils.data.DataLoader(Pairs(samples_of(part)), recipe["batchSize"])
    figures = evaluate(model, held)
    seconds = round(time.time() - started, 1)
    return {"side": "python", "network": network, "seed": seed, "part": part, **figures, "seconds": seconds}


def main(folder, description, samples_of):
    """Reads the recipe, runs once, and prints a JSON line. `samples_of` takes the folder of the data and a part."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--network", choices=["segnet", "unet"], required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["val", "test"], default="test")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--set", default="{}", help="JSON that overrides recipe.json")
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    recipe = {**json.loads((folder / "recipe.json").read_text()), **json.loads(options.set)}
    samples = lambda part: samples_of(options.data, part, recipe["size"])  # noqa: E731
    print(json.dumps(run(samples, recipe, options.weights, options.network, options.seed, options.part)), flush=True)

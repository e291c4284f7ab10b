"""The recipe of finetune.ts in Python's PyTorch, for the comparison in README.md. Same arguments, same output.

    python3 finetune.py --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0

Needs torch, torchvision and pillow. Prints one JSON line per run; progress goes to stderr.
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
from PIL import Image
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))
from common import import_torchvision  # noqa: E402

torchvision = import_torchvision()
from torchvision.transforms import InterpolationMode  # noqa: E402
from torchvision.transforms.v2 import functional as TF  # noqa: E402

HERE = Path(__file__).parent
RECIPE = json.loads((HERE / "recipe.json").read_text())
#: Names of the files of each part; compare.ts writes them as the library divides them.
SPLIT = json.loads((HERE / "split.json").read_text())
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


def bright_on_dark(image):
    """Per channel, darkest to 0 and brightest to 255, and nuclei bright: those of stained tissue are dark."""
    stretched = TF.autocontrast(image)
    return TF.invert(stretched) if stretched.float().mean() > 127.5 else stretched


def read(folder, name):
    """An image (3, H, W) of bytes and its mask (H, W) of zeros and ones, both of the recipe's size."""
    size = [RECIPE["size"]] * 2
    image = TF.pil_to_tensor(Image.open(folder / "images" / name).convert("RGB"))
    mask = TF.pil_to_tensor(Image.open(folder / "masks" / name))
    image = TF.resize(bright_on_dark(image), size, InterpolationMode.BILINEAR, antialias=True)
    return image, (TF.resize(mask, size, InterpolationMode.NEAREST)[0] > 127).long()


class Nuclei(torch.utils.data.Dataset):
    def __init__(self, folder, names, training):
        self.samples = [read(folder, name) for name in names]
        self.training = training

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        image, mask = self.samples[index]
        if self.training:
            size = RECIPE["crop"]
            top, left = (random.randint(0, edge - size) for edge in mask.shape)
            image, mask = (x[..., top : top + size, left : left + size] for x in (image, mask))
            for flip in (TF.hflip, TF.vflip):
                if random.random() < 0.5:
                    image, mask = flip(image), flip(mask)
        return TF.normalize(TF.convert_image_dtype(image, torch.float32), MEAN, STD), mask


def evaluate(model, loader):
    """Dice of the nuclei: the mean of the images', and of the pixels of all images together."""
    model.eval()
    each, hits, sizes = [], 0, 0
    with torch.inference_mode():
        for images, masks in loader:
            guesses = model(images.contiguous(memory_format=torch.channels_last))[:, 0] > 0
            for guess, mask in zip(guesses, masks.bool()):
                hit, size = int((guess & mask).sum()), int(guess.sum() + mask.sum())
                each.append(2 * hit / size)
                hits, sizes = hits + hit, sizes + size
    return {"dice": sum(each) / len(each), "pooledDice": 2 * hits / sizes}


def trainer(model, steps):
    """Optimizer and schedule: step s runs at lr * (1 + cos(pi s / steps)) / 2, as train.fit's "cosine" does."""
    options = {"lr": RECIPE["lr"], "weight_decay": RECIPE["weightDecay"]}
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


def run(folder, weights, network, seed, part):
    started = time.time()
    torch.manual_seed(seed)
    random.seed(seed)
    model = build(network, weights)
    samples = Nuclei(folder, SPLIT["train"], True)
    loader = torch.utils.data.DataLoader(samples, RECIPE["batchSize"], shuffle=True)
    epochs = RECIPE["epochs"][network]
    optimizer, scheduler = trainer(model, epochs * len(loader))

    for epoch in range(epochs):
        model.train()
        total = 0.0
        for images, masks in loader:
            total += train_step(model, images, masks, optimizer, scheduler) * len(images)
        print(f"{network} {seed} epoch {epoch + 1}: loss {total / len(samples):.4f}", file=sys.stderr)
    held = torch.utils.data.DataLoader(Nuclei(folder, SPLIT[part], False), RECIPE["batchSize"])
    figures = evaluate(model, held)
    seconds = round(time.time() - started, 1)
    return {"side": "python", "network": network, "seed": seed, "part": part, **figures, "seconds": seconds}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--network", choices=["segnet", "unet"], required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["val", "test"], default="test")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    print(json.dumps(run(options.data, options.weights, options.network, options.seed, options.part)), flush=True)


if __name__ == "__main__":
    main()

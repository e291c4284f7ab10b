"""The Python side of `npm run bench:segnet`: one JSON object a line on stdin, answers on stdout (serve.py).

The weights come from a file that torchts wrote. SegNet is the implementation of scripts/fixtures/segmentation.py with
`nn.MaxUnpool2d` in place of its unpooling by hand, the two checked against each other; its parameters are in the same
order as torchts's, so they are taken in order.
"""

import copy
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))

import segmentation as reference
import torch
import torch.nn.functional as F
from common import import_torchvision
from safetensors.torch import load_file, save_file
from serve import serve, synchronize
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


class SegNet(reference.SegNet):
    """With PyTorch's unpooling, as one writes it; the layers are the fixtures'."""

    def __init__(self, classes):
        super().__init__(reference.VGG16, 3, False)
        self.last = nn.Conv2d(64, classes, 3, padding=1)
        self.pool = nn.MaxPool2d(2, return_indices=True)
        self.unpool = nn.MaxUnpool2d(2)

    def forward(self, x):
        places = []
        for stage in self.down:
            for conv, norm in zip(stage[::2], stage[1::2]):
                x = F.relu(norm(conv(x)), inplace=True)
            size = x.shape
            x, index = self.pool(x)
            places.append((index, size))
        for stage in self.up:
            index, size = places.pop()
            x = self.unpool(x, index, size)
            for conv, norm in zip(stage[::2], stage[1::2]):
                x = F.relu(norm(conv(x)), inplace=True)
        return self.last(x)


def double_conv(a, b):
    layers = []
    for c in (a, b):
        layers += [nn.Conv2d(c, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    """U-Net's decoder over torchvision's MobileNet V2: features before each halving, and the last."""

    TAPS = {1: 16, 3: 24, 6: 32, 13: 96, 18: 1280}

    def __init__(self, classes):
        super().__init__()
        self.features = import_torchvision().models.mobilenet_v2().features
        channels = list(self.TAPS.values())
        self.up = nn.ModuleList()
        before = channels[-1]
        for skip, width in zip([*channels[-2::-1], 0], (256, 128, 64, 32, 16)):
            self.up.append(double_conv(before + skip, width))
            before = width
        self.head = nn.Conv2d(before, classes, 1)

    def forward(self, images):
        x, skips = images, []
        for i, layer in enumerate(self.features):
            x = layer(x)
            if i in self.TAPS:
                skips.append(x)
        skips.pop()
        for block in self.up:
            skip = skips.pop() if skips else None
            like = images if skip is None else skip
            x = F.interpolate(x, size=like.shape[-2:], mode="bilinear", align_corners=False)
            x = block(x if skip is None else torch.cat([skip, x], 1))
        return self.head(x)


def take(model, path):
    """Puts the file's tensors into the model in order; shapes must agree."""
    given = load_file(path)
    order = json.loads((Path(path).with_suffix(".json")).read_text())
    own = model.state_dict()
    assert len(own) == len(order), f"{len(own)} tensors here, {len(order)} in the file"
    for (key, value), name in zip(own.items(), order):
        assert value.shape == given[name].shape, (key, name)
        value.copy_(given[name])


def folded(model):
    """A copy with each normalisation folded into the convolution before it, in channels-last order."""
    model = copy.deepcopy(model)
    fold(model)
    return model.to(memory_format=torch.channels_last)


def fold(module):
    """In Sequentials and ModuleLists, where a normalisation follows its convolution."""
    before = None
    for name, child in list(module.named_children()):
        if isinstance(child, nn.BatchNorm2d) and isinstance(before, nn.Conv2d):
            fused = fuse_conv_bn_eval(before, child)
            setattr(module, last, fused)
            setattr(module, name, nn.Identity())
        else:
            fold(child)
        before, last = child, name


class Worker:
    def setup(self, threads, device):
        torch.set_num_threads(threads)
        self.device = device
        return torch.__version__

    def prepare(self, name, size, weights, half):
        model = (SegNet if name == "segnet" else UNet)(2).eval()
        take(model, weights)
        frame = torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(1)).to(self.device)
        model.to(self.device)
        if name == "segnet":
            with torch.no_grad():
                by_hand, own = reference.SegNet.forward(model, frame), model(frame)
                # Kernels of a GPU may differ in the last digits from call to call.
                same = torch.equal(by_hand, own) if self.device == "cpu" else torch.allclose(by_hand, own, atol=1e-2)
                assert same, "MaxUnpool2d is not the fixtures' unpooling"
        expert = folded(model)
        ordered = frame.contiguous(memory_format=torch.channels_last)
        dtype = getattr(torch, half)
        self.modes = {
            "eager": (model, frame, torch.no_grad),
            "expert": (expert, ordered, torch.inference_mode),
            f"expert {half}": (copy.deepcopy(expert).to(dtype), ordered.to(dtype), torch.inference_mode),
        }

    def frame(self, mode):
        model, x, guard = self.modes[mode]
        synchronize(self.device)
        before = time.process_time_ns()
        started = time.perf_counter_ns()
        with guard():
            model(x)
        synchronize(self.device)
        ms = (time.perf_counter_ns() - started) / 1e6
        return {"ms": ms, "cpuMs": (time.process_time_ns() - before) / 1e6}

    def outputs(self):
        model, x, _ = self.modes["eager"]
        with torch.no_grad():
            path = str(Path(tempfile.mkdtemp()) / "logits.safetensors")
            save_file({"logits": model(x).cpu().contiguous()}, path)
        return path


if __name__ == "__main__":
    serve(Worker())

"""The Python side of `npm run bench`: does what it is told on stdin, one JSON object a line, answers on stdout.

    {"do": "hello"}                                         -> versions, devices
    {"do": "setup", "threads": 1, "device": "cpu"}
    {"do": "operator", "name": "add", "calls": 2000, "mode": "default" | "expert"}  -> ns per call
    {"do": "workload", ..., "mode": ...}                    -> prepares it (warm-up included)
    {"do": "step", "count": 3}                              -> ms per step of the prepared workload
    {"do": "memory"}                                        -> peak resident set in MiB

"default" is what a script does that nobody tuned; "expert" is inference_mode, a fused optimizer.
"""

import gc
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))

import torch
import torch.nn.functional as F
from serve import serve, synchronize


class Operators:
    """The small operators on 2x2 tensors (conv2d: 4x4 image, 3x3 kernel), each as a loop of n calls."""

    def __init__(self, device):
        make = lambda *shape: torch.randn(*shape, device=device)  # noqa: E731
        a, b = make(2, 2), make(2, 2)
        target = torch.zeros(2, 2, device=device)
        mask = a > 0
        image, kernel = make(1, 1, 4, 4), make(1, 1, 3, 3)
        weight, bias = make(2, 2), make(2)

        # Plain loops, so that each result is freed before the next call, and no list or lambda is timed.
        def add(n):
            for _ in range(n):
                a.add(b)

        def add_scalar(n):
            for _ in range(n):
                a.add(2)

        def mul(n):
            for _ in range(n):
                a.mul(b)

        def add_(n):
            for _ in range(n):
                target.add_(b)

        def matmul(n):
            for _ in range(n):
                a.matmul(b)

        def relu(n):
            for _ in range(n):
                a.relu()

        def sum_dim(n):
            for _ in range(n):
                a.sum(1)

        def max_dim(n):
            for _ in range(n):
                a.max(1)

        def cat(n):
            for _ in range(n):
                torch.cat([a, b])

        def view(n):
            for _ in range(n):
                a.view([4])

        def transpose(n):
            for _ in range(n):
                a.transpose(0, 1)

        def clone(n):
            for _ in range(n):
                a.clone()

        def where(n):
            for _ in range(n):
                torch.where(mask, a, b)

        def softmax(n):
            for _ in range(n):
                a.softmax(1)

        def conv2d(n):
            for _ in range(n):
                torch.conv2d(image, kernel, padding=1)

        def linear(n):
            for _ in range(n):
                F.linear(a, weight, bias)

        mean, variance = torch.zeros(2, device=device), torch.ones(2, device=device)
        classes = torch.arange(2, device=device)

        def clamp(n):
            for _ in range(n):
                a.clamp(min=0)

        def permute(n):
            for _ in range(n):
                a.permute(1, 0)

        def split(n):
            for _ in range(n):
                a.split(1)

        def batch_norm(n):
            for _ in range(n):
                F.batch_norm(a, mean, variance, bias, bias)

        def f_softmax(n):
            for _ in range(n):
                F.softmax(a, dim=1)

        def f_dropout(n):
            for _ in range(n):
                F.dropout(a, p=0.5, training=True)

        def f_max_pool2d(n):
            for _ in range(n):
                F.max_pool2d(image, 2, stride=1, padding=1)

        def f_conv2d(n):
            for _ in range(n):
                F.conv2d(image, kernel, None, padding=1, stride=1)

        def f_layer_norm(n):
            for _ in range(n):
                F.layer_norm(a, [2], weight=bias, bias=bias, eps=1e-5)

        def f_cross_entropy(n):
            for _ in range(n):
                F.cross_entropy(a, classes, label_smoothing=0.1)

        self.calls = {
            "add": add,
            "add scalar": add_scalar,
            "mul": mul,
            "add_": add_,
            "matmul": matmul,
            "relu": relu,
            "sum dim": sum_dim,
            "max dim": max_dim,
            "cat": cat,
            "view": view,
            "transpose": transpose,
            "clone": clone,
            "where": where,
            "softmax": softmax,
            "conv2d": conv2d,
            "linear": linear,
            "clamp": clamp,
            "permute": permute,
            "split": split,
            "batch_norm": batch_norm,
            "F.softmax": f_softmax,
            "F.dropout": f_dropout,
            "F.max_pool2d": f_max_pool2d,
            "F.conv2d": f_conv2d,
            "F.layer_norm": f_layer_norm,
            "F.cross_entropy": f_cross_entropy,
        }


class Network:
    """A training or inference step of a network."""

    def __init__(self, network, kind, batch, size, channelsLast, mode, device, **_):
        from common import import_torchvision

        torch.manual_seed(0)
        self.device = device
        model = getattr(import_torchvision().models, network)().to(device)
        images = torch.randn(batch, 3, size, size, device=device)
        if channelsLast:
            model = model.to(memory_format=torch.channels_last)
            images = images.contiguous(memory_format=torch.channels_last)
        labels = torch.randint(1000, (batch,), device=device)
        if kind == "train":
            fused = True if mode == "expert" else None
            optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, fused=fused)

            def step():
                optimizer.zero_grad()
                F.cross_entropy(model(images), labels).backward()
                optimizer.step()

        else:
            model.eval()
            guard = torch.inference_mode if mode == "expert" else torch.no_grad

            def step():
                with guard():
                    model(images)

        self.step = step

    def run(self, count):
        times = []
        for _ in range(count):
            started = time.perf_counter_ns()
            self.step()
            synchronize(self.device)
            times.append((time.perf_counter_ns() - started) / 1e6)
        return times


class Worker:
    def __init__(self):
        self.device = "cpu"
        self.operators = None
        self.network = None

    def hello(self):
        cuda = torch.cuda.is_available()
        return {
            "torch": torch.__version__,
            "python": sys.version.split()[0],
            "cuda": torch.cuda.get_device_name(0) if cuda else None,
        }

    def setup(self, threads, device):
        torch.set_num_threads(threads)
        self.device = device
        self.operators = Operators(device)
        self.network = None

    def operator(self, name, calls, mode):
        loop = self.operators.calls[name]
        gc.disable()
        try:
            if mode == "expert":
                with torch.inference_mode():
                    return self.timed(loop, calls)
            return self.timed(loop, calls)
        finally:
            gc.enable()

    def timed(self, loop, calls):
        synchronize(self.device)
        started = time.perf_counter_ns()
        loop(calls)
        synchronize(self.device)
        return (time.perf_counter_ns() - started) / calls

    def workload(self, **what):
        self.network = None
        gc.collect()
        self.network = Network(device=self.device, **what)
        self.network.run(2)

    def step(self, count):
        return self.network.run(count)

    def memory(self):
        scale = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 2**20


if __name__ == "__main__":
    serve(Worker())

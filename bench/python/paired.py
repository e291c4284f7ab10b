"""What the Python side of a paired bench answers: cases by name, timed one run at a time."""

import time

import torch
import torchvision


class Paired:
    def __init__(self, make_cases):
        self.make_cases = make_cases

    def setup(self, threads):
        torch.set_num_threads(threads)
        self.cases = self.make_cases()
        return f"torch {torch.__version__}, torchvision {torchvision.__version__}"

    def run(self, name):
        before, started = time.process_time_ns(), time.perf_counter_ns()
        self.cases[name]()
        ms = (time.perf_counter_ns() - started) / 1e6
        return {"ms": ms, "cpuMs": (time.process_time_ns() - before) / 1e6}

"""What the Python sides of the benches have in common: requests of JSON lines on stdin, answers on stdout."""

import json
import sys

import torch


def serve(worker):
    """Calls the worker's method that `do` names with the rest of each request."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": getattr(worker, request.pop("do"))(**request)}
        except Exception as error:  # the parent prints it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


def synchronize(device):
    """Waits for the work of a GPU."""
    if device != "cpu":
        torch.cuda.synchronize()

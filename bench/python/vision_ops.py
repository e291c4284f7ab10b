"""The Python side of `npm run bench:vision-ops`: one JSON object a line on stdin, answers on stdout (serve.py)."""

import torch
from paired import Paired
from serve import serve
from torchvision.ops import nms, roi_align


def boxes_in(count, width, height):
    """Boxes with sides of 8 to 72 pixels in an image of so many."""
    near = torch.rand(count, 2) * torch.tensor([width, height])
    return torch.cat([near, near + (torch.rand(count, 2) * 64 + 8)], 1)


def make_cases():
    torch.manual_seed(0)

    def suppression(count, side):
        boxes, scores = boxes_in(count, side, side), torch.rand(count)
        return lambda: nms(boxes, scores, 0.5)

    cases = {
        "nms 1000 crowded": suppression(1000, 100),
        "nms 1000 apart": suppression(1000, 1000),
        "nms 20000 crowded": suppression(20_000, 400),
        "nms 20000 apart": suppression(20_000, 4000),
    }
    features = torch.randn(1, 256, 200, 272)
    rois = torch.cat([torch.zeros(1000, 1), boxes_in(1000, 1016, 728)], 1)
    weight = torch.randn(1000, 256, 7, 7)

    def forward():
        with torch.no_grad():
            roi_align(features, rois, 7, 0.25, 2)

    def both():
        roi_align(features.detach().requires_grad_(), rois, 7, 0.25, 2).backward(weight)

    return cases | {"roi_align": forward, "roi_align with gradient": both}


if __name__ == "__main__":
    serve(Paired(make_cases))

"""The Python side of `npm run bench:detectors`: one JSON object a line on stdin, answers on stdout (serve.py)."""

import torch
from paired import Paired
from serve import serve
from torchvision.models import detection

HEIGHT, WIDTH, OBJECTS, CLASSES = 480, 640, 10, 91
# Builder, shorter edge of the images, images of a step.
NETWORKS = {
    "fasterrcnn_mobilenet_v3_large_320_fpn": (320, 4),
    "fasterrcnn_resnet50_fpn": (320, 2),
    "maskrcnn_resnet50_fpn": (320, 2),
}


def drawn(masks):
    image = torch.rand(3, HEIGHT, WIDTH)
    near = torch.rand(OBJECTS, 2) * torch.tensor([WIDTH - 220, HEIGHT - 220])
    boxes = torch.cat([near, near + (torch.rand(OBJECTS, 2) * 200 + 20)], 1)
    target = {"boxes": boxes, "labels": torch.arange(1, OBJECTS + 1)}
    if masks:
        filled = torch.zeros(OBJECTS, HEIGHT, WIDTH, dtype=torch.uint8)
        for at, (left, top, right, bottom) in enumerate(boxes.int().tolist()):
            filled[at, top:bottom, left:right] = 1
        target["masks"] = filled
    return image, target


def cases_of(name):
    min_size, images = NETWORKS[name]
    torch.manual_seed(0)
    builder = getattr(detection, name)
    model = builder(weights=None, weights_backbone=None, num_classes=CLASSES, min_size=min_size)
    samples = [drawn(name.startswith("mask")) for _ in range(images)]
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)

    def detects():
        model.eval()
        with torch.inference_mode():
            model([samples[0][0]])

    def learns():
        model.train()
        optimizer.zero_grad()
        losses = model([image for image, _ in samples], [target for _, target in samples])
        sum(losses.values()).backward()
        optimizer.step()

    return {f"{name} detects": detects, f"{name} learns": learns}


def make_cases():
    cases = {}
    for name in NETWORKS:
        cases.update(cases_of(name))
    return cases


if __name__ == "__main__":
    serve(Paired(make_cases))

"""What scikit-image measures of label images, for nuclei.ts: one CSV row a region, to the standard output.

    python3 nuclei.py --instances FOLDER

Needs scikit-image and pillow.
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.measure import regionprops

COLUMNS = "file label area perimeter centroidRow centroidColumn majorAxisLength minorAxisLength orientation eccentricity solidity".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", type=Path, required=True)
    folder = parser.parse_args().instances
    rows = csv.writer(sys.stdout)
    rows.writerow(COLUMNS)
    for file in sorted(folder.glob("*.png")):
        for one in regionprops(np.asarray(Image.open(file)).astype(np.int64)):
            axes = one.axis_major_length, one.axis_minor_length
            angle = one.orientation, one.eccentricity, one.solidity
            rows.writerow([file.name, one.label, one.area, one.perimeter, *one.centroid, *axes, *angle])


if __name__ == "__main__":
    main()

"""The Python side of runPython (test/helpers/python.ts): runs a snippet with tensors in and tensors out.

Called with a folder that holds snippet.py, args.json and in.safetensors. The snippet sees `torch`, `inputs`
(dict of tensors), `args` (whatever JSON came), `import_torchvision`, and fills `outputs` (dict of tensors) and
`result` (anything JSON can hold).
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts" / "fixtures"))

import torch  # noqa: E402
from common import import_torchvision, read_safetensors, write_safetensors  # noqa: E402


def main():
    folder = Path(sys.argv[1])
    scope = {
        "torch": torch,
        "import_torchvision": import_torchvision,
        "inputs": read_safetensors(folder / "in.safetensors")[0],
        "args": json.loads((folder / "args.json").read_text()),
        "folder": folder,
        "outputs": {},
        "result": None,
    }
    source = (folder / "snippet.py").read_text()
    exec(compile(source, "snippet.py", "exec"), scope)
    write_safetensors(folder / "out.safetensors", scope["outputs"])
    (folder / "result.json").write_text(json.dumps(scope["result"]))


if __name__ == "__main__":
    main()

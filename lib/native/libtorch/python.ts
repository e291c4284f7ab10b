/**
 * Finds the torch package of the machine's Python without importing it: `importlib` only says where it lies.
 */

import { spawnSync } from "node:child_process";
import { type Env, readStamp, writeStamp } from "./home.ts";
import { type Libtorch, probeLibtorch } from "./probe.ts";

/** Python looks for modules in the folder it is started in; whoever wrote that must not decide what is loaded. */
export const WITHOUT_CURRENT_FOLDER = `
import sys
sys.path[:] = [place for place in sys.path if place not in ("", ".")]
`;

const WHERE_IS_TORCH = `${WITHOUT_CURRENT_FOLDER}
import importlib.util, json
try:
    spec = importlib.util.find_spec("torch")
except Exception:
    spec = None
places = list(spec.submodule_search_locations or []) if spec else []
print(json.dumps({"executable": sys.executable, "places": places}))
`;

const PYTHON_TIMEOUT_MS = 30_000;

/** Whatever a search through one Python gave. */
export interface PythonTorch {
  /** Command that was run: `python3`, or the path in `TORCHTS_PYTHON`. */
  command: string;
  /** Its torch, or null: no such Python, or no torch in it. */
  libtorch: Libtorch | null;
  /** Why there is none, for messages. */
  reason: string;
}

/** Commands tried, in order: `TORCHTS_PYTHON` alone where it is set. */
export function pythonCommands(env: Env = process.env): string[] {
  if (env.TORCHTS_PYTHON) return [env.TORCHTS_PYTHON];
  return process.platform === "win32" ? ["python", "python3"] : ["python3", "python"];
}

function ask(command: string, env: Env): PythonTorch {
  const run = spawnSync(command, ["-c", WHERE_IS_TORCH], {
    encoding: "utf8",
    timeout: PYTHON_TIMEOUT_MS,
    env: { ...env, PYTHONSAFEPATH: "1" } as NodeJS.ProcessEnv, // the same for what starts before the first line
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (run.error || run.status !== 0) {
    return { command, libtorch: null, reason: `${command} could not be run` };
  }
  let places: string[] = [];
  try {
    places = (JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "") as { places: string[] }).places;
  } catch {
    return { command, libtorch: null, reason: `${command} gave no answer that could be read` };
  }
  for (const place of places) {
    const libtorch = probeLibtorch(place);
    if (libtorch) return { command, libtorch, reason: "" };
  }
  const reason =
    places.length > 0
      ? `the torch package of ${command} has no libtorch in it`
      : `${command} has no torch package`;
  return { command, libtorch: null, reason };
}

/**
 * The torch packages of the machine's Pythons, best first.
 *
 * Starting a Python costs 20 to 200 ms, so that what was found is noted down and looked at again without one; what
 * was not found is not noted, because `pip install torch` may follow.
 */
export function findPythonTorch(env: Env = process.env): PythonTorch[] {
  const commands = pythonCommands(env);
  const key = [commands, env.PATH, env.VIRTUAL_ENV, env.CONDA_PREFIX, env.PYTHONPATH, process.cwd()];
  const noted = readStamp("python", key, env);
  if (noted !== null) {
    const [command = "", root = ""] = noted.split("\n");
    const libtorch = probeLibtorch(root);
    if (libtorch) return [{ command, libtorch, reason: "" }];
  }

  const answers: PythonTorch[] = [];
  for (const command of commands) {
    const answer = ask(command, env);
    answers.push(answer);
    if (!answer.libtorch) continue;
    writeStamp("python", key, `${command}\n${answer.libtorch.root}`, env);
    break;
  }
  return answers;
}

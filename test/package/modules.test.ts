// What `import "torchts"` loads, dist/node/, beside the compiled files it is made of: the same names, read when they are
// used, and one copy of everything. Made by scripts/bundle.mjs; each program runs in a Node of its own, as a user's does.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { repoRoot } from "../helpers/data.ts";

const bundle = path.join(repoRoot, "dist", "node", "index.js");
const compiled = path.join(repoRoot, "dist", "index.js");
const address = (file: string): string => JSON.stringify(pathToFileURL(file).href);

function run(program: string, type = "module"): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, "-e", program], {
    cwd: repoRoot,
    encoding: "utf8",
  });
  expect(stderr.replace(/^\(node.*\n|^\(Use .*\n/gm, "")).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

/** Every name that a module gives, two floors deep, and what functions, classes and their methods call themselves. */
const NAMES = `
  const namesOf = (module) => {
    const names = {};
    const add = (path, value) => {
      names[path] = typeof value === "function" ? value.name : typeof value;
      if (typeof value !== "function") return;
      for (const [from, object] of [["", value], [".prototype", value.prototype ?? {}]]) {
        for (const [key, { value: own }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
          if (typeof own === "function" && key !== "constructor") names[path + from + "." + key] = own.name;
        }
      }
    };
    const walk = (at, path, depth) => {
      for (const [key, value] of Object.entries(at)) {
        add(path + key, value);
        const isModule = value?.[Symbol.toStringTag] === "Module";
        if (depth > 0 && (isModule || Object.getPrototypeOf(value ?? 0) === Object.prototype)) walk(value, path + key + ".", depth - 1);
      }
    };
    walk(module, "", 2);
    return names;
  };`;

describe("dist/node", () => {
  test("has the names of the compiled files, and its functions, classes and methods have theirs", () => {
    const names = (file: string): unknown =>
      run(`${NAMES} console.log(JSON.stringify(namesOf(await import(${address(file)}))));`);
    const expected = names(compiled) as Record<string, string>;
    expect(Object.keys(expected).length).toBeGreaterThan(2000);
    expect(names(bundle)).toEqual(expected);
  });

  test("reads no namespace at the start, and of them those that are used", () => {
    const read = run(`
      import { createRequire } from "node:module";
      import { basename } from "node:path";
      import * as torchts from ${address(bundle)};
      const late = () => Object.keys(createRequire(import.meta.url).cache).map((file) => basename(file)).filter((file) => file.endsWith(".cjs"));
      const read = [late().length];
      torchts.ones([2]).add(1);
      read.push(late().length);
      torchts.nn.Linear;
      read.push(late().includes("nn.cjs"), late().includes("train.cjs"), late().includes("models.cjs"));
      torchts.train.fit;
      read.push(late().includes("train.cjs"));
      console.log(JSON.stringify(read));`);
    expect(read).toEqual([0, 0, true, false, false, true]);
  });

  test("there is one copy of everything, whichever namespace it came by", () => {
    const found = run(`
      import { ArgumentError, colorize, datasets, models, nn, optim, Tensor, train, transforms, zeros } from ${address(bundle)};
      const model = await models.squeezenet1_1();
      const thrown = await train.fit(model, 3).catch((error) => error);
      let refused;
      try { colorize("no tensor"); } catch (error) { refused = error; }
      const parameters = [...model.parameters()];
      console.log(JSON.stringify([
        model instanceof nn.Module,
        parameters.every((parameter) => parameter instanceof Tensor),
        new optim.SGD(parameters, { lr: 0.1 }) instanceof optim.Optimizer,
        new transforms.Compose([]) instanceof transforms.Transform,
        thrown instanceof ArgumentError,
        refused instanceof ArgumentError,
        typeof datasets.ImageFolder.open,
        colorize(zeros([4, 4])).shape,
      ]));`);
    expect(found).toEqual([true, true, true, true, true, true, "function", [3, 4, 4]]);
  });

  test("a CommonJS program has it by require", () => {
    const shape = run(
      `const { nn, ones } = require(${JSON.stringify(bundle)});
       console.log(JSON.stringify(new nn.Linear(2, 3).forward(ones([1, 2])).shape));`,
      "commonjs",
    );
    expect(shape).toEqual([1, 3]);
  });
});

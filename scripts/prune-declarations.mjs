// What of declaration files a program can come across: the names that an index exports, and whatever their declarations name in
// turn. Functions that files of the library share among themselves are exported in their files too, and are left out.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Begins a statement at the left edge; a comment there belongs to what follows it. */
const START =
  /^(?:\/\*\*|export\b|import\b|declare\b|type\b|interface\b|abstract\b|class\b|const\b|function\b)/;

const DECLARED =
  /^(export )?(?:declare )?(?:abstract )?(?:function|class|const|let|var|interface|type|enum|namespace) ([\w$]+)/;

const FROM = /^(import|export) (type )?(?:\{([^}]*)\}|\*(?: as ([\w$]+))?) from "([^"]+)";\s*$/;

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "");

/** The statements of a file, each with the comment above it. */
function statements(text) {
  const found = [];
  let isComment = false;
  for (const line of text.split("\n")) {
    if (START.test(line) && !isComment) found.push([]);
    found.at(-1)?.push(line);
    isComment = line.startsWith("/**") || (isComment && line.startsWith(" *"));
  }
  return found.map((lines) => lines.join("\n"));
}

/** `A`, `type A`, `A as B`: what it is called there and here. */
function specifiers(list, allTypes) {
  const all = list.split(",").map((one) => one.trim());
  return all.filter(Boolean).map((text) => {
    const isType = allTypes || text.startsWith("type ");
    const [there, here = there] = text.replace(/^type /, "").split(" as ");
    return { there, here, isType, needed: false };
  });
}

/** A file taken apart. */
function parse(file) {
  const target = (name) => resolve(dirname(file), name).replace(/\.[cm]?[jt]s$/, ".d.ts");
  const module = { file, parts: [], declared: new Map(), imports: new Map(), exports: new Map(), stars: [] };
  for (const text of statements(readFileSync(file, "utf8"))) {
    const bare = withoutComments(text).trim();
    const from = FROM.exec(bare);
    if (from !== null) {
      const [, word, types, list, namespace, path] = from;
      const part = {
        text,
        word,
        path,
        target: target(path),
        list: list === undefined ? null : specifiers(list, types !== undefined),
      };
      module.parts.push(part);
      const names = word === "import" ? module.imports : module.exports;
      for (const one of part.list ?? []) names.set(one.here, { ...part, one });
      if (namespace !== undefined) names.set(namespace, { ...part, part });
      if (part.list === null && namespace === undefined) module.stars.push(part);
      continue;
    }
    const own = /^export (?:type )?\{([^}]*)\};$/.exec(bare);
    const [, exported, name] = DECLARED.exec(bare) ?? [];
    const part = { text, bare, needed: name === undefined && own === null, isExport: own !== null };
    if (own !== null) {
      part.list = specifiers(own[1], bare.startsWith("export type"));
      for (const one of part.list) module.exports.set(one.here, { local: one.there, one });
      part.needed = part.list.length === 0;
    }
    if (name !== undefined) {
      const names = [name, ...[...bare.matchAll(/, ([\w$]+): /g)].map((match) => match[1])];
      for (const each of /\b(?:const|let|var) /.test(bare) ? names : [name]) {
        module.declared.set(each, [...(module.declared.get(each) ?? []), part]);
        if (exported) module.exports.set(each, module.exports.get(each) ?? { local: each });
      }
    }
    module.parts.push(part);
  }
  return module;
}

/** Marks what is needed of files, from all that `index` exports. */
class Reach {
  #files;
  #modules = new Map();
  #whole = new Set();

  constructor(files) {
    this.#files = files;
  }

  module(file) {
    if (!this.#files.has(file)) return null;
    let module = this.#modules.get(file);
    if (module === undefined) {
      module = parse(file);
      this.#modules.set(file, module);
      // What has no name of its own, an addition to another module say, is always needed.
      for (const part of module.parts) if (part.needed && part.bare) this.#words(module, part.bare);
    }
    return module;
  }

  all(file) {
    const module = this.#whole.has(file) ? null : this.module(file);
    if (module === null) return;
    this.#whole.add(file);
    for (const name of module.exports.keys()) this.name(file, name);
    for (const star of module.stars) {
      star.needed = true;
      this.all(star.target);
    }
  }

  /** Needs what a file exports by a name; gives whether there is such. */
  name(file, name) {
    const module = this.module(file);
    if (module === null) return true; // another package's
    const found = module.exports.get(name);
    if (found === undefined) {
      const stars = module.stars.filter((star) => this.name(star.target, name));
      for (const star of stars) star.needed = true;
      return stars.length > 0;
    }
    if (found.one) found.one.needed = true;
    if (found.local !== undefined) this.#local(module, found.local);
    else if (found.one) this.name(found.target, found.one.there);
    else this.#namespace(found);
    return true;
  }

  #namespace({ part, target }) {
    part.needed = true;
    this.all(target);
  }

  #local(module, name) {
    for (const part of module.declared.get(name) ?? []) {
      if (part.needed) continue;
      part.needed = true;
      this.#words(module, part.bare);
    }
    const imported = module.imports.get(name);
    if (imported === undefined) return;
    if (!imported.one) this.#namespace(imported);
    else if (!imported.one.needed) {
      imported.one.needed = true;
      this.name(imported.target, imported.one.there);
    }
  }

  #words(module, bare) {
    for (const [word] of bare.matchAll(/[A-Za-z_$][\w$]*/g)) this.#local(module, word);
    for (const [, path, name] of bare.matchAll(/import\("(\.[^"]+)"\)(?:\.([\w$]+))?/g)) {
      const target = resolve(dirname(module.file), path).replace(/\.[cm]?[jt]s$/, ".d.ts");
      if (name === undefined) this.all(target);
      else this.name(target, name);
    }
  }
}

function written(part) {
  if (part.path === undefined) {
    if (!part.isExport || part.list.length === 0) return part.needed ? part.text : null;
    const list = part.list.filter(({ needed }) => needed);
    return list.length === 0 ? null : `export { ${list.map(specifier).join(", ")} };`;
  }
  const { word, path, list } = part;
  if (list === null) return part.needed ? part.text : null;
  const needed = list.filter((one) => one.needed);
  if (needed.length === 0) return word === "import" ? `import "${path}";` : null;
  const types = needed.every(({ isType }) => isType);
  const names = needed.map((one) => specifier(types ? { ...one, isType: false } : one));
  return `${word} ${types ? "type " : ""}{ ${names.join(", ")} } from "${path}";`;
}

function specifier({ there, here, isType }) {
  return `${isType ? "type " : ""}${there === here ? there : `${there} as ${here}`}`;
}

/**
 * The texts of declaration files without what nothing public leads to.
 *
 * @param {string} index the file whose exports are public
 * @param {Set<string>} files those that may be looked into
 * @returns {Map<string, string>} by file
 */
export function prunedDeclarations(index, files) {
  const reach = new Reach(files);
  for (const file of files) reach.module(file);
  reach.all(index);
  return new Map([...files].map((file) => [file, textOf(reach.module(file))]));
}

function textOf({ parts }) {
  const lines = parts.map(written).filter((text) => text !== null);
  const isModule = lines.some((text) => /^(?:export|import)\b/m.test(text));
  return `${[...lines, ...(isModule ? [] : ["export {};"])].join("\n").trimEnd()}\n`;
}

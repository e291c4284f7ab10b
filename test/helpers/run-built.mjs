// `node --import ./test/helpers/run-built.mjs file.ts` runs a script over the library as it is built.
import { register } from "node:module";

register("./built-hooks.mjs", import.meta.url);

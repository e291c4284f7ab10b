/** With what it was made, and the hashes of what it was made of. */
import { blank, details, facts, markup, table } from "../../../report/index.ts";
import type { Section } from "./section.ts";

/** Versions, device, hashes, configuration. */
export const environment: Section = {
  id: "environment",
  title: "Environment",
  write({ environment: found, hashes, config, settings }) {
    return [
      facts(found.map(([name, value]) => [name, value ?? blank("not noted in the run")])),
      hashes.length === 0
        ? null
        : table({
            caption: "SHA-256 of files",
            head: ["file", "SHA-256"],
            words: [1],
            rows: hashes.map(([name, sha256]) => [name, markup`<code>${sha256}</code>`]),
          }),
      config === null
        ? null
        : details(
            "Configuration of the run",
            markup`<pre class="scroll" tabindex="0" role="region" aria-label="Configuration of the run"><code>${JSON.stringify(settings.files ? config : withoutNotes(config), null, 1)}</code></pre>`,
          ),
    ];
  },
};

/** Notes hold folders and whatever else a user kept. */
function withoutNotes<C extends { notes: unknown }>(config: C): Omit<C, "notes"> {
  const { notes, ...rest } = config;
  return rest;
}

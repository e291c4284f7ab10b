/** What a command takes, as a JSON schema, by which editors complete and check configuration files. */
import type { Command, Option } from "commander";
import { inFiles, type JsonSchema } from "./described.ts";
import { CONFIG } from "./read.ts";

/** The schema of a command's configuration files. */
export function schemaOf(command: Command): JsonSchema {
  const properties: Record<string, JsonSchema> = {
    $schema: { type: "string", description: "where this schema is, for editors" },
    command: { const: command.name(), description: "the command that the file is for" },
  };
  for (const argument of command.registeredArguments) {
    const one = { type: ["string", "number"] };
    properties[argument.name()] = {
      ...(argument.variadic ? { anyOf: [one, { type: "array", items: one, minItems: 1 }] } : one),
      description: argument.description,
    };
  }
  for (const option of command.options) {
    if (option.long === CONFIG) continue;
    const name = option.attributeName();
    properties[name] = joined(properties[name], option);
  }
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `torchts ${command.name()}`,
    description: `${command.description()}; for torchts ${command.name()} --config`,
    type: "object",
    properties,
    additionalProperties: false,
  };
}

/** The schema of an option, beside that of its `--no-` form where there is one. */
function joined(before: JsonSchema | undefined, option: Option): JsonSchema {
  const { schema } = inFiles(option);
  const { defaultValue, description } = option;
  const isPlain = ["string", "number", "boolean"].includes(typeof defaultValue);
  const own = { ...schema, description, ...(isPlain && { default: defaultValue }) };
  if (before === undefined) return own;
  const { description: first, default: _, ...rest } = before;
  return { anyOf: [rest, schema], description: `${first}; or false: ${description}` };
}

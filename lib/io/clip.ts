/** Text from a file in an error's text: a name, not the data. */

/** At most `longest` characters of a text, with a mark where some are left out. */
export function clip(text: string, longest = 80): string {
  return text.length > longest ? `${text.slice(0, longest)}... (${text.length} characters)` : text;
}

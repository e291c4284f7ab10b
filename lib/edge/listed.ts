/** Names in a message: the first few, and how many more there are. */

const LONGEST = 200; // a path is a name too

/** `a, b, c and 12 more`; a long name is cut short. */
export function listed(names: readonly string[], most = 12): string {
  const shown = names
    .slice(0, most)
    .map((name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}...` : name));
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

/** Values of exports that are shown or kept as examples: long ones are cut. */

const LONGEST = 80;

/** The value, or its first 79 characters and an ellipsis where it has more than 80. */
export function shortened(value: string): string {
  // Every character has one or two units.
  if (value.length <= LONGEST) return value;
  const characters = [...value];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : value;
}

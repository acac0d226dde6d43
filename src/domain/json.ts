/** JSON as every command shows it and every file of ours has it. */

/** Indented by two blanks, ending in a line feed. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Text that XML and HTML take as it is. */

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/** For the inside of an element, and for a value between double quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => ENTITIES.get(mark) ?? "");
}

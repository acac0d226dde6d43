/** Tables in Markdown, and text that Markdown takes as it is. */
import { visible } from "../domain/failure.ts";

/** Lines of a table; the cells are Markdown already. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
}

/** Text in which no character is markup and none ends a cell. */
export function escapeMarkdown(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|]/g, "\\$&");
}

/** What becomes of the cells of one row of a small table under a mapping; `plan-cells.ts` has the kernel do the same in exports. */
import { mapCell } from "./map-cell.ts";
import type { RowMapping } from "./resolve-mapping.ts";

/** Undefined for a row that is no record. */
export function mapRow(texts: readonly string[], { cells, added, skip }: RowMapping): readonly string[] | undefined {
  const isSkipped = skip.some(({ index, values, negated }) => {
    const text = texts[index];
    return text !== undefined && values.has(text) !== negated;
  });
  if (isSkipped) return undefined;
  const own = texts.map((text, index) => mapped(text, cells[index]));
  const behind = added.map((column) =>
    column.kind === "always" ? column.text : mapped(texts[column.index] ?? "", column.mapping),
  );
  return [...own, ...behind];
}

function mapped(text: string, mapping: Parameters<typeof mapCell>[1] | undefined): string {
  return mapping === undefined ? text : mapCell(text, mapping);
}

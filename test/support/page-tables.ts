/** The tables of a report page, read back from its markup without any code of `src`. */

export interface PageTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Empty where the table has no sums. */
  readonly total: readonly string[];
}

export function pageTables(html: string): ReadonlyMap<string, PageTable> {
  const tables = [...html.matchAll(/<table role="table" id="([^"]+)">(.*?)<\/table>/gs)];
  return new Map(
    tables.map(([, id = "", table = ""]) => {
      const [titles = []] = rowsOf(partOf(table, "thead"));
      const [total = []] = rowsOf(partOf(table, "tfoot"));
      return [id, { titles, rows: rowsOf(partOf(table, "tbody")), total }];
    }),
  );
}

/** The table, which has to be there. */
export function pageTable(html: string, id: string): PageTable {
  const table = pageTables(html).get(id);
  if (table === undefined) throw new Error(`the page has no table ${id}`);
  return table;
}

/** The cells of one column. */
export function cellsAt(table: PageTable, column: number): readonly string[] {
  return table.rows.map((row) => row[column] ?? "");
}

/** The number that a text begins with: `1,204,331건` is 1204331; 0 for an empty cell. */
export function numberIn(text: string): number {
  if (text === "") return 0;
  const [digits] = /-?[\d,]+(?:\.\d+)?/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`no number in ${text}`);
  return Number(digits.replaceAll(",", ""));
}

export function sumAt(table: PageTable, column: number): number {
  return cellsAt(table, column).reduce((sum, cell) => sum + numberIn(cell), 0);
}

function partOf(table: string, name: string): string {
  return new RegExp(`<${name}[^>]*>(.*?)</${name}>`, "s").exec(table)?.[1] ?? "";
}

function rowsOf(part: string): string[][] {
  return [...part.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => textOf(cell)),
  );
}

const ENTITIES: { readonly [entity: string]: string } = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

/** Lines of a cell are told apart by a blank. */
export function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, entity: string) => ENTITIES[entity] ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

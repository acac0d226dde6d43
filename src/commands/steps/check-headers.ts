/** Checks the headers of exports: whether they can be used, and have the columns that the policy names. */
import { didYouMean } from "../../domain/suggest.ts";
import type { ExportFile } from "../../input/discover.ts";
import type { Header } from "../../input/header.ts";
import { type HeaderAhead, readHeadersAhead } from "../../input/look-ahead.ts";
import { refuse } from "../../policy/problem.ts";
import type { NeededColumn } from "../../policy/read-policy.ts";

/**
 * Refuses every export whose header cannot be used, all at once, and then every export that lacks a column.
 *
 * A single export is left to its reader, which tells all problems of its header just as early; to open the file twice would
 * take time.
 */
export async function checkHeaders(
  files: readonly ExportFile[],
  needs: readonly (readonly NeededColumn[])[],
  cwd: string,
): Promise<void> {
  if (files.length < 2) return;
  const headers = await readHeadersAhead(files, cwd);
  for (const each of needs) checkColumns(headers, each);
}

/** Refuses exports that lack a column which a rule for their kind looks at: their rows would be decided without it. */
export function checkColumns(headers: readonly HeaderAhead[], needs: readonly NeededColumn[]): void {
  const problems = headers.flatMap(({ path, header: { kind, columns } }) =>
    needs
      .filter(({ column, kinds }) => kinds?.has(kind) && !columns.includes(column))
      .map(({ column, problem }) => problem(`${path} has no column "${column}"${didYouMean(column, columns)}`)),
  );
  if (problems.length > 0) refuse(problems);
}

/** Refuses a policy that names a column which no export has, for rules that are not limited to a kind. */
export function checkColumnsOverall(headers: readonly Pick<Header, "columns">[], needs: readonly NeededColumn[]): void {
  const all = headers.flatMap(({ columns }) => columns);
  const missing = needs.filter(({ column, kinds }) => kinds === undefined && !all.includes(column));
  if (missing.length === 0) return;
  refuse(missing.map(({ column, problem }) => problem(`no export has a column "${column}"${didYouMean(column, all)}`)));
}

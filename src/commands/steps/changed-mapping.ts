/**
 * Warns of exports that an earlier run of the same outage read by another mapping, or by none.
 *
 * A record is known again by its kind, service and id. Where a mapping now gives it another service or another id, it counts as a
 * record that was never given anything, and is given to again.
 */
import { type Book, runName } from "../../book/book.ts";
import type { Manifest, RuleFile } from "../../book/manifest.ts";
import { standingRuns } from "../../book/standing.ts";
import type { Warning } from "../../report/summary.ts";

/** @param mappedBy the mapping of each export, by the export's path. */
export function changedMappings(
  book: Book,
  outage: string,
  mappedBy: ReadonlyMap<string, RuleFile>,
): readonly Warning[] {
  const runs = standingRuns(book.runs).filter(({ manifest }) => manifest.outage === outage);
  const warnings = new Map<string, Warning>();
  for (const [path, mapping] of mappedBy) {
    const other = runs.findLast(({ manifest }) => readOtherwise(manifest, path, mapping));
    if (other === undefined) continue;
    const about = `${mapping.path} (run ${runName(other.number)})`;
    warnings.set(about, { code: "mapping-changed", about, records: 0 });
  }
  return [...warnings.values()];
}

/** Whether a run read the export without this mapping, or had another mapping at its place. */
function readOtherwise({ rules, inputs }: Manifest, path: string, { path: place, sha256 }: RuleFile): boolean {
  const mappings = rules.filter(({ role }) => role === "mapping");
  if (mappings.some((mapping) => mapping.sha256 === sha256)) return false;
  return inputs.some((input) => input.path === path) || mappings.some((mapping) => mapping.path === place);
}

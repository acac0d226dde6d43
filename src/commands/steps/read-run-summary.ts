/** The summary of a plan or run as it is read back, with the warnings that this version knows. */
import { readSummary } from "../../book/written-summary.ts";
import { type Summary, WARNINGS } from "../../report/summary.ts";

/** Undefined when the file is missing, or is no summary. @throws Failure `file-unreadable`. */
export function readRunSummary(folder: string): Summary | undefined {
  const written = readSummary(folder);
  if (written === undefined) return undefined;
  const warnings = written.warnings.flatMap(({ code, ...facts }) => {
    const known = WARNINGS.find((warning) => warning === code);
    return known === undefined ? [] : [{ code: known, ...facts }];
  });
  return { ...written, warnings };
}

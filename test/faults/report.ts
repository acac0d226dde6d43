/** Collects how many points were tried, for `scripts/faults.js` to make a table of. */
import { appendFileSync } from "node:fs";

export interface TriedRow {
  readonly fault: string;
  readonly of: string;
  readonly points: number;
  readonly complaints: number;
}

export function reportTried(row: TriedRow): void {
  const file = process.env.FAULTS_REPORT;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

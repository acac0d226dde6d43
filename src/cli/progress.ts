/** Progress of long work on a terminal: how much is read, how fast, how long it will take, how many rejects. */
import type { ProgressView } from "../commands/steps/world.ts";
import { grouped } from "../report/summary.ts";
import type { Progress } from "../run/read-exports.ts";

const SILENT: ProgressView = { update: () => {}, stop: () => {} };
const SHOWN_EVERY_MS = 100;

export async function createProgress(totalBytes: number | undefined, visible: boolean): Promise<ProgressView> {
  if (!visible) return SILENT;
  // A user without a terminal does not have to wait until the library is loaded.
  const { default: ora } = await import("ora");
  const spinner = ora({ text: "Reading", stream: process.stderr, discardStdin: false }).start();
  const started = performance.now();
  let shown = 0;
  return {
    update: (progress) => {
      const now = performance.now();
      if (now - shown < SHOWN_EVERY_MS) return;
      shown = now;
      spinner.text = progressText(progress, totalBytes, (now - started) / 1000);
    },
    stop: () => {
      spinner.stop();
    },
  };
}

/** `41 % of 250 MB, 820,000 rows, 1,640,000 rows/s, 2 s left, 12 rejected`. */
export function progressText(
  { bytes, rows, rejects }: Progress,
  totalBytes: number | undefined,
  seconds: number,
): string {
  const parts = [
    totalBytes === undefined
      ? `${megabytes(bytes)} read`
      : `${percent(bytes, totalBytes)} % of ${megabytes(totalBytes)}`,
    `${grouped(rows)} rows`,
    `${grouped(Math.round(rows / Math.max(seconds, 0.001)))} rows/s`,
  ];
  if (totalBytes !== undefined && bytes > 0)
    parts.push(`${Math.ceil((seconds * (totalBytes - bytes)) / bytes)} s left`);
  if (rejects > 0) parts.push(`${grouped(rejects)} rejected`);
  return parts.join(", ");
}

function megabytes(bytes: number): string {
  return `${grouped(Math.round(bytes / 1_000_000))} MB`;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part / whole) * 100);
}

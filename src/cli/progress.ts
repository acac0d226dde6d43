/** Progress of long work on a terminal: how much is read, how fast, how long it will take, how many rejects. */
import type { ProgressView } from "../commands/steps/world.ts";
import type { Language } from "../report/habits.ts";
import { PROGRESS_SENTENCES } from "../report/sentences/progress.ts";
import type { Progress } from "../run/read-exports.ts";

const SILENT: ProgressView = { update: () => {}, stop: () => {} };
const SHOWN_EVERY_MS = 100;

export async function createProgress(
  totalBytes: number | undefined,
  { visible, language }: { readonly visible: boolean; readonly language: Language },
): Promise<ProgressView> {
  if (!visible) return SILENT;
  // A user without a terminal does not have to wait until the library is loaded.
  const { default: ora } = await import("ora");
  const spinner = ora({
    text: PROGRESS_SENTENCES[language].starting(),
    stream: process.stderr,
    discardStdin: false,
  }).start();
  const started = performance.now();
  let shown = 0;
  return {
    update: (progress) => {
      const now = performance.now();
      if (now - shown < SHOWN_EVERY_MS) return;
      shown = now;
      spinner.text = progressText(progress, { totalBytes, seconds: (now - started) / 1000, language });
    },
    stop: () => {
      spinner.stop();
    },
  };
}

export interface ProgressSetting {
  /** Undefined when the size is not known. */
  readonly totalBytes: number | undefined;
  /** Since the work began. */
  readonly seconds: number;
  readonly language: Language;
}

/** `41 % of 250 MB, 820,000 rows, 1,640,000 rows/s, 2 s left, 12 rejected`. */
export function progressText({ bytes, rows, rejects }: Progress, setting: ProgressSetting): string {
  const { totalBytes, seconds, language } = setting;
  const say = PROGRESS_SENTENCES[language];
  const known = totalBytes !== undefined && bytes > 0;
  const parts = [
    say.read({
      percent: percent(bytes, totalBytes ?? 0),
      done: megabytes(bytes),
      megabytes: totalBytes === undefined ? undefined : megabytes(totalBytes),
    }),
    say.rows(rows),
    say.speed(Math.round(rows / Math.max(seconds, 0.001))),
    ...(known ? [say.left(Math.ceil((seconds * (totalBytes - bytes)) / bytes))] : []),
    ...(rejects > 0 ? [say.rejected(rejects)] : []),
  ];
  return parts.join(", ");
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part / whole) * 100);
}

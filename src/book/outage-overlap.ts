/**
 * Outages that overlap: the same stretch of time of the same service must not be compensated under two names.
 *
 * A service that an outage lists has the windows listed for it; any other has the general ones.
 */
import { Failure } from "../domain/failure.ts";
import { type Book, runName } from "./book.ts";
import type { Manifest, ManifestWindow } from "./manifest.ts";
import { standingRuns } from "./standing.ts";

/** @throws Failure `outage-overlaps` when a run of another outage has compensated some of this one's time. */
export function assertNoOutageOverlap({ runs }: Book, plan: Pick<Manifest, "outage" | "services" | "windows">): void {
  for (const { manifest, number, folder } of standingRuns(runs)) {
    if (manifest.outage === plan.outage) continue;
    const service = plan.services.find((name) => manifest.services.includes(name) && shareTime(name, manifest, plan));
    if (service === undefined) continue;
    throw new Failure("outage-overlaps", {
      place: { file: folder },
      found: `run ${runName(number)} of outage ${manifest.outage} gave for ${service}`,
    });
  }
}

function shareTime(service: string, a: Pick<Manifest, "windows">, b: Pick<Manifest, "windows">): boolean {
  const others = windowsOf(service, b.windows);
  return windowsOf(service, a.windows).some((one) =>
    others.some((other) => one.start < other.end && other.start < one.end),
  );
}

/** Times are ISO 8601 in UTC, which compare as text. */
function windowsOf(service: string, windows: readonly ManifestWindow[]): readonly ManifestWindow[] {
  const own = windows.filter((window) => window.service === service);
  return own.length > 0 ? own : windows.filter((window) => window.service === undefined);
}

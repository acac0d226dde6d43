/**
 * An outage: one incident, with the windows in which each service was down.
 *
 * A listed service has its own windows, and no others; any other service has the general one. Windows may differ by
 * a column of the record (`where: { platform: pc }`); the windows that fit are used as their union.
 */
import type { Interval } from "./interval.ts";

export interface Outage {
  readonly id: string;
  readonly title: string | undefined;
  readonly zone: string;
  readonly source: string | undefined;
  /** For every service not listed in `services`; empty when the outage names none. */
  readonly general: readonly Interval[];
  readonly services: ReadonlyMap<string, readonly ServiceWindow[]>;
  readonly excluded: readonly Interval[];
}

export interface ServiceWindow {
  readonly interval: Interval;
  /** Column values it is limited to; empty for every record of the service. */
  readonly where: ReadonlyMap<string, readonly string[]>;
}

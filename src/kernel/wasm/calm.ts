/**
 * The offset of the policy's zone at an instant, where clocks are calm: on the day of the instant, which is counted in UTC, and on
 * the days around it. Between two calm instants of the same offset a day has 24 hours, and clocks show what was added.
 */
import { NOT_STEADY } from "./numbers";
import { CALM_OFFSETS, DAY_COUNT, FIRST_DAY } from "./output-tables";

const DAY: f64 = 86_400_000;
/** In `CALM_OFFSETS`: the day's offset is unknown, or clocks are not calm. */
const UNKNOWN: i32 = 0;
const CHANGES: i32 = 1;
/** Added to an offset in `CALM_OFFSETS`, so that it differs from `UNKNOWN` and `CHANGES`. */
const BIAS: i32 = 172_800_000;

/** Asks the host for the offset throughout a day and the days around it, in milliseconds; `NOT_STEADY` where it changes. */
declare function calmOffset(day: i32): i32;

/** The offset in milliseconds; `NOT_STEADY` where clocks change, and for an instant outside 1900 to 2199. */
export function calmOffsetAt(instant: f64): i32 {
  const day = Math.floor(instant / DAY) - <f64>FIRST_DAY;
  if (!(day >= 0 && day < <f64>DAY_COUNT)) return NOT_STEADY;
  const place = CALM_OFFSETS + <u32>day * 4;
  let known = load<i32>(place);
  if (known === UNKNOWN) {
    const offset = calmOffset(<i32>day + FIRST_DAY);
    known = offset === NOT_STEADY ? CHANGES : offset + BIAS;
    store<i32>(place, known);
  }
  return known === CHANGES ? NOT_STEADY : known - BIAS;
}

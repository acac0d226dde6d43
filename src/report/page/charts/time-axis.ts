/** Marks of a time axis at round times of the zone's clock. */
import { type Day, dayOfWall } from "../../../domain/civil.ts";
import { DAY, HOUR, type Instant } from "../../../domain/instant.ts";
import { dateText } from "../../../domain/write-iso.ts";
import { hasZone, openZone, type Zone } from "../../../domain/zone.ts";

export interface TimeMark {
  readonly at: Instant;
  /** `10-15`, and `06:00` between two days. */
  readonly label: string;
}

/** More labels would touch each other on a narrow screen. */
const MOST_MARKS = 5;
const STEPS = [1, 2, 3, 6, 12, 24, 48, 120, 240, 480, 1440, 2880, 8760, 17520].map((hours) => hours * HOUR);
const YEAR = 365 * DAY;

/** Marks from one instant to the other, both included, in the steps that give at most five. */
export function timeMarks(from: Instant, to: Instant, zone: Zone): readonly TimeMark[] {
  const [start, end] = [zone.wallAt(from), zone.wallAt(to)];
  const step = STEPS.find((length) => (end - start) / length <= MOST_MARKS - 1) ?? wholeYears(end - start);
  const origin = step > DAY ? Math.ceil(start / DAY) * DAY : Math.ceil(start / step) * step;
  const marks: TimeMark[] = [];
  for (let wall = origin; wall <= end; wall += step)
    marks.push({ at: zone.landWall(wall), label: wallLabel(wall, step) });
  return marks;
}

/** A step of years of 365 days, for times that are longer than the longest step allows. */
function wholeYears(length: number): number {
  return Math.ceil(length / (MOST_MARKS - 1) / YEAR) * YEAR;
}

function wallLabel(wall: number, step: number): string {
  if (wall % DAY !== 0) return `${String(Math.floor((wall % DAY) / HOUR)).padStart(2, "0")}:00`;
  return dayLabel(dayOfWall(wall), step);
}

/** `10-15`; `2022-10` where labels are further apart than two months. */
export function dayLabel(at: Day, step: number): string {
  const text = dateText(at);
  return step >= 60 * DAY ? text.slice(0, 7) : text.slice(5);
}

/** The zone of a manifest; UTC where the platform does not know it any more. */
export function openTold(zone: string): Zone {
  return openZone(hasZone(zone) ? zone : "UTC");
}

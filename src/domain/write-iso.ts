/** Writes dates and times of ISO 8601: the texts of days, clocks and offsets. */
import { civilOf, type Day, dayOfWall, type WallMillis } from "./civil.ts";
import { DAY, HOUR, MINUTE, type Millis, SECOND } from "./instant.ts";
import { MILLI_DECIMALS, type OffsetStyle, type Separator, type TimeShape } from "./time-shape.ts";

/** A time to write: what clocks show, the offset that they show it with, and the digits below the millisecond. */
export interface TimeToWrite {
  readonly wall: WallMillis;
  readonly offset: Millis;
  readonly below: number;
}

type IsoShape = Pick<TimeShape, "seconds" | "decimals" | "offsetStyle">;

/** @param wall of a day with a year of four digits. @param separator `none` for a date alone. */
export function isoText({ wall, offset, below }: TimeToWrite, separator: Separator, shape: IsoShape): string {
  const { seconds, decimals, offsetStyle } = shape;
  const day = dayOfWall(wall);
  const behind = offsetText(offset, offsetStyle);
  if (separator === "none") return dateText(day) + behind;
  const rest = wall - day * DAY;
  const clock = `${pad(Math.floor(rest / HOUR))}:${pad(Math.floor((rest % HOUR) / MINUTE))}`;
  const second = seconds ? `:${pad(Math.floor((rest % MINUTE) / SECOND))}` : "";
  const fraction = decimals > 0 ? `.${decimalsText(rest % SECOND, below, decimals)}` : "";
  return `${dateText(day)}${separator === "T" ? "T" : " "}${clock}${second}${fraction}${behind}`;
}

/** @param millis of the second. @param below the digits after them. */
export function decimalsText(millis: number, below: number, decimals: number): string {
  const first = String(millis).padStart(MILLI_DECIMALS, "0");
  if (decimals <= MILLI_DECIMALS) return first.slice(0, decimals);
  return first + String(below).padStart(decimals - MILLI_DECIMALS, "0");
}

export function offsetText(offset: Millis, style: OffsetStyle): string {
  if (style === "none") return "";
  if (style === "Z") return "Z";
  const sign = offset < 0 ? "-" : "+";
  const minutes = Math.abs(offset) / MINUTE;
  const hours = pad(Math.floor(minutes / 60));
  const rest = pad(Math.floor(minutes % 60));
  if (style === "+hh:mm") return `${sign}${hours}:${rest}`;
  return style === "+hh" && rest === "00" ? `${sign}${hours}` : `${sign}${hours}${rest}`;
}

/** Texts of days: all that an export has lie within a few years. */
const dateTexts = new Map<Day, string>();
const MOST_TEXTS = 4096;

export function dateText(day: Day): string {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const { year, month, day: date } = civilOf(day);
  const text = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(date)}`;
  if (dateTexts.size < MOST_TEXTS) dateTexts.set(day, text);
  return text;
}

const PADDED = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));

/** @param value below 100. */
function pad(value: number): string {
  return PADDED[value] ?? String(value);
}

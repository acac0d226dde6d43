/** Writes times in the patterns of a form, in the style that a cell of the pattern had. */
import { civilOf, dayOfWall } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, MINUTE, type Millis, SECOND } from "./instant.ts";
import { HALVES, MONTH_STYLES, MONTHS } from "./read-letters.ts";
import { millisOfFraction, serialOf } from "./read-number.ts";
import type { LettersPattern, PatternField, PatternPart } from "./time-pattern.ts";
import { type FormShape, SEPARATORS, type TimeShape } from "./time-shape.ts";
import { unreachable } from "./unreachable.ts";
import { decimalsText, isoText, offsetText, type TimeToWrite } from "./write-iso.ts";
import type { Zone } from "./zone.ts";

/**
 * @param zone the clock of the form, for dates that are written as an instant.
 * @returns undefined for a time that the pattern cannot write, such as a year of another century.
 */
export function formText(time: TimeToWrite, shape: TimeShape, form: FormShape, zone: Zone): string | undefined {
  const { pattern, style } = form;
  switch (pattern.kind) {
    case "iso":
      return isoText(time, SEPARATORS[style] ?? "none", shape);
    case "letters":
      return lettersText(time, shape, form, pattern);
    case "epoch": {
      const isDate = shape.separator === "none";
      const at = isDate ? zone.startOfDay(dayOfWall(time.wall)) : instantAt(time.wall - time.offset);
      return epochText(at, time.below, shape, pattern.unit);
    }
    case "excel-days":
      return excelText(time, style);
    default:
      return unreachable(pattern);
  }
}

function lettersText(
  time: TimeToWrite,
  shape: TimeShape,
  form: FormShape,
  pattern: LettersPattern,
): string | undefined {
  const { century } = form.form;
  const values = valuesOf(time, pattern);
  if (pattern.isShortYear) {
    values.year -= century ?? 0;
    if (values.year < 0 || values.year > 99) return undefined;
  }
  return pattern.parts.map((part) => partText(part, values, time, shape, form.style)).join("");
}

/** Values by field, and the half of the day. */
type Values = { [field in PatternField | "half"]: number };

function valuesOf({ wall, below }: TimeToWrite, { decimals, isHalfDay }: LettersPattern): Values {
  const day = dayOfWall(wall);
  const rest = wall - day * DAY;
  const hour = Math.floor(rest / HOUR);
  const fraction = decimals > 0 ? Number(decimalsText(rest % SECOND, below, decimals)) : 0;
  return {
    ...civilOf(day),
    hour: isHalfDay ? ((hour + 11) % 12) + 1 : hour,
    minute: Math.floor((rest % HOUR) / MINUTE),
    second: Math.floor((rest % MINUTE) / SECOND),
    fraction,
    half: hour < 12 ? 0 : 1,
  };
}

function partText(part: PatternPart, values: Values, { offset }: TimeToWrite, shape: TimeShape, style: number): string {
  switch (part.kind) {
    case "literal":
      return part.text;
    case "number": {
      const isPadded = (Math.floor(style / 9) & part.bit) !== 0;
      return String(values[part.field ?? "year"]).padStart(isPadded ? part.most : part.least, "0");
    }
    case "month-name":
      return MONTH_STYLES[style % 3]?.(MONTHS[values.month - 1] ?? "") ?? "";
    case "meridiem":
      return HALVES[Math.floor(style / 3) % 3]?.[values.half] ?? "";
    case "offset":
      return patternOffset(part, offset, shape);
    default:
      return unreachable(part.kind);
  }
}

/** An offset of hours alone gets minutes where it has to, in the way of its letters. */
function patternOffset({ text }: PatternPart, offset: Millis, { offsetStyle }: TimeShape): string {
  const isWide = offsetStyle === "+hh" && offset % HOUR !== 0;
  return offsetText(offset, isWide ? (text === "Z" || text === "ZZ" ? "+hh:mm" : "+hhmm") : offsetStyle);
}

function epochText(
  at: Instant,
  below: number,
  { decimals }: TimeShape,
  unit: "seconds" | "millis",
): string | undefined {
  if (at < 0) return undefined;
  if (unit === "millis") return String(at);
  const second = Math.floor(at / SECOND);
  return decimals === 0 ? String(second) : `${second}.${decimalsText(at - second * SECOND, below, decimals)}`;
}

/** More decimals than this are never needed to tell milliseconds apart. */
const MOST_DECIMALS_OF_DAY = 12;

/** As many decimals as the cell had, or as many more as it takes to be read as the same time. @param style see `read-number.ts`. */
function excelText({ wall }: TimeToWrite, style: number): string | undefined {
  const day = dayOfWall(wall);
  const serial = serialOf(day);
  if (Number.isNaN(serial)) return undefined;
  const timeOfDay = wall - day * DAY;
  if (style === 0 && timeOfDay === 0) return String(serial);
  for (let decimals = Math.max(1, style - 1); decimals <= Math.max(MOST_DECIMALS_OF_DAY, style - 1); decimals += 1) {
    const scale = 10n ** BigInt(decimals);
    const fraction = (BigInt(timeOfDay) * scale * 2n + BigInt(DAY)) / (BigInt(DAY) * 2n);
    if (fraction < scale && millisOfFraction(Number(fraction), decimals) === timeOfDay)
      return `${serial}.${String(fraction).padStart(decimals, "0")}`;
  }
  return undefined;
}

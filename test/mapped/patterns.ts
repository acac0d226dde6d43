/** Patterns of times by chance, and what cells under them look like, told a second time: nothing here asks the program. */
import type { Dice } from "../oracle/samples/dice.ts";

export interface Shown {
  /** What clocks show, in milliseconds as if it were UTC. */
  readonly wall: number;
  /** Nine decimals of the second. */
  readonly decimals: string;
  /** In minutes; only patterns with an offset look at it. */
  readonly offset: number;
}

/** A letter of the pattern with its repeats, or a text that stands for itself. */
type Token = { readonly letters: string } | { readonly literal: string };

/** What a pattern leaves to the cell. */
export interface CellStyle {
  /** Whether a number of one digit has a zero before it, where the pattern takes it with and without. */
  readonly zeros: boolean;
  readonly month: (name: string) => string;
  readonly halves: readonly [string, string];
  readonly offset: "Z" | "+hh" | "+hhmm" | "+hh:mm";
}

export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly part: "date" | "minutes" | "seconds";
  readonly decimals: number;
  readonly hasOffset: boolean;
  readonly isShortYear: boolean;
  readonly style: CellStyle;
}

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const OFFSETS: { readonly [letters: string]: readonly CellStyle["offset"][] } = {
  X: ["+hhmm", "+hh"],
  XX: ["+hhmm"],
  XXX: ["+hh:mm"],
  Z: ["+hh:mm", "+hh"],
  ZZ: ["+hh:mm", "+hh"],
  ZZZ: ["+hhmm", "+hh"],
};

export interface PatternWish {
  readonly part: Pattern["part"];
  /** The offset that cells have: none, UTC as `Z`, or one in digits; only `anyHours` has minutes that are not 0. */
  readonly offset: "none" | "Z" | "hours" | "anyHours";
  readonly isKorean: boolean;
}

export function patternBy(dice: Dice, { part, offset, isKorean }: PatternWish): Pattern {
  const date = dateTokens(dice, isKorean);
  const decimals = part === "seconds" && dice.chance(0.3) ? dice.between(1, 9) : 0;
  const clock = part === "date" ? [] : clockTokens(dice, { part, decimals, isKorean });
  const isTight = [date.at(-1), clock[0]].every((token) => token !== undefined && isFixed(token));
  const between = clock.length === 0 ? [] : [joint(dice, isTight)];
  const mark = offset === "none" ? undefined : dice.pick(offset === "Z" ? ["X", "XX", "XXX"] : Object.keys(OFFSETS));
  const behind: Token[] =
    mark === undefined ? [] : [...(dice.chance(0.3) ? [{ literal: " " }] : []), { letters: mark }];
  const tokens = [...date, ...between, ...clock, ...behind].filter((token) => textOf(token) !== "");
  const styles = (OFFSETS[mark ?? "X"] ?? []).filter((style) => style !== "+hh" || offset === "hours");
  return {
    text: tokens.map(textOf).join(""),
    tokens,
    part,
    decimals,
    hasOffset: mark !== undefined,
    isShortYear: tokens.some((token) => "letters" in token && token.letters === "yy"),
    style: {
      zeros: dice.chance(0.5),
      month: dice.pick([(name) => name, (name: string) => name.toUpperCase(), (name: string) => name.toLowerCase()]),
      halves: dice.pick([["AM", "PM"], ["am", "pm"], ...(isKorean ? ([["오전", "오후"]] as const) : [])]),
      offset: offset === "Z" ? "Z" : dice.pick(styles),
    },
  };
}

/** Letters stand in quotes, and so does whatever stands in them with others. */
function textOf(token: Token): string {
  if ("letters" in token) return token.letters;
  return /[A-Za-z]/.test(token.literal) ? `'${token.literal}'` : token.literal;
}

function isFixed(token: Token): boolean {
  return "letters" in token && token.letters.length > 1 && token.letters !== "MMM";
}

function dateTokens(dice: Dice, isKorean: boolean): Token[] {
  const year = dice.chance(0.15) ? "yy" : "yyyy";
  const choice = dice.below(10);
  if (choice < 2) return tokensOf([year, "MM", "dd"], "");
  if (choice < 4) {
    const month = dice.pick(["-", " ", "."]);
    return tokensOf(dice.chance(0.8) ? [dice.pick(["d", "dd"]), "MMM", year] : [year, "MMM", "dd"], month);
  }
  const [month, day] = dice.pick([
    ["MM", "dd"],
    ["M", "d"],
    ["MM", "d"],
    ["M", "dd"],
  ] as const);
  if (isKorean && choice < 6)
    return [
      { letters: year },
      { literal: "년 " },
      { letters: month },
      { literal: "월 " },
      { letters: day },
      { literal: "일" },
    ];
  const order = dice.pick([
    [year, month, day],
    [day, month, year],
    [month, day, year],
  ]);
  return tokensOf(order, dice.pick(["/", "-", ".", ". ", " ", ","]));
}

function clockTokens(
  dice: Dice,
  { part, decimals, isKorean }: { part: Pattern["part"]; decimals: number; isKorean: boolean },
): Token[] {
  const isHalf = dice.chance(0.3);
  const isTight = dice.chance(0.25);
  const fields = isTight
    ? [isHalf ? "hh" : "HH", "mm"]
    : [dice.pick(isHalf ? ["hh", "h"] : ["HH", "H"]), dice.pick(["mm", "m"])];
  if (part === "seconds") fields.push(isTight ? "ss" : dice.pick(["ss", "ss", "s"]));
  const between = isTight ? "" : isKorean && dice.chance(0.15) ? "시 " : dice.pick([":", ":", ":", ".", "-"]);
  const clock = tokensOf(fields, between);
  const last = fields.at(-1) ?? "";
  const point = last.length === 1 ? dice.pick([".", ","]) : dice.pick([".", ".", ",", ""]);
  const fraction = decimals === 0 ? [] : [{ literal: point }, { letters: "S".repeat(decimals) }];
  const whole: Token[] = [...clock, ...fraction];
  if (!isHalf) return whole;
  const mark = { letters: "a" };
  return dice.chance(0.5)
    ? [mark, { literal: dice.pick([" ", ""]) }, ...whole]
    : [...whole, { literal: dice.pick([" ", ""]) }, mark];
}

function joint(dice: Dice, isTight: boolean): Token {
  return { literal: dice.pick([" ", " ", "T", "_", " at ", ", ", ...(isTight ? [""] : [])]) };
}

function tokensOf(fields: readonly string[], between: string): Token[] {
  return fields.flatMap((letters, index) => (index === 0 ? [{ letters }] : [{ literal: between }, { letters }]));
}

/** A cell under a pattern. @param zeros whether a number that may have one digit has a zero before it. */
export function printed({ tokens, style }: Pattern, shown: Shown, zeros: boolean): string {
  return tokens
    .map((token) => ("literal" in token ? token.literal : fieldText(token.letters, shown, style, zeros)))
    .join("");
}

function fieldText(letters: string, { wall, decimals, offset }: Shown, style: CellStyle, zeros: boolean): string {
  const at = new Date(wall);
  const number = (value: number) => String(value).padStart(letters.length === 2 || zeros ? 2 : 1, "0");
  switch (letters.charAt(0)) {
    case "y":
      return letters === "yy"
        ? String(at.getUTCFullYear() % 100).padStart(2, "0")
        : String(at.getUTCFullYear()).padStart(4, "0");
    case "M":
      return letters === "MMM" ? style.month(NAMES[at.getUTCMonth()] ?? "") : number(at.getUTCMonth() + 1);
    case "d":
      return number(at.getUTCDate());
    case "H":
      return number(at.getUTCHours());
    case "h":
      return number(at.getUTCHours() % 12 === 0 ? 12 : at.getUTCHours() % 12);
    case "m":
      return number(at.getUTCMinutes());
    case "s":
      return number(at.getUTCSeconds());
    case "S":
      return decimals.slice(0, letters.length);
    case "a":
      return style.halves[at.getUTCHours() < 12 ? 0 : 1];
    default:
      return offsetText(offset, style.offset);
  }
}

export function offsetText(minutes: number, style: CellStyle["offset"]): string {
  if (style === "Z") return "Z";
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const digits = { "+hh": two(hours), "+hhmm": two(hours) + two(rest), "+hh:mm": `${two(hours)}:${two(rest)}` }[style];
  return `${minutes < 0 ? "-" : "+"}${digits}`;
}

/**
 * A new value like an old cell: where numbers may have one digit or two, a number has a zero before it where some number of the
 * old cell has one.
 */
export function printedLike(pattern: Pattern, old: Shown, shown: Shown): string {
  const showsZero = printed(pattern, old, true) !== printed(pattern, old, false);
  return printed(pattern, shown, pattern.style.zeros && showsZero);
}

/** A day that there is not, under a pattern with both a day and a month in digits; undefined for others. */
export function impossible(pattern: Pattern): string | undefined {
  const [first, second] = [Date.UTC(2023, 1, 28), Date.UTC(2023, 1, 27)].map((wall) =>
    printed(pattern, { wall, decimals: "000000000", offset: 0 }, false),
  );
  if (first === undefined || second === undefined || !first.includes("28")) return undefined;
  const at = [...first].findIndex((letter, index) => letter !== second[index]);
  return `${first.slice(0, at - 1)}30${first.slice(at + 1)}`;
}

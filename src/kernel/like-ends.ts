/**
 * How the ends of an export are written, for the kernel that decides records by precedent: `wasm/later.ts` puts later ends in ISO 8601 and
 * in patterns of fixed width. In other forms only records that get no new end are decided so.
 *
 * No records are alike where an end is in a form in which a cell, with zeros for its digits, does not say whether it is a date, or what its
 * clock is: a list of patterns, days of a spreadsheet, offsets in a pattern, midnights that stand for dates, and another zone than the policy's.
 */
import type { TimeForm, TimePattern } from "../domain/time-form.ts";
import { compilePattern, type LettersPattern } from "../domain/time-pattern.ts";
import type { ExportShape } from "./export-shape.ts";
import type { LIKE_ENDS_FIELDS } from "./fields.ts";
import { fixedPattern } from "./fixed-pattern.ts";
import { END_FORMS } from "./numbers.ts";

type LikeEnd = { readonly [field in (typeof LIKE_ENDS_FIELDS)[number]]: number };

/** The end by `expires_at`, and that by `next_billing_at`. */
export type LikeEnds = readonly [LikeEnd, LikeEnd];

const NOWHERE = -1;
const ISO: LikeEnd = {
  column: NOWHERE,
  form: END_FORMS.iso,
  year: NOWHERE,
  month: NOWHERE,
  day: NOWHERE,
  hour: NOWHERE,
  minute: NOWHERE,
  second: NOWHERE,
};
const OTHER: LikeEnd = { ...ISO, form: END_FORMS.other };

/** Undefined where no records of an export are alike. @param zone the policy's. */
export function likeEndsOf(
  { times, expires, renews }: Pick<ExportShape, "times" | "expires" | "renews">,
  zone: string,
): LikeEnds | undefined {
  const byExpiry = likeEnd(times[expires], zone);
  const byCharge = likeEnd(times[renews], zone);
  return byExpiry && byCharge && [byExpiry, byCharge];
}

function likeEnd(time: ExportShape["times"][number] | undefined, zone: string): LikeEnd | undefined {
  if (time === undefined) return ISO;
  const end = time.form === undefined ? ISO : endInForm(time.form, zone);
  return end && { ...end, column: time.index };
}

function endInForm(form: TimeForm, policyZone: string): LikeEnd | undefined {
  const { patterns, midnight, zone = policyZone } = form;
  const [pattern, ...others] = patterns;
  if (pattern === undefined || others.length > 0 || zone !== policyZone) return undefined;
  if (pattern.kind === "letters") return endInLetters(pattern, midnight);
  return midnight === "day" ? undefined : END_IN[pattern.kind];
}

const END_IN: { readonly [kind in Exclude<TimePattern["kind"], "letters">]: LikeEnd | undefined } = {
  iso: ISO,
  epoch: OTHER,
  "excel-days": undefined,
};

function endInLetters({ text }: { readonly text: string }, midnight: TimeForm["midnight"]): LikeEnd | undefined {
  const pattern = compilePattern(text);
  if (typeof pattern === "string" || (pattern.hasTime && midnight === "day")) return undefined;
  if (pattern.parts.some(({ kind }) => kind === "offset")) return undefined;
  return endOfFixedWidth(pattern) ?? OTHER;
}

function endOfFixedWidth(pattern: LettersPattern): LikeEnd | undefined {
  const places = fixedPattern(pattern)?.places;
  if (places === undefined) return undefined;
  const { year = NOWHERE, month = NOWHERE, day = NOWHERE, hour = NOWHERE, minute = NOWHERE, second = NOWHERE } = places;
  return { ...ISO, form: END_FORMS.fixed, year, month, day, hour, minute, second };
}

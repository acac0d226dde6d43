/**
 * The order of the numbers in tables that have names for them, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js.
 */

/** The elements of `SHAPE`, in their order. */
export const SHAPE_FIELDS = [
  "columns",
  "id",
  "user",
  "service",
  "currency",
  "flag",
  "starts",
  "expires",
  "renews",
  "timeCount",
  "amountCount",
  "withoutUser",
  "strictIds",
  "certainCount",
] as const;

/** The elements of each entry of `TIME_PLAN`, in their order. */
export const TIME_PLAN_FIELDS = [
  "column",
  "role",
  "kind",
  "lasts",
  "midnight",
  "program",
  "end",
  "factor",
  "divisor",
  "bytes",
] as const;

/** The elements of `WRITTEN`, in their order. */
export const WRITTEN_FIELDS = ["year", "month", "day", "hour", "minute", "second", "fraction", "half"] as const;

/** The elements of each entry of `APPENDED`, in their order. */
export const APPENDED_FIELDS = ["place", "length", "again", "vocabulary"] as const;

/** The elements of `LIKE`, in their order. */
export const LIKE_FIELDS = ["id", "lastColumn", "edges", "byLength", "texts"] as const;

/** The elements of each entry of `LIKE_ENDS`, in their order. */
export const LIKE_ENDS_FIELDS = ["column", "form", "year", "month", "day", "hour", "minute", "second"] as const;

/** The elements of each entry of `GIFTS`, in their order. */
export const GIFTS_FIELDS = [
  "number",
  "target",
  "later",
  "place",
  "beginning",
  "beginningLength",
  "head",
  "headLength",
  "middle",
  "middleLength",
  "tail",
  "tailLength",
  "notes",
  "notesLength",
] as const;

/** The elements of `ORIGIN`, in their order. */
export const ORIGIN_FIELDS = ["from", "length"] as const;

/** The elements of each entry of `AREAS`, in their order. */
export const AREAS_FIELDS = ["to", "end"] as const;

/** The elements of each entry of `FOUND`, in their order. */
export const FOUND_FIELDS = [
  "candidate",
  "number",
  "target",
  "from",
  "end",
  "high",
  "low",
  "id",
  "idSecond",
  "idThird",
  "idFourth",
] as const;

/** The elements of each entry of `COLUMNS`, in their order. */
export const COLUMNS_FIELDS = [
  "kind",
  "valid",
  "values",
  "width",
  "places",
  "first",
  "scale",
  "unit",
  "dictionary",
] as const;

/**
 * A mapping file as it is written. It has a list of exports, or the keys of a single export beside its name.
 *
 * Exports and their columns are held against their schemas one by one, so that the faults of one do not hide those of another.
 */
import { z } from "zod";
import { RECORD_KINDS } from "../domain/record.ts";
import { scalar, scalarOrEmpty } from "./scalar.ts";

function oneOrMore(description: string) {
  return z.union([scalar(description), z.array(scalar(description)).min(1)]).describe(description);
}

const missing = z
  .union([
    scalar("A text that stands for an empty cell."),
    z.array(scalarOrEmpty("A text that stands for an empty cell.")).min(1),
  ])
  .describe("Texts that stand for an empty cell.");

const number = z
  .strictObject({
    group: scalar("The character between groups of digits; none unless said.").optional(),
    decimal: scalar("The decimal sign, a point or a comma; a point unless said.").optional(),
    affix: oneOrMore("A text that may stand before or after the digits, such as a currency sign.").optional(),
  })
  .describe("How amounts are written.");

const time = oneOrMore(
  "`iso`, `epoch-seconds`, `epoch-millis`, `excel-days`, or a pattern such as `yyyy-MM-dd HH:mm:ss`; of several, exactly one fits a cell.",
);

const columnBlock = z.strictObject({
  from: oneOrMore(
    "The column's name in the file, or names of which one is there; its own name unless said.",
  ).optional(),
  always: scalar("The same text for every row, in place of a column.").optional(),
  values: z
    .record(z.string(), scalar("The word that is meant."))
    .describe("Words of the file, and what each of them means.")
    .optional(),
  else: scalar("What becomes of any other word: `keep` (unless said), `review`, `reject`, or a word.").optional(),
  missing: missing.optional(),
  number: number.optional(),
  time: time.describe("How times are written; `iso` unless said.").optional(),
  through: z
    .enum(["day", "before"])
    .describe("Whether a date as an end is the last day that counts, or the first that does not; `day` unless said.")
    .optional(),
  midnight: z
    .enum(["moment", "day"])
    .describe("Whether a time at 00:00:00 stands for its day; `moment` unless said.")
    .optional(),
  century: scalar("The century of years of two digits, such as 2000.").optional(),
  twice: z
    .enum(["earlier", "later"])
    .describe("Which one a time is that clocks show twice; a reject unless said.")
    .optional(),
  never: z.enum(["forward"]).describe("Moves a time forward that clocks skip; a reject unless said.").optional(),
});

export const writtenMappedColumn = z.union([
  scalar("The column's name in the file."),
  z.array(scalar("A name in the file.")).min(1).describe("Names in the file, of which exactly one has to be there."),
  columnBlock,
]);

const skipTest = z
  .union([
    scalarOrEmpty("The value."),
    z.array(scalarOrEmpty("A value.")).min(1).describe("Any of these values."),
    z.strictObject({
      not: z
        .union([scalarOrEmpty("The value."), z.array(scalarOrEmpty("A value.")).min(1)])
        .describe("Any value but these.")
        .optional(),
      empty: z.enum(["true", "false"]).describe("Whether the cell must be empty.").optional(),
    }),
  ])
  .describe("What the cell of such a row is: a value, a list of values, or a block with `not` or `empty`.");

const writtenExport = z.strictObject({
  match: scalar("A glob for the file's name; every file unless said.").optional(),
  record: z.enum(RECORD_KINDS).describe("The kind of the records."),
  encoding: scalar("The encoding, such as `cp949`; UTF-8 unless said.").optional(),
  delimiter: scalar("The character between cells; told by the header unless said.").optional(),
  quote: z
    .enum(["standard", "none"])
    .describe("Whether cells may stand in quotes, as RFC 4180 says; `standard` unless said.")
    .optional(),
  escape: scalar("The character before a character that means itself; none unless said.").optional(),
  "before-header": scalar("The number of lines above the header; 0 unless said.").optional(),
  header: z.array(scalar("A name.")).min(1).describe("The columns, where the file has no header.").optional(),
  sheet: scalar("The sheet of a workbook; the first one unless said.").optional(),
  missing: missing.optional(),
  skip: z
    .record(z.string(), skipTest)
    .describe("Rows that are no records, by a column of the file; any of these leaves the row out.")
    .optional(),
  rows: z
    .strictObject({
      key: oneOrMore("Our column of the id, such as `subscription_id`, by which rows belong together."),
      of: z.enum(["line-items"]).describe("`line-items`: every row is an item of its record, which counts once."),
    })
    .describe("Rows that belong to one record; every row is a record unless said.")
    .optional(),
  newer: scalar(
    "What tells the newest of several rows of a record, which alone counts: `last-file`, or a column with times or whole numbers. Unless said, such rows contradict each other.",
  ).optional(),
  ids: z
    .enum(["warn", "strict"])
    .describe("Whether an id that a spreadsheet damaged is warned of or rejected; `warn` unless said.")
    .optional(),
  zone: scalar("IANA time zone of times without an offset; the policy's unless said.").optional(),
  columns: z
    .record(z.string(), writtenMappedColumn)
    .describe("Our columns, and what each of them is in the file.")
    .optional(),
});

export const writtenMapping = z
  .strictObject({
    mapping: scalar("The mapping's name."),
    exports: z
      .array(writtenExport)
      .min(1)
      .describe("The exports; the first whose `match` fits describes a file.")
      .optional(),
    ...writtenExport.partial().shape,
  })
  .describe("What exports mean whose columns, words, times and numbers are not ours.");

const columnsUnread = { columns: z.record(z.string(), z.unknown()).optional() };

/** The whole file, in which no export of the list and no column is looked at yet. */
export const writtenMappingFrame = writtenMapping.extend({
  exports: z.array(z.unknown()).min(1).optional(),
  ...columnsUnread,
});

/** An export of the list, in which no column is looked at yet. */
export const writtenExportFrame = writtenExport.extend(columnsUnread);

export const EXPORT_KEYS = writtenExport.keyof().options;

export type WrittenMapping = z.infer<typeof writtenMappingFrame>;
export type WrittenExportFrame = Omit<WrittenMapping, "mapping" | "exports">;
export type WrittenMappedColumn = z.infer<typeof columnBlock>;
export type WrittenNumberForm = z.infer<typeof number>;
export type WrittenSkipTest = z.infer<typeof skipTest>;

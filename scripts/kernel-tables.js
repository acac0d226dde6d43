// The facts that both sides of src/kernel/ know, declared once: numbers, and the tables in the memory of each of the five
// kernels. scripts/write-kernel-tables.js writes both sides, and works out addresses, sizes and alignment.

const BATCH_BYTES = 128 * 1024;
const MOST_COLUMNS = 1000;
const KEPT_CELLS = MOST_COLUMNS + 1;
const LONGEST_RECORD = 1024 * 1024;
const MOST_PLANNED = 64;
const LONGEST_PROGRAM = 32;
/** Four pairs of vectors, which a program has room for. */
const FIXED_PROGRAM_BYTES = 4 * 2 * 16;
const MOST_SELECTED = 7;
const MOST_CERTAIN = 8;
/** The role of words in the first column of certain words; the columns after it have the roles after it. */
const FIRST_CERTAIN = 5;
const MOST_PARTITIONS = 1 << 9;
const LONGEST_MESSAGE = 4096;
const COPY_STEP = 16;
const MOST_LIKE_COLUMNS = 16;
const MOST_EDGES = 256;
const MOST_GIFTS = 8;
const FOUND_AT_ONCE = 4096;
const PRECEDENT_BITS = 15;
const PRECEDENT_BYTES = 4 * 1024 * 1024;
const LONGEST_LIKE_CELL = 64;
/** The cells of a likeness with their lengths, an end, and the numbers about a period; and room for a copy's last step. */
const LIKENESS_BYTES = (MOST_LIKE_COLUMNS + 1) * (LONGEST_LIKE_CELL + 1) + 64;
const MARGIN = 64;

const FIRST_YEAR = 1900;
const YEARS = 300;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(FIRST_YEAR, 0, 1) / DAY;
const DAY_COUNT = Date.UTC(FIRST_YEAR + YEARS, 0, 1) / DAY - FIRST_DAY;

/** A batch is the rows of so many bytes. The shortest row has one byte and a line end. */
const ROWS = BATCH_BYTES / 2 + 1;
/** Under a mapping, cells come behind those of a row. */
const CELLS = BATCH_BYTES + 2 * KEPT_CELLS;
/** A batch grows until it holds one whole record. */
const STOPS = LONGEST_RECORD * 2 + 64;

/** A column may change, it may say which rows are left out, and it may come again behind the row. */
const MOST_VOCABULARIES = 3 * KEPT_CELLS;
const KEPT_BYTES = 4 * 1024 * 1024;
/** Columns of words have few, and columns of prices some dozens; so many that two of them seldom have the same place. */
const MET_BITS = 6;
const MET_TEXTS = 1 << MET_BITS;
const TEXT_BITS = 16;
const TEXT_SLOTS = 1 << TEXT_BITS;

/** The numbers of a time, from the year to the second. */
const SHAPE_NUMBERS = 6;
const LONGEST_SHAPE = 64;

const LONGEST_WORD = 40;
const WORD_BITS = 12;
const WORD_SLOTS = 1 << WORD_BITS;
const COMBINATION_SLOTS = 4096;

/** Bytes at the start of each memory: the compiler puts constant tables there. */
export const RESERVED = 2048;

/** Single numbers. In AssemblyScript they are `u32`, unless they say another type. */
export const NUMBERS = [
  { name: "MOST_COLUMNS", value: MOST_COLUMNS, says: "An export has at most so many columns." },
  {
    name: "KEPT_CELLS",
    value: KEPT_CELLS,
    says: "A row keeps at most so many cells; further cells are only counted.",
  },
  { name: "LONGEST_CELL", value: 64 * 1024, says: "Bytes of a cell, without its quotes." },
  { name: "LONGEST_RECORD", value: LONGEST_RECORD, says: "Bytes of a record, its line end included." },
  {
    name: "MOST_PLANNED",
    value: MOST_PLANNED,
    says: "A checked export has at most so many times, and so many amounts.",
  },
  { name: "LONGEST_PROGRAM", value: LONGEST_PROGRAM, says: "Steps of the longest program that reads a time." },
  {
    name: "FIXED_PROGRAM_BYTES",
    value: FIXED_PROGRAM_BYTES,
    says: "Bytes of a program that reads times in a pattern of fixed width.",
  },
  {
    name: "MOST_CERTAIN",
    value: MOST_CERTAIN,
    says: "A checked export has at most so many columns that have certain words only.",
  },
  { name: "MOST_SELECTED", value: MOST_SELECTED, says: "The rules for a service may select by so many columns." },
  {
    name: "KEPT_BYTES",
    value: KEPT_BYTES,
    says: "Bytes of all texts of a mapping and of their answers, as far as the kernel keeps them.",
  },
  { name: "LONGEST_TEXT", value: 0xffff, says: "Bytes of the longest text of a mapping that the kernel keeps." },
  { name: "SHAPE_NUMBERS", value: SHAPE_NUMBERS, says: "So many runs of digits of a cell are kept as numbers." },
  {
    name: "LONGEST_SHAPE",
    value: LONGEST_SHAPE,
    says: "Bytes of the longest cell that has a shape: it may be a time, an amount or an id.",
  },
  { name: "SURE_DIGITS", value: 9, says: "An amount with so many digits is small enough with any number of decimals." },
  { name: "MOST_DECIMALS", value: 6, says: "An amount without a currency may have so many decimals." },
  { name: "LONGEST_PLACEHOLDER", value: 9, says: "Bytes of the longest word that stands for no id." },
  { name: "FAR", value: 0xff, says: "A distance between two rows that does not fit into a byte." },
  { name: "NO_WORD", value: 0xffff, says: "Stands for a word that the kernel does not know." },
  { name: "NO_COLUMN", value: 0xffff, says: "Stands for a position: no column is there." },
  { name: "TO_DECIDE", value: 0xff, says: "Stands for a code: the row has to be decided." },
  {
    name: "NOT_STEADY",
    value: -(2 ** 31),
    type: "i32",
    says: "Stands for an offset: the clocks change on the day, or near it.",
  },
  {
    name: "MARGIN",
    value: MARGIN,
    says: "The scan reads so many bytes past the end of a block, and these bytes have to be zeros.",
  },
  { name: "OVERHANG", value: COPY_STEP, says: "A copy may read and write so many bytes past its end." },
  { name: "LONGEST_MESSAGE", value: LONGEST_MESSAGE, says: "Bytes of a message that the kernel can hash." },
  { name: "COPIED_COLUMNS", value: 4, says: "Every output row has so many cells that are copied from the export." },
  {
    name: "MOST_LIKE_COLUMNS",
    value: MOST_LIKE_COLUMNS,
    says: "Rows that are alike may have to have the same texts in so many columns.",
  },
  {
    name: "MOST_EDGES",
    value: MOST_EDGES,
    says: "Rules whose answers likeness settles may ask about so many instants.",
  },
  { name: "MOST_GIFTS", value: MOST_GIFTS, says: "A precedent has at most so many gifts." },
  {
    name: "FOUND_AT_ONCE",
    value: FOUND_AT_ONCE,
    says: "So many gifts are found before the host has to take them.",
  },
  { name: "STRETCH_ROWS", value: 1 << 19, says: "A stretch has at most so many rows." },
  { name: "MOST_PARTITIONS", value: MOST_PARTITIONS, says: "A stretch has at most so many partitions." },
  {
    name: "SORTED_ROW_BYTES",
    value: 16,
    says: "Bytes of a sorted row: its ordinal, from 1, and the three numbers of its fingerprints.",
  },
];

/** Codes. A host reads `VERDICTS.done` where AssemblyScript has `VERDICT_DONE`. */
export const CODES = [
  {
    name: "QUOTINGS",
    prefix: "QUOTING",
    says: "How a cell is quoted: not at all, in quotes, in quotes with doubled quotes inside.",
    codes: { bare: 0, quoted: 1, doubled: 2 },
  },
  {
    name: "DAMAGES",
    prefix: "DAMAGE",
    says: "The damage that ends a scan before the end of its block.",
    codes: { none: 0, "quote-misplaced": 1, "quote-unclosed": 2, "bare-return": 3, "record-too-long": 4 },
    isList: true,
  },
  {
    name: "TIME_ROLES",
    prefix: "TIME",
    says: "The role of a time: the start or the end of a period, or the day of a charge.",
    codes: { start: 0, end: 1, charge: 2 },
  },
  {
    name: "TIME_KINDS",
    prefix: "KIND",
    says: "How the cells of a column of times are written: in ISO 8601, as the steps of a program say, as a number of seconds or milliseconds since 1970, in a way that the kernel does not read, or in a pattern of fixed width.",
    codes: { iso: 0, program: 1, seconds: 2, millis: 3, unread: 4, fixed: 5 },
  },
  {
    name: "ENDINGS",
    prefix: "ENDING",
    says: "How a period ends: the sum of the codes that hold, whether a charge ends it, and whether it renews. 0 expires and does not renew.",
    codes: { byCharge: 1, renews: 2 },
  },
  {
    name: "END_FORMS",
    prefix: "END",
    says: "How the ends of a column are written: in ISO 8601, in a pattern of fixed width, or in a way in which the kernel puts no later end.",
    codes: { iso: 0, fixed: 1, other: 2 },
  },
  {
    name: "WORD_ROLES",
    prefix: "ROLE",
    says: "The role of a word: a word may mean different things in different roles. `selected` is a column that rules select by; `certain` is the first column of certain words, and the columns after it have the roles after it.",
    codes: { service: 1, currency: 2, flag: 3, selected: 4, certain: FIRST_CERTAIN },
  },
  {
    name: "MEANINGS",
    prefix: "MEANING",
    says: "The meaning of a flag or of a service; 0 stands for an unknown word. The meaning of a currency is one more than its decimals.",
    codes: { no: 1, yes: 2, noRule: 1, someRule: 2 },
  },
  {
    name: "OTHERS",
    prefix: "OTHERS",
    says: "What becomes of the texts that a vocabulary does not know: they stay as they are, all become one text, or the host is asked.",
    codes: { stay: 0, become: 1, ask: 2 },
  },
  {
    name: "VERDICTS",
    prefix: "VERDICT",
    says: "The verdict on a row: a row with any verdict but `unsure` is sound in every cell; the code of a row that is `done` is known.",
    codes: { unsure: 0, done: 1, someRule: 2 },
  },
  {
    name: "ROW_CODES",
    prefix: "CODE",
    says: "The codes that the kernel gives to rows by itself: no rule is for the row, or some rule is for the row and has yet to decide it.",
    codes: { noRule: 0, affected: 32 },
  },
  {
    name: "VALUE_KINDS",
    prefix: "VALUE",
    says: "The values of a column of a table: none at all, texts, truths, integers with and without a sign, decimals, days, times of a clock and moments.",
    codes: { nothing: 0, text: 1, truth: 2, integer: 3, natural: 4, decimal: 5, day: 6, time: 7, moment: 8 },
  },
];

/**
 * The tables of each kernel, in the order of its memory. `of` is the type of an element, `count` how many there are (none:
 * the rest of the memory), `record` the fields of an element that has several, `fields` names for the numbers of a table that its
 * host fills, or, with a `count`, for the numbers of each entry; `isRest` says that there are as many entries as the host wants;
 * `align` a boundary in bytes. A part with a `file` has a module of its own in AssemblyScript.
 */
export const KERNELS = [
  {
    name: "scan",
    says: "The memory of the kernel that scans: tables of fixed size first, the block last.",
    explains: `A batch is the rows of some \`BATCH_BYTES\` of the block, so that its tables fit into a core's cache. A table has room for the
most rows and cells that so many bytes can hold. Memory that is never touched takes no room.`,
    constants: [
      { name: "BATCH_BYTES", value: BATCH_BYTES, says: "Bytes of a batch." },
      {
        name: "COPY_STEP",
        value: COPY_STEP,
        says: "Rows are copied in steps of so many bytes; the last step may reach beyond the row.",
      },
      { name: "FIRST_DAY", value: FIRST_DAY, type: "i32", says: "The first day of `DAYS`, counted from 1970." },
      { name: "FIRST_YEAR", value: FIRST_YEAR },
      { name: "YEARS", value: YEARS },
      { name: "DAY_COUNT", value: DAY_COUNT, says: "Days of `DAYS`." },
      { name: "LONGEST_WORD", value: LONGEST_WORD, says: "Bytes of the longest word that is kept." },
      { name: "WORD_BITS", value: WORD_BITS },
      { name: "WORD_SLOTS", value: WORD_SLOTS },
      {
        name: "ROLE_COUNT",
        value: FIRST_CERTAIN + MOST_CERTAIN,
        says: "Roles of words, and the role 0, which is never used.",
      },
      { name: "COMBINATION_SLOTS", value: COMBINATION_SLOTS },
      { name: "MOST_VOCABULARIES", value: MOST_VOCABULARIES },
      { name: "MET_BITS", value: MET_BITS },
      { name: "MET_TEXTS", value: MET_TEXTS },
      { name: "TEXT_BITS", value: TEXT_BITS },
      { name: "TEXT_SLOTS", value: TEXT_SLOTS },
    ],
    parts: [
      {
        says: "what the host says about an export",
        tables: [
          {
            name: "SHAPE",
            of: "i32",
            fields:
              "columns id user service currency flag starts expires renews timeCount amountCount withoutUser strictIds certainCount".split(
                " ",
              ),
            says: `How many columns the export has; the columns that are checked, and positions in \`TIME_PLAN\` (\`starts\`, \`expires\`,
\`renews\`), -1 for none; how many times and amounts there are; whether a record may be without a user, whether an id that went through a spreadsheet is unsure; and how many columns of certain words.`,
          },
          {
            name: "TIME_PLAN",
            of: "u32",
            fields: "column role kind lasts midnight program end factor divisor bytes".split(" "),
            count: MOST_PLANNED,
            says: `Per time: its column, its role and its kind; whether a date lasts through its day, and whether a midnight is its date
(1, else 0); where its program begins and ends; decimals of the second times \`factor\`, divided by \`divisor\`, are milliseconds; and the bytes of
each cell of a pattern of fixed width.`,
          },
          {
            name: "TIME_PROGRAMS",
            of: "u32",
            count: MOST_PLANNED * LONGEST_PROGRAM,
            says: "All programs: the vectors of those for a pattern of fixed width, and the steps of all others. A step has, from the lowest bit on, 4 bits with the fewest digits and 4 with the most (0 for no number), 8 with the place in `WRITTEN` to which the number belongs, 8 with the byte behind it, 1 that says whether there is such a byte, and 1 for the half of a day in place of a number.",
          },
          { name: "SHAPE_AMOUNTS", of: "u32", count: MOST_PLANNED, says: "Per amount: its column." },
          {
            name: "SHAPE_AGREEING",
            of: "u32",
            count: MOST_COLUMNS + 1,
            says: "How many columns have the content of a row, 0 where the whole row is its content; and these columns.",
          },
          {
            name: "SHAPE_CERTAIN",
            of: "u32",
            count: MOST_CERTAIN,
            says: "Per column that has certain words only: its position.",
          },
          {
            name: "HORIZON_COLUMNS",
            of: "u32",
            count: MOST_SELECTED + 1,
            says: "How many columns the rules for a service select by, and these columns, until the horizon is learned.",
          },
        ],
      },
      {
        says: "the row that is being checked",
        tables: [
          {
            name: "INSTANTS",
            of: "i64",
            count: MOST_PLANNED,
            says: "The row's instants, by position in `TIME_PLAN`.",
          },
          {
            name: "WRITTEN",
            of: "u32",
            fields: "year month day hour minute second fraction half".split(" "),
            says: "The numbers of the time that is being read, as they are written; and the half of the day, 0 where none is written, 1 for the first, 2 for the second.",
          },
          {
            name: "COMBINATION",
            of: "u16",
            count: MOST_SELECTED + 1,
            align: 8,
            says: "The words of the row's combination.",
          },
        ],
      },
      {
        says: "what was learned",
        tables: [
          {
            name: "WORD_COUNTS",
            of: "u32",
            count: FIRST_CERTAIN + MOST_CERTAIN,
            says: "How many words are known, by role.",
          },
          {
            name: "DAYS",
            of: "i32",
            count: DAY_COUNT,
            align: 64,
            says: "The offset of every day from `FIRST_DAY` on, as `days.ts` keeps it; 0 where the offset is not known.",
          },
          {
            name: "MONTHS",
            of: "i32",
            count: YEARS * 12,
            says: "The first day of every month, counted from 1 for `FIRST_DAY`; 0 where the day was not worked out yet.",
          },
          {
            name: "WORDS",
            record: {
              name: "WORD",
              fields: [
                ["KEY", "u32"],
                ["MEANING", "u32"],
                ["TEXT", "u8", LONGEST_WORD],
              ],
            },
            count: WORD_SLOTS,
            align: 64,
            says: "Words that were met before: role and length, meaning, and bytes.",
          },
          {
            name: "HORIZONS",
            record: {
              name: "HORIZON",
              fields: [
                ["FROM", "f64"],
                ["TO", "f64"],
                ["COUNT", "u32"],
                ["SELECTED", "u16", MOST_SELECTED],
              ],
            },
            count: WORD_SLOTS,
            align: 8,
            says: "By word of a service: its horizon, one more than the number of columns that its rules select by, and those columns.",
          },
          {
            name: "COMBINATIONS",
            record: {
              name: "COMBINED",
              fields: [
                ["WORDS", "u16", MOST_SELECTED + 1],
                ["USED", "u8"],
                ["CODE", "u8"],
              ],
              align: 8,
            },
            count: COMBINATION_SLOTS,
            align: 8,
            says: "Words of a service and of the columns that its rules select by, and the code of a row that has them beyond the horizon.",
          },
        ],
      },
      {
        says: "the rows of the batch, as they are scanned",
        tables: [
          { name: "ROW_FROM", of: "u32", count: ROWS, says: "Where the row begins." },
          { name: "ROW_TO", of: "u32", count: ROWS, says: "Where the row ends, without its line end." },
          { name: "ROW_LINE", of: "u32", count: ROWS, says: "Line feeds between the start of the block and the row." },
          { name: "ROW_COUNT", of: "u32", count: ROWS, says: "How many cells the row has." },
          { name: "ROW_CELLS", of: "u32", count: ROWS, says: "The position of the row's first cell among all cells." },
          { name: "CELL_START", of: "u32", count: CELLS, says: "Where the content of the cell begins." },
          { name: "CELL_END", of: "u32", count: CELLS, says: "Where the content of the cell ends (exclusive)." },
          { name: "CELL_QUOTING", of: "u8", count: CELLS, says: "How the cell is quoted." },
          {
            name: "STOPS",
            of: "u32",
            count: STOPS,
            align: 8,
            says: "Positions of all bytes that may end or quote a cell.",
          },
        ],
      },
      {
        says: "the rows of the batch, as they are checked",
        tables: [
          { name: "ROW_STARTS", of: "f64", count: ROWS, says: "When the row's period begins." },
          { name: "ROW_ENDS", of: "f64", count: ROWS, says: "When the row's period ends." },
          { name: "ROW_PRINTS", of: "u32", count: ROWS * 3, says: "Three numbers of fingerprints per row." },
          { name: "ROW_VERDICT", of: "u8", count: ROWS, says: "The verdict of the check." },
          { name: "ROW_CODE", of: "u8", count: ROWS, says: "The host's code of a row that is done." },
          {
            name: "ROW_GAP",
            of: "u8",
            count: ROWS,
            says: "Bytes from the start of the row before (or of the block) to the start of the row, or `FAR`.",
          },
          { name: "ROW_ENDING", of: "u8", count: ROWS, says: "How the period ends." },
          {
            name: "ROW_SERVICE",
            of: "u16",
            count: ROWS,
            says: "The number of the word that is the row's service, or `NO_WORD`.",
          },
        ],
      },
      {
        says: "the candidates of the batch",
        tables: [
          { name: "OUT_STARTS", of: "f64", count: ROWS, says: "When the candidate's period begins." },
          { name: "OUT_ENDS", of: "f64", count: ROWS, says: "When the candidate's period ends." },
          { name: "OUT_ROW", of: "u32", count: ROWS, says: "The candidate's row in the batch." },
          { name: "OUT_LINE", of: "u32", count: ROWS, says: "The candidate's line, as `ROW_LINE`." },
          {
            name: "OUT_CELL_START",
            of: "u32",
            count: CELLS,
            says: "Per cell of every candidate: where it begins in `OUT_BYTES`.",
          },
          {
            name: "OUT_CELL_END",
            of: "u32",
            count: CELLS,
            says: "Per cell of every candidate: where it ends (exclusive).",
          },
          { name: "OUT_QUOTING", of: "u8", count: CELLS, says: "Per cell of every candidate: how it is quoted." },
          { name: "OUT_ENDING", of: "u8", count: ROWS, says: "How the period ends." },
          { name: "OUT_SERVICE", of: "u16", count: ROWS, says: "As `ROW_SERVICE`." },
          {
            name: "OUT_BYTES",
            of: "u8",
            // A batch that was made longer for one record holds only that record, so there is room for both.
            count: BATCH_BYTES + LONGEST_RECORD + COPY_STEP,
            align: 16,
            says: "The bytes of all candidates, one after the other.",
          },
        ],
      },
      {
        says: "the cells of a column of the batch",
        file: "column",
        tables: [
          {
            name: "COLUMN_NUMBERS",
            of: "f64",
            count: ROWS * SHAPE_NUMBERS,
            says: "Per filled cell of the column: the numbers of its first runs of digits.",
          },
          { name: "COLUMN_ROW", of: "u32", count: ROWS, says: "Per filled cell of the column: its row in the batch." },
          { name: "COLUMN_START", of: "u32", count: ROWS, says: "Where its content begins in the block." },
          { name: "COLUMN_END", of: "u32", count: ROWS, says: "Where its content ends in the block (exclusive)." },
          { name: "COLUMN_LOW", of: "i32", count: ROWS, says: "Its print: the low 32 bits." },
          { name: "COLUMN_HIGH", of: "i32", count: ROWS, says: "Its print: the high 21 bits." },
          { name: "COLUMN_SHAPE", of: "i32", count: ROWS, says: "Its shape: a number that tells it from others." },
          { name: "COLUMN_CHECK", of: "i32", count: ROWS, says: "Its shape: another such number." },
          {
            name: "ROW_FILLED",
            of: "u16",
            count: ROWS,
            says: "Per row of the batch: how many of its cells are filled.",
          },
          {
            name: "ALIKE",
            of: "u8",
            count: LONGEST_SHAPE,
            align: 16,
            says: "The bytes of the cell with which others are compared, a 0 for each digit.",
          },
          {
            name: "ALIKE_RUNS",
            of: "u8",
            count: SHAPE_NUMBERS * 2,
            says: "Per run of digits of that cell: where the run begins in the cell, and where it ends (exclusive).",
          },
        ],
      },
      {
        says: "how rows are mapped",
        file: "mapping",
        tables: [
          {
            name: "CHANGING",
            of: "u32",
            count: KEPT_CELLS * 2,
            says: "Per column that changes, in the order of columns: its position, and its vocabulary.",
          },
          {
            name: "MET",
            record: {
              name: "MET",
              fields: [
                ["FIRST", "u64"],
                ["LAST", "u64"],
                ["BYTES", "u32"],
                ["ANSWER", "u32"],
                ["LENGTH", "u32"],
              ],
              align: 8,
            },
            count: KEPT_CELLS * MET_TEXTS,
            align: 8,
            says: "Per column that changes: short texts that were met last, first and last bytes and length; and what they become, as far as the host need not be asked.",
          },
          {
            name: "LEAVING_OUT",
            of: "u32",
            count: KEPT_CELLS * 2,
            says: "Per column by which rows are left out: its position, and its vocabulary.",
          },
          {
            name: "APPENDED",
            of: "u32",
            fields: "place length again vocabulary".split(" "),
            count: KEPT_CELLS,
            says: "Per cell that comes behind each row: a constant text; or the column of the cell that comes again, `NO_COLUMN` for none, and what becomes of it.",
          },
          {
            name: "VOCABULARIES",
            record: {
              name: "VOCABULARY",
              fields: [
                ["OTHERS", "u32"],
                ["ANSWER", "u32"],
                ["LENGTH", "u32"],
                ["FILTER", "u8", 256],
              ],
            },
            // Vocabularies are numbered from 1.
            count: MOST_VOCABULARIES + 1,
            align: 4,
            says: "What becomes of texts that are not known: one of `OTHERS`, and a text. Which first bytes and lengths are known.",
          },
          {
            name: "TEXTS",
            record: {
              name: "TEXT",
              fields: [
                ["FIRST", "u64"],
                ["LAST", "u64"],
                ["KEY", "u32"],
                ["PLACE", "u32"],
                ["ANSWER", "u32"],
                ["LENGTH", "u32"],
              ],
            },
            count: TEXT_SLOTS,
            align: 64,
            says: "Texts that are known: first and last bytes, vocabulary and length, where all bytes are, and the answer.",
          },
          {
            name: "KEPT",
            of: "u8",
            // A step of a copy may reach over the end.
            count: KEPT_BYTES + MARGIN,
            align: 16,
            says: "The bytes of texts and of their answers. Before an answer stands the code of its quoting.",
          },
        ],
      },
      {
        says: "the block",
        tables: [
          {
            name: "BLOCK",
            of: "u8",
            align: 64,
            says: "The block, and `MARGIN` zeros; answers that are not kept lie behind both.",
          },
        ],
      },
    ],
  },
  {
    name: "cut",
    says: "The memory of the kernel that finds where blocks are cut.",
    explains: "A block goes through the memory piece by piece.",
    constants: [],
    parts: [
      {
        says: "a piece of the block",
        tables: [{ name: "PIECE", of: "u8", align: 64, says: "A piece, and `MARGIN` bytes that do not count." }],
      },
    ],
  },
  {
    name: "decode",
    says: "The memory of the kernel that decodes text.",
    explains: "The text that it decodes lies in `TEXT`, and is decoded to a place behind it.",
    constants: [],
    parts: [
      {
        says: "the characters",
        tables: [
          {
            name: "SINGLES",
            of: "u16",
            count: 256,
            says: "By byte: the unit of UTF-16 of its character; 0 where there is none.",
          },
          {
            name: "DOUBLES",
            of: "u16",
            count: 256 * 256,
            says: "By pair of bytes, the first one times 256: the unit of its character; 0 where there is none.",
          },
          {
            name: "SINGLE_LETTERS",
            of: "u32",
            count: 256,
            says: "By byte: its character in UTF-8, the first byte lowest, and in the highest byte how many bytes that has; 0 where there is none.",
          },
          {
            name: "DOUBLE_LETTERS",
            of: "u32",
            count: 256 * 256,
            says: "The same by pair of bytes, the second one times 256, as a pair lies in memory.",
          },
        ],
      },
      { says: "the text", tables: [{ name: "TEXT", of: "u8", align: 16, says: "The text, and what it becomes." }] },
    ],
  },
  {
    name: "output",
    says: "The memory of the kernel that puts output rows together.",
    explains: "The host shares out the memory from `OUTPUT` on.",
    constants: [
      { name: "FIRST_DAY", value: FIRST_DAY, type: "i32", says: "The first day of `CALM_OFFSETS`, counted from 1970." },
      { name: "DAY_COUNT", value: DAY_COUNT, says: "Days of `CALM_OFFSETS`." },
      { name: "LONGEST_LIKE_CELL", value: LONGEST_LIKE_CELL, says: "Bytes of a text that a likeness can have." },
      { name: "PRECEDENT_BITS", value: PRECEDENT_BITS },
      { name: "PRECEDENT_SLOTS", value: 1 << PRECEDENT_BITS },
      { name: "PRECEDENT_BYTES", value: PRECEDENT_BYTES, says: "Bytes of all precedents." },
    ],
    parts: [
      {
        says: "the message that is hashed",
        tables: [
          // The last piece of a message is filled up, and may need another one.
          { name: "MESSAGE", of: "u8", count: LONGEST_MESSAGE + 128, says: "The message, with room for its padding." },
          { name: "DIGEST", of: "u8", count: 32, align: 16, says: "The hash of the message." },
        ],
      },
      {
        says: "what goes into output rows",
        tables: [
          {
            name: "COPIED",
            of: "i32",
            count: 4,
            align: 16,
            says: "The columns that are copied into every output row; -1 for a column that the export does not have.",
          },
          {
            name: "ROW_HASH",
            of: "u32",
            count: 2,
            says: "The high and the low half of the hash of the row that was hashed last.",
          },
        ],
      },
      {
        says: "what the host says about rows that are alike",
        tables: [
          {
            name: "LIKE",
            of: "i32",
            fields: "id lastColumn edges byLength texts".split(" "),
            says: "The column of ids, -1 for none, and the last column of all; how many edges there are; whether periods have to be of one length; how many columns have to have the same texts.",
          },
          {
            name: "LIKE_ENDS",
            of: "i32",
            fields: "column form year month day hour minute second".split(" "),
            count: 2,
            says: "For the end by `expires_at` and for that by `next_billing_at`: its column, -1 for none; one of `END_FORMS`; and where the numbers of a pattern of fixed width are in a cell, -1 for none.",
          },
          {
            name: "LIKE_COLUMNS",
            of: "u32",
            count: MOST_LIKE_COLUMNS,
            says: "The columns that have to have the same texts.",
          },
          { name: "EDGES", of: "f64", count: MOST_EDGES, says: "Instants in ascending order." },
          {
            name: "UNLIKE",
            of: "u8",
            count: 2 * MOST_EDGES + 1,
            says: "By place among the edges: whether two rows with that place are never alike.",
          },
          {
            name: "GIFTS",
            of: "u32",
            align: 8,
            fields:
              "number target later place beginning beginningLength head headLength middle middleLength tail tailLength notes notesLength".split(
                " ",
              ),
            count: MOST_GIFTS,
            says: "The gifts of the precedent that is learned: a number of the host's, a target; for a new end the seconds by which it is later, and its place among the edges, else 0; and the pieces of the id and of the output row.",
          },
          {
            name: "ORIGIN",
            of: "u32",
            fields: "from length".split(" "),
            says: "The piece with outage, policy_revision and source of the export.",
          },
        ],
      },
      {
        says: "the row that is compared",
        tables: [{ name: "LIKENESS", of: "u8", count: LIKENESS_BYTES, align: 16, says: "What has to be alike." }],
      },
      {
        says: "what was found",
        tables: [
          {
            name: "AREAS",
            of: "u32",
            fields: "to end".split(" "),
            count: 3,
            says: "Per target: where its next output row begins, and where its area ends.",
          },
          {
            name: "FOUND",
            of: "u32",
            fields: "candidate number target from end high low id idSecond idThird idFourth".split(" "),
            count: FOUND_AT_ONCE,
            says: "Per gift: its row among the candidates, its number and its target, where its output row begins and ends, the halves of the row's hash, and its id in four parts.",
          },
        ],
      },
      {
        says: "what was learned",
        tables: [
          {
            name: "CALM_OFFSETS",
            of: "i32",
            count: DAY_COUNT,
            align: 64,
            says: "The offset of every day from `FIRST_DAY` on, as `calm.ts` keeps it; 0 where it is not known.",
          },
          {
            name: "PRECEDENT_PLACES",
            of: "u32",
            count: 1 << PRECEDENT_BITS,
            says: "By hash: where a precedent is, 0 for none.",
          },
          { name: "PRECEDENTS", of: "u8", count: PRECEDENT_BYTES, align: 16, says: "Precedents, one after the other." },
        ],
      },
      {
        says: "what the host shares out",
        tables: [{ name: "OUTPUT", of: "u8", align: 16, says: "Pieces, cells, areas." }],
      },
    ],
  },
  {
    name: "repeat",
    says: "The memory of the kernel that sorts rows by identity, and searches for identities that appear twice.",
    explains: "A sorter lays out `ROOM` itself (`openStretch`); for a search the host lays it out.",
    constants: [],
    parts: [
      {
        says: "the partitions of a stretch",
        tables: [
          { name: "SIZES", of: "u32", count: MOST_PARTITIONS, says: "How many rows every partition has." },
          { name: "PLACES", of: "u32", count: MOST_PARTITIONS, says: "The place of the next row of every partition." },
        ],
      },
      {
        says: "rows",
        tables: [{ name: "ROOM", of: "u8", align: 16, says: "Rows of a stretch, or of a partition with its table." }],
      },
    ],
  },
  {
    name: "table",
    says: "The memory of the kernel that puts rows of a table together from its columns.",
    explains: "The host shares out the memory from `COLUMNS` on: descriptions of columns, their data, and rows.",
    constants: [],
    parts: [
      {
        says: "a decimal of more than 64 bits",
        tables: [
          { name: "WORDS", of: "u32", count: 8, align: 8, says: "What is left of its value, the lowest word first." },
          // 256 bits are 78 digits at most, written nine at a time.
          { name: "DIGITS", of: "u8", count: 96, says: "Its digits, up to the end of this table." },
        ],
      },
      {
        says: "what the host shares out",
        tables: [
          {
            name: "COLUMNS",
            of: "u32",
            fields: "kind valid values width places first scale unit dictionary".split(" "),
            isRest: true,
            align: 8,
            says: `Per column: one of \`VALUE_KINDS\`; where its bits lie that say which rows have a value (0: all have one); its values, and the bytes of
each; for texts where their places in the values lie, and the bytes of a place; how many values are before the first row; the decimals of a decimal; how many units a second or a day has; and the column whose rows its values are (0: none).`,
          },
        ],
      },
    ],
  },
];

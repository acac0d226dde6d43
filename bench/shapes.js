// The shapes of the bench: what is in the files of each, under which policy they are decided, and what peers have to know to read them.

/** The columns of an export that nothing was done to. */
export const COLUMNS = [
  ...["subscription_id", "user_id", "service", "plan", "channel", "status", "price", "currency"],
  ...["started_at", "next_billing_at", "auto_renew"],
];
export const MORE_COLUMNS = Array.from({ length: 29 }, (_, index) => `extra_${index + 1}`);
/** The same columns as another system names them, and its words. */
export const KOREAN = [
  ...["번호", "회원", "상품", "요금제", "결제수단", "상태", "금액", "통화", "시작일시", "다음결제일시", "자동결제"],
];
export const WORDS = new Map([
  ["melon", "멜론"],
  ["emoticon-plus", "이모티콘"],
  ["web", "웹"],
  ["apple", "애플"],
  ["google", "구글"],
  ["active", "사용"],
  ["cancelled", "해지"],
  ["refunded", "환불"],
  ["true", "예"],
]);

/** What a shape has in common with the counts of `some`: all of them where the same is given, the first three where the same rows are wrong. */
const ROWS = ["read", "rejected", "duplicates"];
const ALL = [...ROWS, "extended", "credited", "credit", "no_rule", "excluded", "not_held"];

/**
 * `is` is for the table, `like` are the counts that are those of `some`. What may be left out:
 *   ending      of the file; csv
 *   files       how many files in a folder hold the rows; one file, and no folder
 *   policy      some, where one row in twelve is owed something; or everybody
 *   isBeside    whether the plan is made beside a book that holds all that it gives
 *   isWide      whether it has MORE_COLUMNS
 *   isMapped    whether a mapping of the shape's name stands in bench/shapes/
 *   isKorean    whether columns and words are KOREAN and WORDS
 *   isUtf16     whether its bytes are UTF-16
 *   encoding    where it is no UTF-8 and no byte order mark tells it
 *   times       how times are written, in the signs of strptime; ISO 8601
 */
export const SHAPES = {
  some: { is: "the export as the maker writes it; one row in twelve is owed something", like: ALL },
  quoted: { is: "a cell in quotes in every row", like: ALL },
  everybody: {
    is: "the export of `some`; a later end and a credit for every row",
    policy: "everybody",
    like: ["read", "duplicates"],
  },
  wide: { is: "40 columns", isWide: true, like: ALL },
  again: { is: "a plan of `some` beside a book that holds all that it gives", isBeside: true, like: ROWS },
  files: { is: "400 files in a folder", files: 400, like: ALL },
  "files-gzip": { is: "400 gzipped files in a folder", files: 400, ending: "csv.gz", like: ALL },
  mapped: {
    is: "CP949, and other names, words, amounts and times, under a mapping",
    ...{ isMapped: true, isKorean: true, encoding: "cp949", times: "%Y/%m/%d %H:%M:%S", like: ALL },
  },
  "mapped-utf8": {
    is: "the same in UTF-8",
    ...{ isMapped: true, isKorean: true, times: "%Y/%m/%d %H:%M:%S", like: ALL },
  },
  rejects: { is: "every row is wrong, each with a text of its own", like: ["read"] },
  halfday: {
    is: "times with AM and PM, under a mapping",
    ...{ isMapped: true, times: "%m/%d/%Y %I:%M:%S %p", like: ALL },
  },
  digits: { is: "dates as `yyyyMMdd` instead of times, under a mapping", isMapped: true, times: "%Y%m%d", like: ROWS },
  utf16: { is: "the export of `some` in UTF-16", isUtf16: true, like: ALL },
  gzip: { is: "the export of `some`, gzipped", ending: "csv.gz", like: ALL },
  parquet: { is: "the export of `some` as Parquet, all columns text", ending: "parquet", like: ALL },
};

export const columnsOf = ({ isWide }) => (isWide ? [...COLUMNS, ...MORE_COLUMNS] : COLUMNS);

/** The texts of failures of tables that are no CSV: JSON lines, workbooks, Parquet. */
import { EXIT } from "./exit.ts";

export const TABLE_FAILURE_TEXTS = {
  "json-line-invalid": {
    exit: EXIT.input,
    says: "this line is no JSON object",
    next: "Write one object a line, such as with jq -c . (of a list with jq -c '.[]'), and name that file.",
  },
  "json-value-nested": {
    exit: EXIT.input,
    says: "a value of this line is no text, number, true, false or null, and no cell can hold it",
    next: "Export it under keys of its own, such as plan_name, or leave the key out.",
  },
  "json-key-unknown": {
    exit: EXIT.input,
    says: "this line has a key that is not among the columns",
    next: "The keys of the first line are the columns: write the key there, with null, or list all columns with header: in a mapping.",
  },
  "json-key-repeated": {
    exit: EXIT.input,
    says: "a key appears twice in this line, so its value is not clear",
    next: "Export the file again with every key once a line.",
  },
  "workbook-damaged": {
    exit: EXIT.input,
    says: "the workbook is damaged",
    next: "Open it as a spreadsheet and save it again, or export it again.",
  },
  "workbook-locked": {
    exit: EXIT.input,
    says: "the workbook has a password, or is an old one (.xls)",
    next: "Open it as a spreadsheet, save it without a password as .xlsx or as CSV UTF-8 (comma delimited), and name that file.",
  },
  "workbook-bomb": {
    exit: EXIT.input,
    says: "a part of the workbook unpacks to more than 250 times its size, which no export does",
    next: "Open it as a spreadsheet, check what it is, and save the sheet as CSV UTF-8 (comma delimited).",
  },
  "sheet-unknown": {
    exit: EXIT.input,
    says: "the workbook has no such sheet",
    next: "Write the name of the sheet as the workbook has it.",
  },
  "cell-without-value": {
    exit: EXIT.input,
    says: "a cell has a formula and no value",
    next: "Open the workbook as a spreadsheet and save it, so that its formulas are computed; the program that wrote it did not compute them.",
  },
  "parquet-damaged": {
    exit: EXIT.input,
    says: "the Parquet file is damaged or cut short",
    next: "Transfer the file again, or export it again.",
  },
  "parquet-encrypted": {
    exit: EXIT.input,
    says: "the Parquet file is encrypted",
    next: "Export it without encryption, at least the columns that are needed.",
  },
  "parquet-type": {
    exit: EXIT.input,
    says: "a column of the Parquet file is of a type that no cell can hold",
    next: "Export the column as text, or leave it out; nested columns have to be columns of their own.",
  },
} as const;

/** The texts of failures of files that are packed, in an archive, or in another encoding. */
import { EXIT } from "./exit.ts";

export const SOURCE_FAILURE_TEXTS = {
  "encoding-invalid": {
    exit: EXIT.input,
    says: "these bytes do not exist in the encoding in which the file is read",
    next: "Name the encoding that the file is in with --encoding, or export the file again as UTF-8.",
  },
  "encoding-contradicted": {
    exit: EXIT.input,
    says: "the file is in another encoding than the declared one",
    next: "A file with a byte order mark needs no encoding: name it in a run without one, or take the mark away.",
  },
  "zstd-damaged": {
    exit: EXIT.input,
    says: "the zstd data is damaged, cut short, or followed by something else",
    next: "Transfer or compress the file again.",
  },
  "zstd-bomb": {
    exit: EXIT.input,
    says: "the zstd data unpacks to more than 250 times its size, which no export does",
    next: "Unpack it yourself and check what it is.",
  },
  "zstd-unavailable": {
    exit: EXIT.input,
    says: "the file is packed with zstd, which this version of Node cannot unpack",
    next: "Unpack it with zstd -d and name that file, or run with Node 22.15 or newer.",
  },
  "zip-damaged": {
    exit: EXIT.input,
    says: "the zip archive, or this file in it, is damaged or cut short",
    next: "Transfer or pack it again.",
  },
  "zip-unreadable": {
    exit: EXIT.input,
    says: "this file in a zip archive cannot be unpacked here",
    next: "Unpack the archive, and name the CSV files that were in it.",
  },
  "zip-bomb": {
    exit: EXIT.input,
    says: "this file in a zip archive unpacks to more than 250 times its size, which no export does",
    next: "Unpack it yourself and check what it is.",
  },
  "zip-unsafe": {
    exit: EXIT.input,
    says: "the zip archive names a file outside of itself, so nothing in it is read",
    next: "Find out who packed it; then unpack it in a folder of its own, and name the CSV files.",
  },
  "zip-crowded": {
    exit: EXIT.input,
    says: "the zip archive has more than 10,000 files",
    next: "Unpack it, and name the CSV files that were in it.",
  },
} as const;

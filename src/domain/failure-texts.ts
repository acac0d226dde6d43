/**
 * All texts of failures in one table: the exit status, what is wrong, and the next step.
 *
 * A text starts in lower case, because it follows a place; the next step is a sentence of its own.
 */
import { EXIT, type ExitCode } from "./exit.ts";
import { PLAN_FAILURE_TEXTS } from "./plan-failure-texts.ts";
import { SOURCE_FAILURE_TEXTS } from "./source-failure-texts.ts";
import { TABLE_FAILURE_TEXTS } from "./table-failure-texts.ts";

interface FailureText {
  readonly exit: ExitCode;
  readonly says: string;
  readonly next: string;
}

export const FAILURE_TEXTS = {
  "too-many-rejects": {
    exit: EXIT.answerIsNo,
    says: "rows were rejected, so nothing was committed",
    next: "Mend the rows in rejects/ and plan again, or allow them with --max-rejects N or P%.",
  },
  "all-rejected": {
    exit: EXIT.answerIsNo,
    says: "every row was rejected, so the plan gives nothing",
    next: "Each row is in rejects/ with its reason. Mend the exports, or say in a mapping how they are meant.",
  },
  "not-confirmed": {
    exit: EXIT.answerIsNo,
    says: "not confirmed, so nothing was committed",
    next: "Nothing was changed.",
  },
  "changes-found": {
    exit: EXIT.answerIsNo,
    says: "no changes were expected, and the plan gives something; nothing was committed",
    next: "Look at the plan; to give it, leave out --expect-no-changes.",
  },
  "over-budget": {
    exit: EXIT.answerIsNo,
    says: "the plan gives more than a limit of the policy allows for one run, so it cannot be applied",
    next: "Check the policy and the exports; if the amount is right, raise the limit in the policy and plan again.",
  },
  "no-cases": {
    exit: EXIT.answerIsNo,
    says: "no fixture case found",
    next: "A case is a folder with outage.yaml, policy.yaml, exports/ and expected/; name the folder that holds them.",
  },

  usage: { exit: EXIT.usage, says: "the command cannot be run like this", next: "See compensate --help." },
  "confirmation-needed": {
    exit: EXIT.usage,
    says: "this commits to the book, and there is no terminal to ask on",
    next: "Add --yes to commit without being asked, or --dry-run to only look.",
  },
  "update-refused": {
    exit: EXIT.usage,
    says: "expected files are not rewritten where CI is set",
    next: "Run it with --update on your machine, look at what changed, and commit that.",
  },

  "run-missing": {
    exit: EXIT.input,
    says: "there is no such run in the book",
    next: "See compensate history for its runs.",
  },

  "file-missing": { exit: EXIT.input, says: "there is no such file or folder", next: "Check the path." },
  "file-unreadable": {
    exit: EXIT.input,
    says: "cannot be read",
    next: "Check its permissions, then run the command again.",
  },
  "no-exports": {
    exit: EXIT.input,
    says: "no export found",
    next: "Name CSV files, folders or globs of them, or - for standard input.",
  },
  "not-an-export": {
    exit: EXIT.input,
    says: "this is not an export",
    next: "Name CSV files, folders or globs of them, or - for standard input.",
  },
  "folder-others": {
    exit: EXIT.input,
    says: "what lies in the folder is not only exports",
    next: "Move the others elsewhere, or name the exports one by one; plan, apply, explain and whatif leave them out with --skip-others.",
  },
  "no-policies": {
    exit: EXIT.input,
    says: "no policy found",
    next: "Name a folder with a YAML file that begins with policy:, or one file with --policy.",
  },
  "export-empty": {
    exit: EXIT.input,
    says: "the export has no header line",
    next: "Export it again; an empty export still has a header.",
  },
  "not-a-csv": {
    exit: EXIT.input,
    says: "this is no CSV in UTF-8",
    next: "Save it as CSV in UTF-8, and name that file.",
  },
  "kind-unknown": {
    exit: EXIT.input,
    says: "cannot tell what kind of export this is from its columns",
    next: "Its id column must be subscription_id, rental_id, coupon_id or claim_id.",
  },
  "header-invalid": {
    exit: EXIT.input,
    says: "the header cannot be used",
    next: "Mend the header line and run the command again.",
  },
  "quote-misplaced": {
    exit: EXIT.input,
    says: "a quote stands where none may stand, so columns cannot be told apart from here on",
    next: 'Export the file again with quoted cells written as "a ""quoted"" word".',
  },
  "quote-unclosed": {
    exit: EXIT.input,
    says: "a quoted cell begins here and never ends",
    next: "The file may be cut short, or a quote is missing; export it again.",
  },
  "bytes-undecodable": { exit: EXIT.input, says: "these bytes are not UTF-8", next: "Export the file as UTF-8." },
  "nul-byte": {
    exit: EXIT.input,
    says: "there is a NUL byte in the text",
    next: "The file is damaged or not a CSV; export it again.",
  },
  "bare-return": {
    exit: EXIT.input,
    says: "a carriage return stands alone, without a line feed",
    next: "End lines with LF or CRLF and export the file again.",
  },
  "record-too-long": {
    exit: EXIT.input,
    says: "a record is longer than 1 MiB",
    next: "A quote that is never closed looks like this; check the line, then export the file again.",
  },
  "gzip-damaged": {
    exit: EXIT.input,
    says: "the gzip data is damaged, cut short, or followed by something else",
    next: "Transfer or compress the file again.",
  },
  "gzip-bomb": {
    exit: EXIT.input,
    says: "unpacks to more than 250 times its size, which no export does",
    next: "Unpack it yourself and check what it is.",
  },
  ...TABLE_FAILURE_TEXTS,
  "too-many-services": {
    exit: EXIT.input,
    says: "the exports name more than 10,000 different services",
    next: "Is something else in the column service? Write the name of the service there, such as melon.",
  },
  "input-changed": {
    exit: EXIT.input,
    says: "changed while it was being read",
    next: "Wait until the export is finished, then run the command again.",
  },

  "control-invalid": {
    exit: EXIT.input,
    says: "the control file cannot be used",
    next: "It is a CSV with the columns file and rows, and optionally sha256 and sum:<column>.",
  },
  "control-differs": {
    exit: EXIT.input,
    says: "the exports are not those that the control file announces, so nothing was decided",
    next: "Export again, or get the control file that belongs to these exports.",
  },
  "exports-contradict": {
    exit: EXIT.input,
    says: "too many rows have the same service and id and say different things",
    next: "These exports do not belong together, such as two days' exports of the same records; leave one out, or say in a mapping which rows are newer.",
  },

  "policy-invalid": { exit: EXIT.policy, says: "the files cannot be used as they are", next: "Nothing was decided." },

  "rules-overlap": {
    exit: EXIT.policy,
    says: "two rules apply to this record, and the layer says hit: unique",
    next: "Make their for or if exclude each other, or choose hit: first or hit: best.",
  },

  ...PLAN_FAILURE_TEXTS,

  "file-exists": {
    exit: EXIT.output,
    says: "is there already, and is left as it is; nothing was written",
    next: "Name another place, or move it away.",
  },
  "output-unwritable": {
    exit: EXIT.output,
    says: "cannot be written",
    next: "Make room or mend the permissions; nothing was committed.",
  },
  "commit-unsure": {
    exit: EXIT.output,
    says: "stands in its place, but the disk did not confirm that it lasts",
    next: "Check the disk, then run the same command again: it gives nothing twice, and says whether all is well.",
  },
  "result-unshown": {
    exit: EXIT.output,
    says: "standard output cannot be written",
    next: "What was said on standard error holds; where nothing was said of a commit, nothing was committed.",
  },
  "output-in-the-way": {
    exit: EXIT.output,
    says: "is there already and is not a plan of ours, so it is left alone",
    next: "Choose another folder with --out.",
  },

  ...SOURCE_FAILURE_TEXTS,
} as const satisfies { readonly [code: string]: FailureText };

export type FailureCode = keyof typeof FAILURE_TEXTS;

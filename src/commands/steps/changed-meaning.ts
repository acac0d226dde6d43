/** The outcome of a run under today's language, when the run was decided under another number: not a flaw, but worth knowing. */
import type { CommittedRun } from "../../book/book.ts";
import { runName } from "../../book/book.ts";
import { languageOf } from "../../book/manifest.ts";
import { compareGifts } from "../../diff/compare-gifts.ts";
import { openGiftFolder } from "../../diff/gift-folder.ts";
import type { Change } from "../../domain/change.ts";
import { changesSince, LANGUAGE } from "../../domain/language.ts";
import { shownGift, whatText } from "../../report/diff-view.ts";
import { plainText } from "../../report/views.ts";

export interface ChangedMeaning {
  readonly from: number;
  readonly to: number;
  /** The changes of the language in between, in a sentence each. */
  readonly changes: readonly string[];
  /** Why it could not be decided again; undefined where it could. */
  readonly refused: string | undefined;
  /** Records that would get something else, or in another way. */
  readonly records: readonly TouchedRecord[];
  /** How many further gifts differ only in the words of their sum, or in their notes. */
  readonly reworded: number;
}

export interface TouchedRecord {
  readonly record: string;
  readonly record_id: string;
  readonly service: string;
  readonly rule: string;
  /** What it was given, as `whatText` says it; empty where it was nothing. */
  readonly before: string;
  readonly after: string;
}

/** @param again a folder with the same run, decided now. @param scratch where what does not fit into memory goes. */
export async function changedMeaning(
  { manifest, folder, number }: CommittedRun,
  again: string,
  scratch: string,
): Promise<ChangedMeaning> {
  const [before, after] = [folder, again].map((path) => openGiftFolder(path, { cwd: "/", book: folder }));
  if (after === undefined) throw new Error(`run ${runName(number)} was not decided again`);
  const { changes } = await compareGifts({ before, after, only: new Set(), keep: "all", scratch });
  const records: TouchedRecord[] = [];
  let reworded = 0;
  for (const { change } of changes) {
    const touched = touchedBy(change);
    if (touched.before === touched.after) reworded += 1;
    else records.push(touched);
  }
  return { ...meaningSince(languageOf(manifest)), records, reworded };
}

/** The facts about a run that cannot be decided again. */
export function undecidable({ manifest }: CommittedRun, refused: string): ChangedMeaning {
  return { ...meaningSince(languageOf(manifest)), refused };
}

function meaningSince(from: number): ChangedMeaning {
  return { from, to: LANGUAGE, changes: changesSince(from), refused: undefined, records: [], reworded: 0 };
}

function touchedBy(change: Change): TouchedRecord {
  const { record, record_id, service, rule } = shownGift(change);
  const [before, after] =
    "before" in change ? [change.before, "after" in change ? change.after : undefined] : [undefined, change.after];
  return {
    record,
    record_id,
    service,
    rule,
    before: before === undefined ? "" : whatText(before),
    after: after === undefined ? "" : whatText(after),
  };
}

const MOST_SHOWN = 20;

/** @param indent in front of every line. */
export function meaningLines(meaning: ChangedMeaning, indent: string): readonly string[] {
  const { from, to, refused, records, reworded } = meaning;
  const head = `decided under language ${from}; this build speaks ${to}`;
  if (refused !== undefined) return [`${indent}${head}, under which it would be refused: ${plainText(refused)}`];
  if (records.length === 0) return [`${indent}${head}, and decides the same${rewordedText(reworded)}`];
  const shown = records.slice(0, MOST_SHOWN);
  const more = records.length - shown.length;
  return [
    `${indent}${head}, under which ${records.length === 1 ? "1 gift" : `${records.length} gifts`} would differ${rewordedText(reworded)}:`,
    ...shown.map(
      ({ record_id, service, rule, before, after }) =>
        `${indent}  ${plainText(record_id)} (${plainText(service)}, ${plainText(rule)}): ${before || "nothing"} -> ${after || "nothing"}`,
    ),
    ...(more > 0 ? [`${indent}  and ${more} more; --json lists all`] : []),
  ];
}

function rewordedText(reworded: number): string {
  return reworded === 0 ? "" : `, and ${reworded} would be worded differently`;
}

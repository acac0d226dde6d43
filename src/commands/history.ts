/** `compensate history`: the runs of the book, newest first, with the gifts of each and whether the run still stands. */
import { resolve } from "node:path";
import { type Book, type CommittedRun, openBook, runName } from "../book/book.ts";
import { findCounterRun } from "../book/standing.ts";
import { EXIT, type ExitCode, visible } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";
import { amountsText } from "../report/habits.ts";
import { RUN_SENTENCES } from "../report/run-text.ts";
import type { RunSentences } from "../report/sentences/runs.ts";
import { grouped } from "../report/summary.ts";
import { left, right, tableLines, whole } from "../report/table.ts";
import type { World } from "./steps/world.ts";

export interface HistoryOptions {
  readonly book: string;
  readonly json: boolean;
}

export async function history({ book: path, json }: HistoryOptions, world: World): Promise<ExitCode> {
  const book = openBook(resolve(world.cwd, path));
  const entries = book.runs.toReversed().map((run) => entryOf(run, book));
  await world.out(json ? jsonText({ runs: entries }) : historyText(entries, world));
  return EXIT.done;
}

/** The facts about a run that the chain alone says. */
export interface HistoryEntry {
  readonly run: string;
  /** When the run was decided, as its summary says. */
  readonly as_of: string;
  readonly outage: string;
  readonly policy: string;
  readonly revision: string;
  /** Records that got something; of a counter-run, those of the run that it takes back. */
  readonly records: number;
  readonly benefits: number;
  readonly credits: { readonly [currency: string]: string };
  /** The run that this one takes back. */
  readonly reverts: string | null;
  readonly reverted_by: string | null;
}

export function entryOf({ number, manifest }: CommittedRun, { runs }: Book): HistoryEntry {
  const { as_of, outage, policy, revision, benefits, credits, reverts } = manifest;
  const counter = findCounterRun(number, runs);
  const given = runs.find((run) => run.number === reverts)?.manifest ?? manifest;
  return {
    run: runName(number),
    as_of,
    outage,
    policy,
    revision,
    records: given.totals.compensated ?? 0,
    benefits,
    credits,
    reverts: reverts === undefined ? null : runName(reverts),
    reverted_by: counter === undefined ? null : runName(counter.number),
  };
}

/** `taken back by 0004`, `takes back 0003`, or nothing. */
export function standingText({ reverts, reverted_by: revertedBy }: HistoryEntry, say: RunSentences): string {
  if (reverts !== null) return say.takesBack(reverts);
  return revertedBy === null ? "" : say.takenBackBy(revertedBy);
}

function historyText(entries: readonly HistoryEntry[], { language, columns: width }: World): string {
  const say = RUN_SENTENCES[language];
  if (entries.length === 0) return `${say.emptyBook()}\n`;
  const { run, asOf, outage, policy, records, money, standing } = say.historyColumns;
  const lines = tableLines(
    [whole(run), whole(asOf), left(outage), left(policy), right(records), left(money), left(standing)],
    entries.map((entry) => [
      entry.run,
      entry.as_of,
      visible(entry.outage),
      visible(`${entry.policy} ${entry.revision}`),
      grouped(entry.records),
      amountsText(entry.credits, language),
      standingText(entry, say),
    ]),
    { indent: 0, width },
  );
  const stands = entries.filter(({ reverts, reverted_by: revertedBy }) => reverts === null && revertedBy === null);
  return `${lines.join("\n")}\n\n${say.historyClosing(entries.length, stands.length)}\n`;
}

/**
 * `compensate diff`: what a plan or run changes, row by row, or how two of them differ.
 *
 * Everything is read, checked against the manifests and matched before the first word is printed.
 */
import { rmSync } from "node:fs";
import { compareGifts, type GiftComparison } from "../diff/compare-gifts.ts";
import { type GiftFolder, openGiftFolder } from "../diff/gift-folder.ts";
import { EXIT, type ExitCode, Failure, quoted, visible } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import { diffCsv } from "../report/diff-csv.ts";
import { diffHtml } from "../report/diff-html.ts";
import { diffJson } from "../report/diff-json.ts";
import { type DiffStyle, diffText } from "../report/diff-text.ts";
import { diffUnified } from "../report/diff-unified.ts";
import type { DiffSide, DiffView } from "../report/diff-view.ts";
import { RUN_SENTENCES } from "../report/run-text.ts";
import type { DiffFormat } from "./steps/choices.ts";
import { assertPlanOrRun } from "./steps/misplaced.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

/** Every way of showing a diff; where the reader is a person, only a few changes of each group are shown. */
const FORMATS = {
  text: { show: diffText, sample: 10 },
  csv: { show: diffCsv, sample: "all" },
  json: { show: diffJson, sample: "all" },
  html: { show: diffHtml, sample: 100 },
  unified: { show: diffUnified, sample: "all" },
} as const satisfies {
  readonly [format in DiffFormat]: {
    readonly show: (view: DiffView, style: DiffStyle) => Iterable<string>;
    readonly sample: number | "all";
  };
};

export interface DiffOptions {
  readonly book: string;
  readonly format: DiffFormat;
  /** Counts and money only. */
  readonly stat: boolean;
  /** How many changes of each group to show; the format's own number when undefined. */
  readonly sample: number | "all" | undefined;
  readonly only: readonly string[];
  readonly exitCode: boolean;
  readonly quiet: boolean;
  readonly showValues: boolean;
}

/** @param named one plan or run, or two: the earlier first. */
export async function diff(named: readonly [string, string?], options: DiffOptions, world: World): Promise<ExitCode> {
  const [first, second] = named;
  const places = { cwd: world.cwd, book: options.book };
  for (const each of named) if (each !== undefined) assertPlanOrRun(each, world.cwd);
  const before = second === undefined ? undefined : openGiftFolder(first, places);
  const after = openGiftFolder(second ?? first, places);
  const sides = before === undefined ? [after] : [before, after];
  assertRulesKnown(options.only, sides);
  if (before !== undefined && before.manifest.outage !== after.manifest.outage)
    world.say(RUN_SENTENCES[world.language].otherOutages());

  const scratch = makeScratch("diff");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  try {
    const { sample } = FORMATS[options.format];
    const keep = options.quiet || options.stat ? 0 : (options.sample ?? sample);
    const comparison = await compareGifts({ before, after, only: new Set(options.only), keep, scratch });
    if (!options.quiet) await show(viewOf(comparison, { before, after }, options), options.format, world);
    return options.exitCode && comparison.groups.length > 0 ? EXIT.answerIsNo : EXIT.done;
  } finally {
    remove();
    settled();
  }
}

interface Sides {
  readonly before: GiftFolder | undefined;
  readonly after: GiftFolder;
}

function viewOf(comparison: GiftComparison, { before, after }: Sides, { stat, showValues }: DiffOptions): DiffView {
  const { same, groups, credits, changes } = comparison;
  return {
    before: before && sideOf(before),
    after: sideOf(after),
    same,
    groups,
    credits,
    changes: stat ? undefined : changes,
    showValues,
  };
}

function sideOf({ label, manifest: { policy, revision, outage } }: GiftFolder): DiffSide {
  return { label, policy, revision, outage };
}

const PRINTED_AT_ONCE = 1 << 16;

async function show(view: DiffView, format: DiffFormat, world: World): Promise<void> {
  const shown = format === "unified" && view.changes === undefined ? FORMATS.text : FORMATS[format];
  let waiting = "";
  const isData = format === "csv" || format === "json";
  for (const text of shown.show(view, world)) {
    waiting += isData && world.isScreen ? onScreen(text) : text;
    if (waiting.length < PRINTED_AT_ONCE) continue;
    await world.out(waiting);
    waiting = "";
  }
  await world.out(waiting);
}

/** Data goes byte for byte to a file or a program; on a screen, a character that would move the cursor is written as an escape. */
function onScreen(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function assertRulesKnown(only: readonly string[], sides: readonly GiftFolder[]): void {
  const known = sides.flatMap(({ manifest }) => Object.keys(manifest.layers));
  const unknown = only.find((rule) => !known.includes(rule));
  if (unknown === undefined) return;
  throw new Failure("usage", {
    place: { file: "--only" },
    found: `there is no rule ${quoted(unknown)}${didYouMean(unknown, known)}`,
    next: `The rules are: ${[...new Set(known)].join(", ")}`,
  });
}

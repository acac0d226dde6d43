/**
 * `compensate explain`: why a record gets what it gets, or nothing, and by how much it missed.
 *
 * Nothing is staged or committed. Only where the policy limits what one person gets, and the record gets something, the
 * exports are planned as a whole: what a limit leaves depends on the records before it.
 */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, openBook } from "../book/book.ts";
import { createCurrencyTable } from "../domain/currency.ts";
import { EXIT, type ExitCode } from "../domain/failure.ts";
import { instantText } from "../domain/format-timestamp.ts";
import type { Instant } from "../domain/instant.ts";
import { openZone } from "../domain/zone.ts";
import type { ExportFile } from "../input/discover.ts";
import { explainJson } from "../report/explain-json.ts";
import { explainText, LANGUAGES } from "../report/explain-text.ts";
import type { ExplainedRecord, Explanation, Style } from "../report/explanation.ts";
import { masked, plainText } from "../report/views.ts";
import { compileRules } from "../rules/decide.ts";
import { hasUserLimits } from "../rules/user-limits.ts";
import { checkColumns, checkHeaders } from "./steps/check-headers.ts";
import { type Explained, underUserLimits, type WholePlan } from "./steps/explain-limits.ts";
import { explainRow } from "./steps/explain-record.ts";
import { findExports, refuseUnusedMapping } from "./steps/find-exports.ts";
import { type FoundRow, findNearIds, findRecord, type RecordSearch } from "./steps/find-record.ts";
import { groupRows } from "./steps/group-rows.ts";
import { readAsOf } from "./steps/make-plan.ts";
import { inOneRound } from "./steps/one-round.ts";
import type { PlanArguments } from "./steps/plan-manifest.ts";
import { pricedBefore } from "./steps/priced-before.ts";
import { type RulesInput, readRules } from "./steps/rules-input.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface ExplainOptions extends PlanArguments {
  readonly book: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly showValues: boolean;
}

const PERSONAL = new Set(["user_id", "email", "phone"]);

export async function explain(id: string, options: ExplainOptions, world: World): Promise<ExitCode> {
  const inquiry = await readInquiry(id, options, world);
  const { rules, files } = inquiry;
  const scratch = makeScratch("explain");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  try {
    const checkHeader: RecordSearch["checkHeader"] = (header, path) => checkColumns([{ path, header }], rules.needs);
    await checkHeaders(files, [rules.needs], world.cwd);
    const search = { id, files, scratch, checkHeader };
    const found = await findRecord(search, world);
    const explained = await explainRows(found.rows, inquiry);
    const records = hasUserLimits(rules.policy)
      ? await underUserLimits(explained, wholePlan(inquiry, options, scratch), world)
      : explained.map(({ record }) => record);
    const explanation = explanationOf(records, inquiry);
    if (records.length > 0) {
      if (!options.quiet) await world.out(shownText(explanation, options, world));
      return EXIT.done;
    }
    const near = await findNearIds(search, world);
    if (options.json) await world.out(explainJson(explanation, { ...found.elsewhere, near }));
    else world.say(LANGUAGES[world.language].notFound(plainText(id), files.length, { ...found, near }));
    return EXIT.answerIsNo;
  } finally {
    remove();
    settled();
  }
}

/** The id that is asked about, and all that decides what its record gets, but for the exports' rows. */
interface Inquiry {
  readonly id: string;
  readonly rules: RulesInput;
  readonly asOf: Instant;
  readonly book: Book;
  readonly files: readonly ExportFile[];
  readonly style: Style;
}

async function readInquiry(id: string, options: ExplainOptions, world: World): Promise<Inquiry> {
  const [rules, found] = await inOneRound(
    () => readRules(options, world.cwd),
    () => findExports({ ...options, apart: [options.policy, options.outage] }, world.cwd),
  );
  const { zone, units } = rules.policy;
  const asOf = readAsOf(options.asOf, zone, world);
  const book = openBook(resolve(world.cwd, options.book));
  refuseUnusedMapping(found, rules.files);
  const style: Style = {
    zone: openZone(zone),
    currencies: createCurrencyTable(units),
    shown: (column, value) => (PERSONAL.has(column) && !options.showValues ? masked(value) : plainText(value)),
  };
  return { id, rules, asOf, book, files: found.files, style };
}

async function explainRows(
  rows: readonly FoundRow[],
  { id, rules: { policy, outage }, asOf, book, style }: Inquiry,
): Promise<readonly Explained[]> {
  const rules = compileRules(policy, outage, asOf);
  const priced = await pricedBefore(book, outage.id, policy);
  const explained: Explained[] = [];
  for (const group of groupRows(rows, rules)) {
    const explainWithout = (withoutLayers: ReadonlySet<string>) =>
      explainRow(group, id, { rules, book, priced, style, withoutLayers });
    explained.push({ record: await explainWithout(NO_LAYERS), explainWithout });
  }
  return explained;
}

const NO_LAYERS: ReadonlySet<string> = new Set();

function wholePlan({ rules, asOf, book, files, style }: Inquiry, options: ExplainOptions, scratch: string): WholePlan {
  return {
    args: { ...options, asOf: options.asOf ?? instantText(asOf, style.zone) },
    book,
    outage: rules.outage.id,
    canBeMade: !files.some(({ path }) => path === "-"),
    scratch,
  };
}

function explanationOf(
  records: readonly ExplainedRecord[],
  { id, rules: { policy, outage }, asOf, style }: Inquiry,
): Explanation {
  return {
    asked: id,
    policy: policy.name,
    revision: policy.revision,
    outage: outage.id,
    asOf: instantText(asOf, style.zone),
    style,
    records,
  };
}

function shownText(explanation: Explanation, { json }: ExplainOptions, { language, palette }: World): string {
  return json ? explainJson(explanation) : explainText(explanation, language, palette);
}

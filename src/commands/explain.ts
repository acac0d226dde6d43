/**
 * `compensate explain`: why a record gets what it gets, or nothing, and by how much it missed.
 *
 * Nothing is staged or committed. Only where the policy limits what one person gets, and the record gets something, the
 * exports are planned as a whole: what a limit leaves depends on the records before it.
 */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, KEYS, openBook } from "../book/book.ts";
import { findKnownIds } from "../book/keys.ts";
import { createStaging } from "../book/staging.ts";
import { compensationId } from "../domain/compensation-id.ts";
import { createCurrencyTable } from "../domain/currency.ts";
import type { Outcome } from "../domain/decision.ts";
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { instantText } from "../domain/format-timestamp.ts";
import { join } from "../domain/path.ts";
import { openZone } from "../domain/zone.ts";
import { hasUserLimits } from "../engine/limits.ts";
import { discoverExports } from "../exports/discover.ts";
import { explainJson } from "../report/explain-json.ts";
import { explainText, LANGUAGES, type Language } from "../report/explain-text.ts";
import type { ExplainedRecord, Explanation } from "../report/explanation.ts";
import { masked, plainText } from "../report/views.ts";
import { compileRules } from "../rules/decide.ts";
import { idListOf } from "./earlier-gifts.ts";
import { explainRow, groupRows } from "./explain-record.ts";
import { findNearIds, findRecord } from "./find-record.ts";
import { makePlan, type PlanArguments, readAsOf } from "./make-plan.ts";
import { pricedBefore } from "./priced-before.ts";
import { checkColumns, readRules } from "./rules-input.ts";
import { makeScratch } from "./scratch.ts";
import type { World } from "./world.ts";

export interface ExplainOptions extends PlanArguments {
  readonly book: string;
  readonly language: Language;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly showValues: boolean;
}

const PERSONAL = new Set(["user_id", "email", "phone"]);

export async function explain(id: string, options: ExplainOptions, world: World): Promise<ExitCode> {
  const { policy, outage, needs } = readRules(options, world.cwd);
  const asOf = readAsOf(options.asOf, policy.zone, world);
  const book = openBook(resolve(world.cwd, options.book));
  const files = await discoverExports(options.exports, world.cwd);
  const zone = openZone(policy.zone);
  const scene = {
    zone,
    currencies: createCurrencyTable(policy.units),
    shown: (column: string, value: string) =>
      PERSONAL.has(column) && !options.showValues ? masked(value) : plainText(value),
  };

  const scratch = makeScratch("explain");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  try {
    const checkHeader: Parameters<typeof findRecord>[0]["checkHeader"] = (header, path) =>
      checkColumns(header, path, needs);
    const search = { id, files, scratch, checkHeader };
    const found = await findRecord(search, world);
    const rules = compileRules(policy, outage, asOf);
    const explained: Explained[] = [];
    const priced = await pricedBefore(book, outage.id, policy);
    for (const group of groupRows(found.rows)) {
      const explainWithout = (layers: ReadonlySet<string>) =>
        explainRow(group, id, { rules, book, priced, scene, withoutLayers: layers });
      explained.push({ record: await explainWithout(NO_LAYERS), explainWithout });
    }
    const records = explained.map(({ record }) => record);
    const explanation: Explanation = {
      asked: id,
      policy: policy.name,
      revision: policy.revision,
      outage: outage.id,
      asOf: instantText(asOf, zone),
      scene,
      records: hasUserLimits(policy)
        ? await underUserLimits(explained, { ...options, asOf: options.asOf ?? instantText(asOf, zone) })
        : records,
    };
    if (records.length > 0) {
      if (!options.quiet) await world.out(shown(explanation));
      return EXIT.done;
    }
    const near = await findNearIds(search, world);
    if (options.json) await world.out(explainJson(explanation, { ...found.elsewhere, near }));
    else world.say(LANGUAGES[options.language].notFound(plainText(id), files.length, { ...found, near }));
    return EXIT.answerIsNo;
  } finally {
    remove();
    settled();
  }

  function shown(explanation: Explanation): string {
    return options.json ? explainJson(explanation) : explainText(explanation, options.language, world.palette);
  }

  /** Leaves to each record what limits per user leave to it, which takes a plan of everything. */
  async function underUserLimits(all: readonly Explained[], args: PlanArguments): Promise<readonly ExplainedRecord[]> {
    const isGiven = ({ record }: Explained) => record.bucket === "compensated";
    if (!all.some(isGiven)) return all.map(({ record }) => record);
    const keys = files.some(({ path }) => path === "-") ? undefined : await planKeys(args, book, scratch, world);
    return Promise.all(all.map((one) => (isGiven(one) ? underLimits(one, keys) : one.record)));
  }

  async function underLimits(
    { record, explainWithout }: Explained,
    keys: string | undefined,
  ): Promise<ExplainedRecord> {
    if (keys === undefined) return { ...record, userLimits: "unchecked" };
    const { kind, service, gives } = record;
    const isPlanned = ({ layer, result }: Outcome) => {
      const gift = compensationId({ outage: outage.id, layer, kind, service, recordId: id });
      return result.kind === "review" || findKnownIds(idListOf([gift]), [keys])[0] === 1;
    };
    const limited = gives.filter((outcome) => !isPlanned(outcome));
    if (limited.length === 0) return { ...record, userLimits: "planned" };
    // As in the plan, the other layers are decided without those that a limit takes away.
    const left = await explainWithout(new Set(limited.map(({ layer }) => layer)));
    return { ...left, trace: withLimited(record.trace, left.trace), limited, userLimits: "planned" };
  }
}

/** Layers that a limit takes away as they were decided, the others as they are without them. */
function withLimited(all: ExplainedRecord["trace"], left: ExplainedRecord["trace"]): ExplainedRecord["trace"] {
  if (all === undefined || left === undefined) return all;
  const layers = all.layers.map((layer) => left.layers.find(({ name }) => name === layer.name) ?? layer);
  return { ...all, layers };
}

interface Explained {
  readonly record: ExplainedRecord;
  /** The same record, as if the policy did not have some layers. */
  readonly explainWithout: (layers: ReadonlySet<string>) => Promise<ExplainedRecord>;
}

const NO_LAYERS: ReadonlySet<string> = new Set();

/** Plans everything and returns the file of the ids that are given; undefined when the exports cannot be planned. */
async function planKeys(args: PlanArguments, book: Book, scratch: string, world: World): Promise<string | undefined> {
  try {
    const staging = createStaging(scratch, "plan");
    await makePlan(args, book, staging, world);
    return join(staging.path, KEYS);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

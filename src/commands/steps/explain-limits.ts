/**
 * What limits per user leave to the records that `compensate explain` tells about.
 *
 * What a limit leaves depends on the records before it, so everything is planned once, and the ids of the gifts of that
 * plan say what is left.
 */
import { type Book, KEYS } from "../../book/book.ts";
import { hashFile } from "../../book/folder-damage.ts";
import { findKnownIds } from "../../book/keys.ts";
import { createStaging } from "../../book/staging.ts";
import { compensationId } from "../../domain/compensation-id.ts";
import type { Outcome } from "../../domain/decision.ts";
import { Failure } from "../../domain/failure.ts";
import { join } from "../../domain/path.ts";
import type { ExplainedRecord } from "../../report/explanation.ts";
import { idListOf } from "./earlier-gifts.ts";
import { makePlan } from "./make-plan.ts";
import type { PlanArguments } from "./plan-manifest.ts";
import type { World } from "./world.ts";

export interface Explained {
  readonly record: ExplainedRecord;
  /** The same record, as if the policy did not have some layers. */
  readonly explainWithout: (layers: ReadonlySet<string>) => Promise<ExplainedRecord>;
}

/** The plan of everything. */
export interface WholePlan {
  readonly args: PlanArguments;
  readonly book: Book;
  /** The name of the outage, which is a part of every gift's id. */
  readonly outage: string;
  /** Whether the exports can be read a second time; a pipe cannot. */
  readonly canBeMade: boolean;
  readonly scratch: string;
}

/** Leaves to each record what limits per user leave to it. */
export async function underUserLimits(
  all: readonly Explained[],
  plan: WholePlan,
  world: World,
): Promise<readonly ExplainedRecord[]> {
  const isGiven = ({ record }: Explained) => record.bucket === "compensated";
  if (!all.some(isGiven)) return all.map(({ record }) => record);
  const keys = plan.canBeMade ? await planKeys(plan, world) : undefined;
  return Promise.all(all.map((one) => (isGiven(one) ? underLimits(one, keys, plan.outage) : one.record)));
}

/** @param keys the file of the ids that the plan gives. */
async function underLimits(
  { record, explainWithout }: Explained,
  keys: string | undefined,
  outage: string,
): Promise<ExplainedRecord> {
  if (keys === undefined) return { ...record, userLimits: "unchecked" };
  const { kind, service, id, gives } = record;
  const isPlanned = ({ layer, result }: Outcome) => {
    const gift = compensationId({ outage, layer, kind, service, recordId: id });
    return result.kind === "review" || findKnownIds(idListOf([gift]), [keys], hashFile)[0] === 1;
  };
  const limited = gives.filter((outcome) => !isPlanned(outcome));
  if (limited.length === 0) return { ...record, userLimits: "planned" };
  // As in the plan, the other layers are decided without those that a limit takes away.
  const left = await explainWithout(new Set(limited.map(({ layer }) => layer)));
  return { ...left, trace: withLimited(record.trace, left.trace), limited, userLimits: "planned" };
}

/** Layers that a limit takes away as they were decided, the others as they are without them. */
function withLimited(all: ExplainedRecord["trace"], left: ExplainedRecord["trace"]): ExplainedRecord["trace"] {
  if (all === undefined || left === undefined) return all;
  const layers = all.layers.map((layer) => left.layers.find(({ name }) => name === layer.name) ?? layer);
  return { ...all, layers };
}

/** Plans everything and returns the file of the ids that are given; undefined when the exports cannot be planned. */
async function planKeys({ args, book, scratch }: WholePlan, world: World): Promise<string | undefined> {
  try {
    const staging = createStaging(scratch, "plan");
    await makePlan(args, book, staging, world);
    return join(staging.path, KEYS);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Tiers, understood: every edge with its side, ascending, without a gap or an overlap. */
import type { Fraction } from "../domain/fraction.ts";
import type { Give, TierEdge, TierMeasure, TierStep } from "../rules/policy.ts";
import { compare } from "../rules/tiers.ts";
import type { GiveContext } from "./give-context.ts";
import type { Path } from "./problem.ts";
import { readPayable } from "./read-amount.ts";
import { readElapsed, readNumber } from "./terms.ts";
import type { WrittenTierStep, WrittenTiers } from "./written-terms.ts";

export interface TiersContext extends GiveContext {
  /** The form in which the amounts of the steps are given. */
  readonly kind: "credit" | "grant";
}

export function readTiers(written: WrittenTiers, path: Path, context: TiersContext): Give | undefined {
  const by: TierMeasure =
    written.by === "lost" || written.by === "down" ? { kind: written.by } : { kind: "column", column: written.by };
  const at = [...path, "steps"];
  // Where it is not known what tells the tiers apart, neither is what an edge may be.
  const isKnown = !context.isTold([...path, "by"]);
  const edges = written.steps.map((step, index) =>
    isKnown ? readEdges(by, step, [...at, index], context) : undefined,
  );
  checkOrder(edges, at, context);
  const read = written.steps.map((step, index) => readStep(by, step, edges[index], [...at, index], context));
  const steps = read.filter((step) => step !== undefined);
  if (steps.length < read.length) return undefined;
  return { kind: "tiers", by, steps: steps.map((step, index) => withLowerEdge(step, steps[index - 1])) };
}

const LOWER = { included: "at-least", excluded: "above" } as const;
const UPPER = { included: "at-most", excluded: "below" } as const;

type Edges = Pick<TierStep, "from" | "to">;

/** @returns undefined where an edge cannot be understood, or there is none. */
function readEdges(by: TierMeasure, written: WrittenTierStep, path: Path, context: TiersContext): Edges | undefined {
  const from = readEdge(by, written, LOWER, path, context);
  const to = readEdge(by, written, UPPER, path, context);
  if (from === "unreadable" || to === "unreadable") return undefined;
  if (from !== undefined || to !== undefined) return { from, to };
  return context.complain(path, "has no edge; write at-most, below, at-least or above", "lack");
}

function readStep(
  by: TierMeasure,
  written: WrittenTierStep,
  edges: Edges | undefined,
  path: Path,
  context: TiersContext,
): TierStep | undefined {
  const give = readStepGive(written.give, [...path, "give"], context);
  if (edges === undefined || give === undefined) return undefined;
  const keys = [LOWER.included, LOWER.excluded, UPPER.included, UPPER.excluded];
  const texts = keys.flatMap((key) => (written[key] === undefined ? [] : [`${key} ${written[key]}`]));
  return { ...edges, give, text: `${by.kind === "column" ? by.column : by.kind} ${texts.join(", ")}` };
}

function readEdge(
  by: TierMeasure,
  written: WrittenTierStep,
  { included, excluded }: typeof LOWER | typeof UPPER,
  path: Path,
  { complain }: TiersContext,
): TierEdge | "unreadable" | undefined {
  const key = written[included] === undefined ? excluded : included;
  const text = written[key];
  if (text === undefined) return undefined;
  if (key === included && written[excluded] !== undefined) {
    complain([...path, excluded], `says the same as ${included}; keep one`);
    return "unreadable";
  }
  const at = readEdgeValue(by, text, [...path, key], complain);
  return at === undefined ? "unreadable" : { at, included: key === included };
}

function readEdgeValue(
  by: TierMeasure,
  text: string,
  path: Path,
  complain: TiersContext["complain"],
): Fraction | undefined {
  if (by.kind === "column") return readNumber(text, path, complain);
  const length = readElapsed(text, path, complain);
  return length === undefined ? undefined : { over: BigInt(length), under: 1n };
}

function readStepGive(written: WrittenTierStep["give"], path: Path, context: TiersContext): Give | undefined {
  if (written === "nothing") return { kind: "nothing" };
  if (typeof written === "object" && "review" in written) {
    const because = written.review === "true" ? "the policy asks for it" : written.review.because;
    return { kind: "review", because };
  }
  return readPayable(context.kind, written, path, context);
}

/** A tier that says only where it ends begins where the one before it ended. */
function withLowerEdge(step: TierStep, before: TierStep | undefined): TierStep {
  if (step.from !== undefined || before?.to === undefined) return step;
  return { ...step, from: { at: before.to.at, included: !before.to.included } };
}

/** A step whose edges cannot be understood is held against nothing, and nothing against it. */
function checkOrder(steps: readonly (Edges | undefined)[], path: Path, { complain }: TiersContext): void {
  for (const [index, step] of steps.entries()) {
    if (step === undefined) continue;
    const before = steps[index - 1];
    const wrong = wrongAlone(step) ?? (before === undefined ? undefined : wrongAfter(before.to, step));
    if (wrong !== undefined) complain([...path, index], wrong);
  }
}

function wrongAlone({ from, to }: Edges): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const order = compare(from.at, to.at);
  return order > 0 || (order === 0 && !(from.included && to.included)) ? "ends before it begins" : undefined;
}

function wrongAfter(before: TierEdge | undefined, { from, to }: Edges): string | undefined {
  if (before === undefined) return "can never be reached: the tier before it has no end";
  if (from === undefined)
    return to !== undefined && compare(to.at, before.at) <= 0 ? "does not lie above the tier before it" : undefined;
  const order = compare(from.at, before.at);
  if (order > 0 || (order === 0 && !from.included && !before.included)) return "leaves a gap to the tier before it";
  if (order < 0 || (order === 0 && from.included && before.included)) return "overlaps the tier before it";
  return undefined;
}

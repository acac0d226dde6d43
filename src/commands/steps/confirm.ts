/**
 * The question before a commit. Above a sum that the user names, yes is not enough: the outage's id must be typed, so
 * that no user pays out millions with a key that was meant for something else.
 *
 * With any such sum named, money in a currency for which none is named counts as above it: a misspelt currency must not
 * open the door.
 */
import { Failure, quoted } from "../../domain/failure.ts";
import { amountsText } from "../../report/habits.ts";
import { RUN_SENTENCES } from "../../report/run-text.ts";
import type { AboveSum } from "../../report/sentences/runs.ts";
import { aboveText } from "../../report/sentences/runs-en.ts";
import type { World } from "./world.ts";

export interface ConfirmOptions {
  readonly yes: boolean;
  /** The outage's id, typed beforehand; it confirms any sum. */
  readonly confirm?: string | undefined;
  readonly confirmAbove: readonly Threshold[];
}

export interface Threshold {
  /** A plain decimal in major units. */
  readonly amount: string;
  readonly currency: string;
}

export interface Question {
  /** The run that is taken back; undefined where a plan is committed. */
  readonly takesBack: string | undefined;
  readonly benefits: number;
  readonly outage: string;
  readonly credits: { readonly [currency: string]: string };
}

/** @throws Failure `not-confirmed`, `confirmation-needed`. */
export async function confirm(
  { takesBack, benefits, outage, credits }: Question,
  options: ConfirmOptions,
  world: World,
): Promise<void> {
  if (options.confirm !== undefined) {
    if (options.confirm === outage) return;
    throw new Failure("not-confirmed", {
      found: `--confirm names ${quoted(options.confirm)}, the outage is ${outage}`,
    });
  }
  const say = RUN_SENTENCES[world.language];
  const what = { takesBack, benefits, outage, money: amountsText(credits, world.language) };
  const above = passed(credits, options.confirmAbove);
  if (above !== undefined) {
    if (!world.canAsk) {
      throw new Failure("confirmation-needed", {
        found: aboveText(above),
        next: `Look at the sums; when they are right, add --confirm ${outage}. With so much money --yes is not enough.`,
      });
    }
    const answer = await world.ask(say.askOutage(what, above));
    if (answer.trim() !== outage) throw new Failure("not-confirmed", { found: `the outage is ${outage}` });
    return;
  }
  if (options.yes) return;
  if (!world.canAsk) throw new Failure("confirmation-needed");
  const answer = await world.ask(say.askYes(what));
  if (!/^(y|yes|예|네)$/i.test(answer.trim())) throw new Failure("not-confirmed");
}

/** Where nobody can be asked, this is known before any work. @throws Failure `confirmation-needed`. */
export function assertCanConfirm({ yes, confirm: id }: ConfirmOptions, world: World): void {
  if (!yes && id === undefined && !world.canAsk) throw new Failure("confirmation-needed");
}

function passed(credits: Question["credits"], thresholds: readonly Threshold[]): AboveSum | undefined {
  if (thresholds.length === 0) return undefined;
  for (const [currency, amount] of Object.entries(credits)) {
    const own = thresholds.find((threshold) => threshold.currency === currency);
    if (own === undefined || isMore(amount, own.amount)) return { currency, amount, most: own?.amount };
  }
  return undefined;
}

/** Compares plain decimals by size, whatever their sign. */
function isMore(a: string, b: string): boolean {
  const [one, other] = [decimal(a), decimal(b)];
  const decimals = Math.max(one.decimals, other.decimals);
  const scaled = ({ digits, decimals: own }: Decimal) => digits * 10n ** BigInt(decimals - own);
  return scaled(one) > scaled(other);
}

interface Decimal {
  readonly digits: bigint;
  readonly decimals: number;
}

function decimal(text: string): Decimal {
  const [whole = "", fraction = ""] = text.replace(/^-/, "").split(".");
  return { digits: BigInt(whole + fraction), decimals: fraction.length };
}

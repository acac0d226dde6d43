/** Currencies of a policy that had ended when the outage began: no person can be paid in such a currency. */
import { ENDED_CURRENCIES } from "../domain/ended-currencies.ts";
import type { Problem } from "../domain/failure.ts";
import type { Outage } from "../domain/outage.ts";
import { beganAt } from "../rules/windows.ts";
import { refuse } from "./problem.ts";

/** Where a policy names a currency that has ended by now; for an outage before the end, the currency is like any other. */
export interface EndingCurrency {
  readonly currency: string;
  readonly problem: (message: string) => Problem;
}

/** @throws Failure `policy-invalid` with every place where a currency is named that had ended before the outage. */
export function refuseEnded(named: readonly EndingCurrency[], outage: Outage): void {
  const began = beganAt(outage);
  const problems = named.flatMap(({ currency, problem }): Problem[] => {
    const ended = ENDED_CURRENCIES.get(currency);
    if (ended === undefined || began < ended.at) return [];
    return [problem(`${currency} ended on ${ended.day}, before this outage began; it became ${ended.became}`)];
  });
  if (problems.length > 0) refuse(problems);
}

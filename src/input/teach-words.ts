/** Teaches the kernel the words of a row that was read with care and has no fault, so that it is sure of the next row like it. */
import { MEANINGS } from "../kernel/numbers.ts";
import type { ScanKernel } from "../kernel/scan-kernel.ts";
import { learnCertainWord, learnWord, meaningOfDecimals } from "../kernel/teach-kernel.ts";
import { currencyIn, type RecordView } from "./record-view.ts";
import { isEmpty } from "./sound-cells.ts";

export interface Lesson {
  readonly kernel: ScanKernel;
  /** Whether some rule is for the row's service. */
  readonly hasRule: boolean;
}

/** @param view shows the row. @param flag the meaning of the row's flag. */
export function teachWords(view: RecordView, flag: boolean | undefined, { kernel, hasRule }: Lesson): void {
  const { row, currencies, layout } = view;
  learnWord(kernel, "service", layout.service, hasRule ? MEANINGS.someRule : MEANINGS.noRule);
  const currency = currencyIn(view);
  // The kernel does not learn a currency that has ended: the next row in it may be over too late.
  if (currency !== undefined && currencies.endedAt(currency) === undefined)
    learnWord(kernel, "currency", layout.currency, meaningOfDecimals(currencies.decimalsOf(currency)));
  if (layout.autoRenew >= 0 && !isEmpty(row, layout.autoRenew))
    learnWord(kernel, "flag", layout.autoRenew, flag ? MEANINGS.yes : MEANINGS.no);
  for (const [position, { index }] of layout.words.entries())
    if (!isEmpty(row, index)) learnCertainWord(kernel, position, index);
}

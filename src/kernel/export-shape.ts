/** The facts about an export that the kernel needs: its kind, its delimiter and the positions of its columns. */
import type { RecordKind } from "../domain/record.ts";
import type { TimeForm } from "../domain/time-form.ts";
import type { TimeRole } from "../domain/timestamp.ts";

export interface ExportShape {
  readonly kind: RecordKind;
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Positions; -1 for a column that the export does not have. */
  readonly id: number;
  readonly user: number;
  readonly service: number;
  readonly currency: number;
  readonly autoRenew: number;
  /** Positions in `times`; -1 for a column that the export does not have, or that never ends a period of this kind. */
  readonly starts: number;
  readonly expires: number;
  readonly renews: number;
  /** Without a form, times are in ISO 8601 and in the policy's zone. `time-plans.ts` says which forms the kernel reads. */
  readonly times: readonly { readonly index: number; readonly role: TimeRole; readonly form?: TimeForm | undefined }[];
  readonly money: readonly { readonly index: number }[];
  /** Columns that have certain words only. The kernel is sure of a word in such a column that it was taught. */
  readonly words?: readonly { readonly index: number }[];
  /** Columns whose cells are the content of a row, where that is not the whole row: the items of a record have them in common. */
  readonly agreeing?: readonly number[] | undefined;
  /** What becomes of the cells of the export's file, as a text to be compared; empty where they stay as they are. */
  readonly cellsText?: string;
  /** `strict`: an id or user that went through a spreadsheet makes its row a reject; else it is only counted. */
  readonly ids?: "strict" | "warn";
}

/** The forms of an export's times, to be compared; empty where no time has one. */
export function formsText(times: ExportShape["times"]): string {
  return times.some(({ form }) => form !== undefined) ? JSON.stringify(times.map(({ form }) => form ?? null)) : "";
}

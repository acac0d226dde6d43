/** The pieces of a gift that are the same for all records that are alike: the kernel puts output rows together from them. */
import { csvCell } from "../../domain/csv-cell.ts";
import type { Benefit } from "../../domain/decision.ts";
import type { LikeGift } from "../../kernel/alike-kernel.ts";
import type { KeptText, OutputKernel, Piece } from "../../kernel/output-kernel.ts";
import { beginningOfId, type GiftOf } from "./gift-ids.ts";
import { headOf, type Renderer, sumOf } from "./render.ts";

export type GiftPieces = Pick<LikeGift, "beginning" | "head" | "middle" | "tail" | "notes">;

/** A gift as the rules gave it. */
export interface RenderedGift extends GiftOf {
  readonly rule: string;
  readonly result: Benefit;
  /** The currency of a payment, as the record writes it. */
  readonly currency: string;
}

/** Undefined where the kernel has no room for one of the pieces. */
export type FindPieces = (gift: RenderedGift) => GiftPieces | undefined;

export function createGiftPieces(kernel: OutputKernel, renderer: Renderer): FindPieces {
  const known = new Map<string, KeptText>();

  /** Other gifts have the same text. */
  function keptOnce(text: string): KeptText {
    const kept = known.get(text) ?? kernel.keep(text);
    known.set(text, kept);
    return kept;
  }

  return ({ rule, result, currency, ...gift }) => {
    const isPayment = result.kind === "payment";
    const beginning = keptOnce(beginningOfId(renderer.facts.outage, gift));
    const head = headOf(renderer, rule, result.action);
    const middle = isPayment ? sumOf(renderer, result, currency) : keptOnce(`,${csvCell(result.field)},`);
    const tail = keptOnce(isPayment ? "" : `,${csvCell(result.extendedBy)}`);
    const notes = keptOnce(`,${result.notes.join("; ")}\n`);
    if (!isPiece(beginning) || !isPiece(head) || !isPiece(middle) || !isPiece(tail) || !isPiece(notes))
      return undefined;
    return { beginning, head, middle, tail, notes };
  };
}

function isPiece(kept: KeptText): kept is Piece {
  return typeof kept !== "string";
}

/**
 * The host of `wasm/alike.ts`: says what has to be alike in rows, has answers learned as precedents, and has rows that are like a
 * precedent decided. Everything lies in the memory of an output kernel.
 */
import { AREAS_FIELDS, FOUND_FIELDS, GIFTS_FIELDS, LIKE_ENDS_FIELDS, LIKE_FIELDS, ORIGIN_FIELDS } from "./fields.ts";
import type { LikeEnds } from "./like-ends.ts";
import { viewOf } from "./memory.ts";
import { FOUND_AT_ONCE, MOST_EDGES, MOST_LIKE_COLUMNS } from "./numbers.ts";
import type { OutputKernel, Piece } from "./output-kernel.ts";
import { OUTPUT_TABLES as TABLES } from "./tables.ts";

/** What has to be alike in the rows of an export. Columns are positions, -1 for a column that the export does not have. */
export interface AlikeShape {
  readonly id: number;
  readonly ends: LikeEnds;
  readonly columnCount: number;
  /** The columns that have to have the same texts. */
  readonly texts: readonly number[];
  /** See `rules/likeness.ts`. */
  readonly edges: readonly number[];
  readonly unlike: readonly number[];
  readonly byLength: boolean;
}

/** One gift of a precedent. */
export interface LikeGift {
  /** A number by which the host knows the gift. */
  readonly number: number;
  /** The position of its area. */
  readonly target: number;
  /** The seconds by which a new end is later; 0 for a gift that is no new end. */
  readonly later: number;
  /** Begins the message that is hashed to the id. */
  readonly beginning: Piece;
  /** The bytes of the output row: the id, `head`, copied cells, `middle`, both ends, `tail`, origin, the line's number, `notes`. */
  readonly head: Piece;
  readonly middle: Piece;
  readonly tail: Piece;
  readonly notes: Piece;
}

/** Gifts that were found, one after the other, each with the numbers of `FOUND_FIELDS`. Valid until the kernel is called again. */
export type TakeFound = (found: Uint32Array, count: number) => void;

export interface AlikeKernel {
  /** Takes another shape, and forgets all precedents. Returns false where the shape has more than the kernel has room for. */
  describe(shape: AlikeShape): boolean;
  /** Takes the cells that all output rows of an export have before the number of their line. */
  setOrigin(origin: Piece): void;
  /** Decides candidates as long as they have precedents; returns the first candidate that has none, or `to`. */
  decide(from: number, to: number, take: TakeFound): number;
  /** Whether the answer for the candidate at which `decide` ended can be learned: it has a likeness, and no precedent. */
  isNew(): boolean;
  /** Learns the answer for a candidate that is new. @param gifts `MOST_GIFTS` at most. */
  learn(candidate: number, code: number, gifts: readonly LikeGift[]): void;
  /** Never again relies on the precedent for a candidate. */
  distrust(candidate: number): void;
}

export function createAlikeKernel(output: OutputKernel): AlikeKernel {
  const { functions } = output;
  return {
    describe: (shape) => {
      functions.forgetPrecedents();
      return writeShape(output, shape);
    },
    setOrigin: ({ from, length }) =>
      viewOf(functions.memory, TABLES.ORIGIN, ORIGIN_FIELDS.length).set(
        ORIGIN_FIELDS.map((field) => ({ from, length })[field]),
      ),
    decide: (from, to, take) => decide(output, { from, to }, take),
    isNew: () => functions.isNew.value === 1,
    learn: (candidate, code, gifts) => {
      const numbers = gifts.flatMap((gift) => GIFTS_FIELDS.map((field) => numbersOf(gift)[field]));
      viewOf(functions.memory, TABLES.GIFTS, numbers.length).set(numbers);
      functions.learnPrecedent(candidate, code, gifts.length);
    },
    distrust: functions.distrustPrecedent,
  };
}

function writeShape({ functions: { memory } }: OutputKernel, shape: AlikeShape): boolean {
  const { id, ends, columnCount, texts, edges, unlike, byLength } = shape;
  if (texts.length > MOST_LIKE_COLUMNS || edges.length > MOST_EDGES) return false;
  const numbers = {
    id,
    lastColumn: columnCount - 1,
    edges: edges.length,
    byLength: byLength ? 1 : 0,
    texts: texts.length,
  };
  viewOf(memory, TABLES.LIKE, LIKE_FIELDS.length).set(LIKE_FIELDS.map((field) => numbers[field]));
  const endNumbers = ends.flatMap((end) => LIKE_ENDS_FIELDS.map((field) => end[field]));
  viewOf(memory, TABLES.LIKE_ENDS, endNumbers.length).set(endNumbers);
  viewOf(memory, TABLES.LIKE_COLUMNS, texts.length).set(texts);
  viewOf(memory, TABLES.EDGES, edges.length).set(edges);
  const places = viewOf(memory, TABLES.UNLIKE, 2 * MOST_EDGES + 1);
  places.fill(0);
  for (const place of unlike) places[place] = 1;
  return true;
}

function numbersOf({ number, target, later, ...pieces }: LikeGift): {
  readonly [f in (typeof GIFTS_FIELDS)[number]]: number;
} {
  const { beginning, head, middle, tail, notes } = pieces;
  return {
    number,
    target,
    later,
    // The kernel works the place out.
    place: 0,
    beginning: beginning.from,
    beginningLength: beginning.length,
    head: head.from,
    headLength: head.length,
    middle: middle.from,
    middleLength: middle.length,
    tail: tail.from,
    tailLength: tail.length,
    notes: notes.from,
    notesLength: notes.length,
  };
}

function decide(
  output: OutputKernel,
  { from, to }: { readonly from: number; readonly to: number },
  take: TakeFound,
): number {
  const { functions, areas } = output;
  for (let next = from; ; ) {
    const places = viewOf(functions.memory, TABLES.AREAS, areas.length * AREAS_FIELDS.length);
    for (const [index, area] of areas.entries()) places.set([area.to, output.endOf(area)], index * AREAS_FIELDS.length);
    next = functions.decideAlike(next, to);
    for (const [index, area] of areas.entries()) area.to = places[index * AREAS_FIELDS.length] ?? area.to;
    take(viewOf(functions.memory, TABLES.FOUND, FOUND_AT_ONCE * FOUND_FIELDS.length), functions.found.value);
    if (next === to || functions.forHost.value === 1) return next;
    const full = areas[functions.fullTarget.value];
    if (functions.lacking.value > 0 && full !== undefined) output.makeRoom(full, functions.lacking.value);
  }
}

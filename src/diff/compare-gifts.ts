/**
 * The gifts of one plan or run, or the differences between two, in little memory however many gifts there are.
 *
 * One side is read front to back. Two sides are put into partitions by compensation id and matched partition by
 * partition. Differences are counted, and kept in the order in which they are shown: changed before added before removed,
 * by service and rule as the summary has them, and then as the records stand in the exports.
 */
import { type Change, type ChangeGroup, type ChangeKind, COMPARED_COLUMNS, type Gift } from "../domain/change.ts";
import { type ChangeStore, createSampleStore, createSortedStore } from "./change-store.ts";
import type { GiftFolder } from "./gift-folder.ts";
import {
  createGiftReader,
  GIFT_FILES,
  type GiftLayout,
  type GiftRow,
  giftCell,
  giftLine,
  readGiftRows,
} from "./gift-rows.ts";
import { type CountedSide, createGroupTallies, type GroupTallies } from "./group-tallies.ts";
import { matchGifts } from "./match-gifts.ts";
import { type PackedSide, packChange, sideOfKept, sideOfRow, unpackChange } from "./packed-change.ts";
import { createPartitions } from "./partitions.ts";

export interface CompareRequest {
  /** Undefined to show what `after` gives. */
  readonly before: GiftFolder | undefined;
  readonly after: GiftFolder;
  /** Rules to look at; empty for all. A change counts when either side's rule is among them. */
  readonly only: ReadonlySet<string>;
  /** How many changes of each group to keep, in input order. */
  readonly keep: number | "all";
  /** A folder for data that does not fit into memory; the owner of the folder removes it. */
  readonly scratch: string;
}

export interface GiftComparison {
  /** Gifts that both sides have, with nothing different. */
  readonly same: number;
  readonly groups: readonly ChangeGroup[];
  /** Sums over all groups: what the differing gifts paid before, and pay after. */
  readonly credits: Pick<ChangeGroup, "before" | "after">;
  /** The kept changes, group after group; to be gone through once. */
  readonly changes: Iterable<GroupedChange>;
}

export interface GroupedChange {
  readonly group: ChangeGroup;
  readonly change: Change;
}

/** @throws Failure `plan-damaged` when a file is not the one that its manifest lists. */
export async function compareGifts(request: CompareRequest): Promise<GiftComparison> {
  const { before, after, keep, scratch } = request;
  const tallies = createGroupTallies([...after.groups, ...(before?.groups ?? [])]);
  const store = keep === "all" ? createSortedStore(scratch) : createSampleStore(keep);
  const context: Context = { ...request, tallies, store, sources: sourcePlaces(request) };
  const { same, read } = before === undefined ? await readOne(context) : await readTwo({ ...context, before });
  const groups = tallies.finish();
  const byNumber = new Map(groups.map(({ number, group }) => [number, group]));

  function* changes(): Generator<GroupedChange> {
    for (const { group: number, bytes } of store.sorted()) {
      const group = byNumber.get(number);
      if (group === undefined) throw new Error(`no group ${number}`);
      yield { group, change: read(group.kind, bytes) };
    }
  }
  return { same, groups: groups.map(({ group }) => group), credits: tallies.credits(), changes: changes() };
}

interface Context extends CompareRequest {
  readonly tallies: GroupTallies;
  readonly store: ChangeStore;
  readonly sources: ReadonlyMap<string, number>;
}

interface ReadSides {
  readonly same: number;
  /** Makes a change from the bytes that were kept. */
  readonly read: (kind: ChangeKind, bytes: Uint8Array) => Change;
}

async function readOne({ after, only, keep, tallies, store, sources }: Context): Promise<ReadSides> {
  const layouts = await readGiftRows(after, (row) => {
    const rule = giftCell(row, "rule");
    if (only.size > 0 && !only.has(rule)) return;
    const group = tallies.groupOf("given", giftCell(row, "service"), rule);
    tallies.count(group, undefined, countedOf(row));
    // Where nothing is kept, to put a row together for the store would take a third of the time.
    if (keep === 0) return;
    const place = placeOf(giftCell(row, "source"), giftLine(row), sources);
    store.add(group, place, packChange(undefined, sideOfRow(row)));
  });
  return { same: 0, read: changeReader([], layouts) };
}

const BYTES_PER_PARTITION = 8 * 1024 * 1024;
const MOST_PARTITIONS = 256;

async function readTwo(context: Context & { readonly before: GiftFolder }): Promise<ReadSides> {
  const { before, after, scratch } = context;
  const bytes = Math.max(giftBytes(before), giftBytes(after));
  const count = Math.min(MOST_PARTITIONS, Math.ceil(bytes / BYTES_PER_PARTITION) + 1);
  const [left, right] = [createPartitions(scratch, "before", count), createPartitions(scratch, "after", count)];
  try {
    const layoutsBefore = await readGiftRows(before, left.add);
    const layoutsAfter = await readGiftRows(after, right.add);
    const sameLayout = JSON.stringify(columnsOf(layoutsBefore)) === JSON.stringify(columnsOf(layoutsAfter));
    const read = changeReader(layoutsBefore, layoutsAfter);
    const keeping = { ...context, read };
    let same = 0;
    for (let partition = 0; partition < count; partition += 1) {
      const [a, b] = [left.read(partition), right.read(partition)];
      matchGifts(a, b, sameLayout, {
        both: (one, other, identical) => {
          if (identical && context.only.size === 0) same += 1;
          else same += keepChange("changed", [sideOfKept(a, one), sideOfKept(b, other)], keeping);
        },
        onlyAfter: (other) => keepChange("added", [undefined, sideOfKept(b, other)], keeping),
        onlyBefore: (one) => keepChange("removed", [sideOfKept(a, one), undefined], keeping),
      });
    }
    return { same, read };
  } finally {
    left.close();
    right.close();
  }
}

/** Returns how many gifts turn out to be the same, 1 or 0, where gifts of certain rules alone count. */
function keepChange(
  kind: ChangeKind,
  [one, other]: readonly [before: PackedSide | undefined, after: PackedSide | undefined],
  { read, only, tallies, store, sources }: Context & Pick<ReadSides, "read">,
): 0 | 1 {
  const packed = packChange(one, other);
  const change = read(kind, packed);
  const gifts = giftsOf(change);
  const shown = gifts.at(-1);
  if (shown === undefined || !isWanted(gifts, only)) return 0;
  if (change.kind === "changed" && change.columns.length === 0) return 1;
  const group = tallies.groupOf(kind, shown.service, shown.rule);
  tallies.count(
    group,
    "before" in change ? countedGift(change.before) : undefined,
    "after" in change ? countedGift(change.after) : undefined,
  );
  store.add(group, placeOf(shown.source, Number(shown.line), sources), packed);
  return 0;
}

function changeReader(layoutsBefore: readonly GiftLayout[], layoutsAfter: readonly GiftLayout[]): ReadSides["read"] {
  const readGift = createGiftReader();
  const giftOf = (side: PackedSide, layouts: readonly GiftLayout[]): Gift => {
    const layout = layouts[side.table];
    if (layout === undefined) throw new Error(`no output ${side.table}`);
    const { buffer, byteOffset, byteLength } = side.bytes;
    return readGift(Buffer.from(buffer, byteOffset, byteLength), layout);
  };
  return (kind, bytes) => {
    const [one, other] = unpackChange(bytes);
    const before = one && giftOf(one, layoutsBefore);
    const after = other && giftOf(other, layoutsAfter);
    if (kind === "changed" && before !== undefined && after !== undefined) {
      return { kind, before, after, columns: COMPARED_COLUMNS.filter((column) => before[column] !== after[column]) };
    }
    if (kind === "removed" && before !== undefined) return { kind, before };
    if ((kind === "added" || kind === "given") && after !== undefined) return { kind, after };
    throw new Error(`a change of kind ${kind} was kept without its gifts`);
  };
}

function giftsOf(change: Change): readonly Gift[] {
  if (change.kind === "changed") return [change.before, change.after];
  return [change.kind === "removed" ? change.before : change.after];
}

function isWanted(gifts: readonly Gift[], only: ReadonlySet<string>): boolean {
  return only.size === 0 || gifts.some(({ rule }) => only.has(rule));
}

function countedOf(row: GiftRow): CountedSide {
  const pays = GIFT_FILES[row.table] === "refund-credit.csv";
  return { pays, amount: pays ? giftCell(row, "amount") : "", currency: pays ? giftCell(row, "currency") : "" };
}

function countedGift({ amount, currency }: Gift): CountedSide {
  return { pays: amount !== "", amount, currency };
}

/** The exports of both sides in their order, by name; those of the later side first. */
function sourcePlaces({ before, after }: CompareRequest): ReadonlyMap<string, number> {
  const names = [...after.manifest.inputs, ...(before?.manifest.inputs ?? [])].map(({ name }) => name);
  return new Map([...new Set(names)].map((name, index) => [name, index]));
}

const MOST_LINES = 2 ** 40;

function placeOf(source: string, line: number, sources: ReadonlyMap<string, number>): number {
  return (sources.get(source) ?? sources.size) * MOST_LINES + line;
}

function giftBytes({ manifest }: GiftFolder): number {
  const files: readonly string[] = GIFT_FILES;
  return manifest.outputs.reduce((sum, { file, bytes }) => sum + (files.includes(file) ? bytes : 0), 0);
}

function columnsOf(layouts: readonly GiftLayout[]): readonly (readonly string[])[] {
  return layouts.map(({ columns }) => columns);
}

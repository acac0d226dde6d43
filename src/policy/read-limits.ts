/** The limits of a policy, understood: each limit is one ceiling, and a ceiling that can be held. */
import { quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import type { Limit } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import type { Path } from "./problem.ts";
import { readDuration, readMoney } from "./terms.ts";
import type { WrittenFrame, WrittenLimit } from "./written-policy.ts";

/** @param layers the names of the policy's layers; undefined where one of them is not known. */
export function readLimits(
  { limits }: WrittenFrame,
  layers: readonly string[] | undefined,
  context: GiveContext,
): readonly Limit[] {
  return (limits ?? [])
    .map((limit, index) => readLimit(limit, ["limits", index], layers, context))
    .filter((limit) => limit !== undefined);
}

function readLimit(
  written: WrittenLimit,
  path: Path,
  layers: readonly string[] | undefined,
  context: GiveContext,
): Limit | undefined {
  const { per, layer } = written;
  const { complain } = context;
  // A ceiling over nobody knows what is held against nothing that depends on it.
  const over = context.isTold([...path, "per"]) ? undefined : per;
  if (layer !== undefined && layers?.includes(layer) === false)
    complain([...path, "layer"], `there is no layer ${quoted(layer)}${didYouMean(layer, layers)}`);
  else if (over === "record" && layer !== undefined)
    complain([...path, "layer"], "a ceiling per record holds for all layers together");
  const [first, second] = CEILINGS.filter((key) => written[key] !== undefined);
  if (first === undefined) return complain(path, "limits nothing; write records, credit or extend", "lack");
  if (second !== undefined) complain([...path, second], `a limit is one ceiling, and this one is on ${first}`);
  if (first === "extend" && over !== undefined && over !== "record")
    complain([...path, "extend"], "only per: record can hold an extension");
  if (first === "records" && over === "record")
    return complain([...path, "records"], "a record is one record; use per: user or per: run");
  const most = readMost(written, path, context);
  return most && { per, layer, most };
}

const CEILINGS = ["records", "credit", "extend"] as const;

function readMost(
  { per, records, credit, extend }: WrittenLimit,
  path: Path,
  context: GiveContext,
): Limit["most"] | undefined {
  const { complain, isTold } = context;
  if (records !== undefined) {
    if (/^[1-9]\d{0,8}$/.test(records)) return { kind: "records", count: Number(records) };
    return complain([...path, "records"], `${quoted(records)} is not a number of records above zero`);
  }
  if (credit === "price" || credit === "none") {
    if (per === "record" || isTold([...path, "per"])) return { kind: "price", holds: credit === "price" };
    return complain(
      [...path, "credit"],
      `${quoted(credit)} is about one record's price; use per: record, or an amount`,
    );
  }
  if (credit !== undefined) {
    const money = readMoney(credit, [...path, "credit"], context);
    return money && { kind: "credit", money };
  }
  const by = extend === undefined ? undefined : readDuration(extend, [...path, "extend"], complain);
  return by && { kind: "extend", by };
}

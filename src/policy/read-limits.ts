/** The limits of a policy, understood: each limit is one ceiling, and a ceiling that can be held. */
import { quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import type { Limit } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import type { Path } from "./problem.ts";
import { readDuration, readMoney } from "./terms.ts";
import type { WrittenFrame, WrittenLimit } from "./written-policy.ts";

export function readLimits({ limits, layers }: WrittenFrame, context: GiveContext): readonly Limit[] {
  const names = (layers ?? []).map(({ layer }) => layer);
  return (limits ?? [])
    .map((limit, index) => readLimit(limit, ["limits", index], names, context))
    .filter((limit) => limit !== undefined);
}

function readLimit(
  written: WrittenLimit,
  path: Path,
  layers: readonly string[],
  context: GiveContext,
): Limit | undefined {
  const { per, layer } = written;
  const { complain } = context;
  if (layer !== undefined && !layers.includes(layer)) {
    return complain([...path, "layer"], `there is no layer ${quoted(layer)}${didYouMean(layer, layers)}`);
  }
  const [first, second] = (["records", "credit", "extend"] as const).filter((key) => written[key] !== undefined);
  if (first === undefined) return complain(path, "limits nothing; write records, credit or extend");
  if (second !== undefined) return complain([...path, second], `a limit is one ceiling, and this one is on ${first}`);
  if (first === "extend" && per !== "record") {
    return complain([...path, "extend"], "only per: record can hold an extension");
  }
  if (first === "records" && per === "record") {
    return complain([...path, "records"], "a record is one record; use per: user or per: run");
  }
  if (per === "record" && layer !== undefined) {
    return complain([...path, "layer"], "a ceiling per record holds for all layers together");
  }
  const most = readMost(written, path, context);
  return most && { per, layer, most };
}

function readMost(
  { per, records, credit, extend }: WrittenLimit,
  path: Path,
  context: GiveContext,
): Limit["most"] | undefined {
  const { complain } = context;
  if (records !== undefined) {
    if (/^[1-9]\d{0,8}$/.test(records)) return { kind: "records", count: Number(records) };
    return complain([...path, "records"], `${quoted(records)} is not a number of records above zero`);
  }
  if (credit === "price" || credit === "none") {
    if (per === "record") return { kind: "price", holds: credit === "price" };
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

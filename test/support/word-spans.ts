/** All texts of a table of words by their path; functions are called with made-up values. */

export interface WordSpan {
  /** `outage.columns.from`. */
  readonly path: string;
  readonly text: string;
}

/** Stands for whatever a sentence is about: a count, a name, a summary. */
const SUMMARY = { totals: { read: 3, compensated: 2 }, extended: 1, credited: 1, credits: { KRW: "5" }, by_rule: [] };

export function spansOf(words: object, path = ""): readonly WordSpan[] {
  return Object.entries(words).flatMap(([name, value]): readonly WordSpan[] => {
    const own = path === "" ? name : `${path}.${name}`;
    if (typeof value === "string") return [{ path: own, text: value }];
    if (typeof value === "object" && value !== null) return spansOf(value, own);
    if (typeof value !== "function") throw new Error(`${own} is no word`);
    return [{ path: own, text: String(value(...argumentsFor(name))) }];
  });
}

function argumentsFor(name: string): readonly unknown[] {
  if (name === "headline") return [SUMMARY];
  if (name === "values") return ["X", [{ value: "", count: 2 }], 3];
  if (name === "length") return ["3 days"];
  if (["told", "endsTold", "rejectPlace", "spread", "distributionTold", "largestTold"].includes(name))
    return [2, "X", "XX"];
  return [2, 3];
}

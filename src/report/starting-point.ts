/**
 * The files of a starting point: an outage, a policy in which every benefit is a question for a person, a case, and a step for CI.
 *
 * A policy has a rule for each service and channel that was found, so that what is missing is a rule's `give`, and nothing is given by
 * accident.
 */
import { COLUMNS, KIND_PERIODS, type RecordKind } from "../domain/record.ts";
import { yamlText } from "./draft-line.ts";
import { countText } from "./summary.ts";

/** Records of one kind, service and channel. */
export interface FoundGroup {
  readonly kind: RecordKind;
  readonly service: string;
  /** Undefined where the export has no such column; empty where the cells are. */
  readonly channel: string | undefined;
  readonly rows: number;
  /** One record of the group, by canonical column; ids and people are replaced already. */
  readonly example: ReadonlyMap<string, string>;
}

export interface StartingPoint {
  /** The most frequent first. */
  readonly groups: readonly FoundGroup[];
  /** The exports that they came from; none for the small example. */
  readonly exports: readonly string[];
  /** Today, such as `2022-10-21`. */
  readonly today: string;
  /** The version of the program. */
  readonly version: string;
}

/** Rules of a policy that is made for people to read. */
const MOST_RULES = 60;
const MOST_CASES = 12;

/** The texts of the files, by their path in the folder. */
export function startingFiles(point: StartingPoint): ReadonlyMap<string, string> {
  const ruled = ruledGroups(point.groups);
  const cased = ruled.slice(0, MOST_CASES);
  const kinds = [...new Set(cased.map(({ group }) => group.kind))];
  return new Map([
    ["outage.yaml", outageText(point)],
    ["policy.yaml", policyText(point, ruled)],
    ["fixtures/first-records/case.yaml", caseText(point)],
    ...kinds.map((kind) => [`fixtures/first-records/exports/${kind}s.csv`, exportText(kind, cased)] as const),
    ["fixtures/first-records/expected/review.csv", expectedText(cased)],
    ["ci.yaml", ciText(point)],
  ]);
}

interface RuledGroup {
  readonly group: FoundGroup;
  readonly rule: string;
}

function ruledGroups(groups: readonly FoundGroup[]): readonly RuledGroup[] {
  const taken = new Set<string>();
  const kinds = new Set(groups.map(({ kind }) => kind));
  return groups.slice(0, MOST_RULES).map((group) => {
    const words = [
      ...(kinds.size > 1 ? [group.kind] : []),
      group.service,
      group.channel === "" ? "no-channel" : group.channel,
    ];
    const wanted = words
      .filter((word) => word !== undefined)
      .join("-")
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
      .replaceAll(/^[-._]+|-+$/g, "")
      .slice(0, 80);
    const base = wanted === "" ? "rule" : wanted;
    let rule = base;
    for (let number = 2; taken.has(rule); number += 1) rule = `${base}-${number}`;
    taken.add(rule);
    return { group, rule };
  });
}

function outageText({ today }: StartingPoint): string {
  return `# What happened, and when. The id is part of the name of every gift, so it never changes.
outage: outage-${today}
title: What happened, in a few words
zone: Asia/Seoul
window: ${today}T00:00/${today}T06:00
`;
}

function policyText({ groups, exports }: StartingPoint, ruled: readonly RuledGroup[]): string {
  const from = exports.length === 0 ? "a small example" : exports.join(", ");
  const left = groups.length - ruled.length;
  const rules = ruled.map(ruleText).join("\n");
  return `# Who gets what. Every rule asks a person for now, so that nothing is given by accident: write what each of them gives.
# Made from ${from.replaceAll("\n", " ")}.${left > 0 ? ` ${countText(left, "rarer group")} of service and channel have no rule.` : ""}
policy: starting-point
revision: draft-1
zone: Asia/Seoul
rules:
${rules}`;
}

function ruleText({ group, rule }: RuledGroup): string {
  const { kind, service, channel, rows } = group;
  const selectors = [
    `record: ${kind}`,
    `service: ${valueText(service)}`,
    ...(channel === undefined ? [] : [`channel: ${valueText(channel)}`]),
  ];
  return `  - rule: ${yamlText(rule)}
    why: ${countText(rows, "row")} found
    for: { ${selectors.join(", ")} }
    # if: { held: during-outage }
    give: { review: { because: "nobody has decided yet" } }
`;
}

function valueText(text: string): string {
  return text === "" ? "{ empty: true }" : yamlText(text);
}

function caseText({ today }: StartingPoint): string {
  return `# A few records of every kind, with ids and people that are made up, and what must come of them: expected/.
as-of: ${today}T12:00:00+09:00
policy: ../../policy.yaml
outage: ../../outage.yaml
`;
}

function recordIds(cased: readonly RuledGroup[]): readonly string[] {
  return cased.map((_, index) => `EXAMPLE-${index + 1}`);
}

function exportText(kind: RecordKind, cased: readonly RuledGroup[]): string {
  const ids = recordIds(cased);
  const own = cased.flatMap(({ group }, index) => (group.kind === kind ? [{ group, index }] : []));
  const { id, required, optional } = COLUMNS[kind];
  const found = optional.filter((column) => own.some(({ group }) => (group.example.get(column) ?? "") !== ""));
  // A subscription needs one of the columns that end it, if only an empty one.
  const end = kind === "subscription" && !found.some((column) => ENDS.includes(column)) ? ["expires_at"] : [];
  const columns = [id, ...required, ...found.filter((column) => !required.includes(column)), ...end];
  const rows = own.map(({ group, index }) =>
    columns.map((column) => {
      if (column === id) return ids[index] ?? "";
      if (column === "user_id") return `user-${index + 1}`;
      return group.example.get(column) ?? "";
    }),
  );
  return `${[columns, ...rows].map((cells) => cells.map(cellText).join(",")).join("\n")}\n`;
}

const ENDS = KIND_PERIODS.subscription.ends;

function cellText(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function expectedText(cased: readonly RuledGroup[]): string {
  const rows = recordIds(cased).map((id) => `${id},asked-for`);
  return `${["record_id,reason", ...rows].join("\n")}\n`;
}

function ciText({ version }: StartingPoint): string {
  return `# Copy it to .github/workflows/compensate.yaml; paths are those of the folder that this file lies in.
name: compensate
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npx --yes compensate@${version} check fixtures
      - run: npx --yes compensate@${version} lint --policy policy.yaml --outage outage.yaml
`;
}

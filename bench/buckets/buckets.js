// The buckets that a row can end in, each as an export whose rows all end there: its lines, and where it takes other rules, a
// mapping or a run before it, those.

const HEADER =
  "subscription_id,user_id,service,plan,channel,status,price,currency,started_at,next_billing_at,auto_renew";

const digits = (number) => String(number).padStart(9, "0");

/** A row of some 120 bytes that is given something, unless a part of it is replaced. */
function line(row, { id = row, service = "melon", status = "active", price = "4900", more = "" } = {}) {
  const period = "2022-10-01T12:30:00,2022-11-01T12:30:00";
  return `SUB-0${digits(id)},user-${digits(row)},${service},monthly-standard,web,${status},${price},KRW,${period},true${more}`;
}

const pair = (row) => row >>> 1;

const RULES = `policy: buckets
revision: 2022-10-19
zone: Asia/Seoul
`;

const MELON = `  - rule: RULE
    for: { record: subscription, service: melon, channel: [web, apple, google] }
    if: { held: during-outage }
    give: GIVE
`;

const rule = (name, give) => MELON.replace("RULE", name).replace("GIVE", give);
const EXTEND = `${RULES}rules:\n${rule("melon", "{ extend: 3 days }")}`;
const BACK = "{ credit: { share: 72 hours, of: price, over: billing-period, round: up, to: 1 KRW } }";

function layers(limits) {
  const texts = [rule("time-back", BACK), rule("sorry", "{ credit: 500 KRW }")].map(
    (text, index) => `  - layer: layer-${index}\n    rules:\n${text.replace(/^/gm, "    ").trimEnd()}\n`,
  );
  return `${RULES}${limits}layers:\n${texts.join("")}`;
}

const LIMITS = `limits:
  - { per: user, credit: 10000 KRW }
  - { per: user, layer: layer-1, records: 1 }
`;

const COLUMNS = `mapping: bucket
record: subscription
KEY
columns:
${HEADER.split(",")
  .map((name) => `  ${name}: ${name}\n`)
  .join("")}`;

/**
 * `line` is the row at a position, `header` the columns, `policy` the rules, `mapping` how the export is read. `before` is a command
 * over the same export that comes first and is not measured, `command` the one that is measured instead of a plan. `most` is the
 * largest number of rows that a run takes.
 */
export const BUCKETS = {
  unaffected: { line: (row) => line(row, { service: "daum-mail" }) },
  gifts: { line: (row) => line(row) },
  "two gifts": { line: (row) => line(row), policy: layers("") },
  "two gifts, two limits per user": { line: (row) => line(row), policy: layers(LIMITS) },
  "over a limit per user": { line: (row) => line(row), policy: layers("limits:\n  - { per: user, credit: 1 KRW }\n") },
  review: { line: (row) => line(row), policy: `${RULES}rules:\n${rule("ask", "{ review: true }")}` },
  "given before": { line: (row) => line(row), before: "apply" },
  rejects: { line: (row) => line(row, { price: "4900.5" }) },
  "rejects, a text each": { line: (row) => line(row, { price: `${row} won` }) },
  "remarks, a text each": { line: (row) => line(row, { price: `${row} won` }), policy: EXTEND },
  "texts that no word table holds": { line: (row) => line(row, { status: `status ${row}` }) },
  duplicates: { line: (row) => line(pair(row)) },
  "duplicates of rejects": { line: (row) => line(pair(row), { price: "4900.5" }) },
  contradicting: { line: (row) => line(row, { id: pair(row), price: 4900 + (row & 1) * 1000 }), most: 1_000_000 },
  superseded: {
    header: `${HEADER},changed_at`,
    line: (row) => line(row, { id: pair(row), more: `,${row}` }),
    mapping: COLUMNS.replace("KEY", "newer: changed_at").concat("  changed_at: changed_at\n"),
  },
  "line items": {
    header: `${HEADER},item`,
    line: (row) => line(pair(row), { more: `,${row}` }),
    mapping: COLUMNS.replace("KEY", "rows: { key: [subscription_id], of: line-items }"),
  },
  whatif: { line: (row) => line(row), command: "whatif" },
  explain: { line: (row) => line(row), command: "explain" },
};

/** Gives three days for one service and a part of the price for it, so that every column of it is looked at. */
export const POLICY = `${RULES}rules:
${rule("melon", "{ extend: 3 days }")}${rule("back", BACK).replace("service: melon", "service: melon, plan: never")}`;

export const OUTAGE = "outage: bench\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n";

export const headerOf = ({ header = HEADER }) => header;

/** Members of a service that is made up, with what databases and CSV files stumble over. */

export interface Member {
  readonly id: string;
  readonly member: string;
  readonly product: string;
  readonly channel: string | null;
  readonly price: string | null;
  readonly currency: string | null;
  /** Microseconds since 1970; null for none, `forever` where the database has a value for it. */
  readonly starts: bigint | null;
  readonly ends: bigint | null | "forever";
  readonly renews: boolean;
}

const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;
/** 1 October 2022, midnight. */
const OCTOBER = BigInt(Date.UTC(2022, 9, 1)) * 1000n;

const CHANNELS = ["web", "apple", "google", null, 'the "web"', "web,app", "앱\\스토어", "new\nline", "it's"];

/** Down on 15 October 2022, and a policy with days, a day more for one product, and refunds. */
export const OUTAGE = `outage: made-up-2022
zone: UTC
window: 2022-10-15T00:00/2022-10-16T00:00
`;

export const POLICY = `policy: recipes
revision: 2022-10-21
zone: UTC
units: { POINT: { decimals: 0 } }
layers:
  - layer: time
    rules:
      - rule: days
        for: { record: subscription, channel: web }
        if: { held: during-outage }
        give: { extend: 3 days }
      - rule: refund
        for: { record: subscription, channel: [apple, google] }
        if: { held: during-outage }
        give: { credit: { share: 72 hours, of: price, over: billing-period, round: up } }
      - rule: points
        for: { record: subscription, channel: "앱\\\\스토어" }
        give: { grant: 500 POINT }
  - layer: apology
    rules:
      - rule: one-more-day
        for: { record: subscription, service: 음악, channel: web }
        if: { held: during-outage }
        give: { extend: 1 day }
`;

/** Two hundred of them; ids are numbers, some of which begin another one. @param grain in microseconds, of every time. */
export function madeUpMembers(grain: bigint): readonly Member[] {
  return Array.from({ length: 200 }, (_, index) => {
    const channel = CHANNELS[index % CHANNELS.length] ?? null;
    const priced = index % 7 !== 0;
    // From 20 days before the outage's day to 20 days behind it; every 11th has no start, every 13th no end.
    const starts = OCTOBER + BigInt((index % 40) - 20) * DAY + BigInt(index) * 1_234_567n;
    const ends = starts + 30n * DAY + BigInt(index % 3) * 333_000n + 1n;
    return {
      id: String(index * 5 + 1),
      member: `회원-${index}"`,
      product: index % 2 === 0 ? "음악" : "book, quoted",
      channel,
      price: priced ? (index % 5 === 0 ? "3.87" : "9900.00") : null,
      currency: priced ? (index % 5 === 0 ? "USD" : "KRW") : null,
      starts: index % 11 === 0 ? null : starts - (starts % grain),
      ends: index % 13 === 0 ? null : index % 17 === 0 ? "forever" : ends - (ends % grain),
      renews: index % 2 === 0,
    };
  });
}

/** `2022-11-01 00:00:00.000001`, of microseconds since 1970. */
export function wallText(micros: bigint): string {
  const text = new Date(Number(micros / 1000n)).toISOString().replace("T", " ");
  return `${text.slice(0, 23)}${String(micros % 1000n).padStart(3, "0")}`;
}

/** Microseconds since 1970 of what an output says, read as UTC: `2022-11-01 00:00:00.12+00`, `2022-11-01T00:00:00Z`. */
export function microsOf(text: string): bigint {
  const [, date = "", time = "", decimals = ""] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00)?$/.exec(text) ?? [];
  if (date === "") throw new Error(`cannot read ${text}`);
  return BigInt(Date.parse(`${date}T${time}Z`)) * 1000n + BigInt(decimals.padEnd(6, "0"));
}

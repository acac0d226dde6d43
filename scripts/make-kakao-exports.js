// Writes the exports of fixtures/kakao-2022: for every rule a hand-made record on each side of each boundary, then
// filler rows from a seeded generator. The same seed gives the same bytes, on any machine and in any time zone.
//
//   node scripts/make-kakao-exports.js [SEED]
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../fixtures/kakao-2022/exports/", import.meta.url));
const SEED = Number(process.argv[2] ?? 20221015);

const EXPORTS = {
  subscriptions: columns(
    "subscription_id,user_id,service,plan,channel,status,price,currency",
    "started_at,expires_at,next_billing_at,auto_renew,data_deletion_at",
  ),
  rentals: columns("rental_id,user_id,service,item_id,channel,status,price,currency,started_at,expires_at"),
  coupons: columns("coupon_id,user_id,service,type,channel,status,amount,remaining,currency,started_at,expires_at"),
};

function columns(...names) {
  return names.join(",").split(",");
}

const rows = { subscriptions: [], rentals: [], coupons: [] };
let users = 0;

/**
 * Adds records that differ from a base record in what each line says: id, start, end, other columns.
 * The end goes to the base's `end` column, `expires_at` unless it names another.
 */
function add(name, { end = "expires_at", ...base }, lines) {
  const [idColumn] = EXPORTS[name];
  for (const [id, started_at, ends, changes] of lines) {
    users += 1;
    const user_id = `user-${String(users).padStart(4, "0")}`;
    rows[name].push({ [idColumn]: id, user_id, ...base, started_at, [end]: ends, ...changes });
  }
}

/** Adds rows once more, byte for byte, as overlapping exports do. */
function repeat(name, ids) {
  const [idColumn] = EXPORTS[name];
  for (const id of ids) rows[name].push(rows[name].find((row) => row[idColumn] === id));
}

// ---- Subscriptions, hand-made ----------------------------------------------------------------------------------------

const paid = { status: "active", currency: "KRW" };
const renewing = { end: "next_billing_at", auto_renew: "true" };

add("subscriptions", { ...paid, service: "emoticon-plus", plan: "monthly", channel: "web", price: "4900" }, [
  ["EP-W01", "2022-10-05T09:00:00+09:00", "", { next_billing_at: "2022-11-05T09:00:00+09:00", auto_renew: "true" }],
  ["EP-W02", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
  ["EP-W03", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
  ["EP-W04", "2022-10-20T22:59:59", "2022-11-20T22:59:59"],
  ["EP-W05", "2022-10-20T23:00:00", "2022-11-20T23:00:00"],
  ["EP-W06", "2022-09-20T23:00:00", "2022-10-20T23:00:00"],
  ["EP-W07", "2022-09-20T23:00:01", "2022-10-20T23:00:01"],
  ["EP-W08", "2022-09-15", "2022-10-14"],
  ["EP-W09", "2022-09-16", "2022-10-15"],
  ["EP-W10", "2022-09-21", "2022-10-20"],
  ["EP-W11", "2022-01-01", ""],
  ["EP-W12", "2022-10-01", "2022-10-31", { status: "refunded" }],
  ["EP-W13", "2022-09-29", "2022-10-28", { status: "cancelled", auto_renew: "false" }],
  ["EP-W14", "2022-10-01", "2022-10-31", { next_billing_at: "2022-11-01T00:00", auto_renew: "false" }],
  ["EP-W15", "2022-10-01", "2022-10-31", { next_billing_at: "2022-11-01T00:00", auto_renew: "N" }],
  ["EP-W16", "2022-10-01", "2022-10-31", { next_billing_at: "2022-11-01T00:00" }],
  ["EP-W17", "", "2022-11-02 10:00"],
  ["EP-W18", "2022-09-30T15:00:00Z", "2022-10-31T15:00:00Z"],
  ["EP-W19", "2022-10-12T08:30+0900", "2022-11-12T08:30+0900"],
  ["EP-W20", "2022-10-12 08:30:00+09", "2022-11-12 08:30:00+09"],
  ["EP-W21", "2022-10-10T12:00:00", "2022-11-10T12:00:00", { status: "trial", price: "0" }],
  ["EP-W22", "2022-09-30", "2022-10-29"],
  ["EP-W23", "2022-10-20", "2022-11-19"],
  ["EP-W24", "2022-10-21", "2022-11-20"],
  ["EP-W25", "2022-01-01", "2022-12-30", { plan: "yearly", price: "58000" }],
  ["EP-W26", "2022-10-15T00:00:00.000", "2022-11-15T00:00:00.000"],
  ["EP-W27", "2022-10-10T00:00:00-08:00", "2022-11-10T00:00:00-08:00"],
]);

add(
  "subscriptions",
  { ...paid, ...renewing, service: "emoticon-plus", plan: "monthly", channel: "apple", price: "3900" },
  [
    ["EP-A01", "2022-10-01T00:00:00", "2022-11-01T00:00:00"],
    ["EP-A02", "2022-09-20T00:00:00", "2022-10-20T00:00:00"],
    ["EP-A03", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { price: "6900" }],
    ["EP-A04", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { status: "trial", price: "0" }],
    ["EP-A05", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { price: "" }],
    ["EP-A06", "", "2022-11-01T00:00:00"],
    ["EP-A07", "2022-10-01T00:00:00", ""],
    ["EP-A08", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { status: "refunded" }],
    ["EP-A09", "2022-10-01", "", { status: "cancelled", expires_at: "2022-10-31", auto_renew: "0" }],
    ["EP-A10", "2022-10-01", "", { expires_at: "2022-10-30", auto_renew: "no" }],
    ["EP-A11", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
    ["EP-A12", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
    ["EP-A13", "2022-10-20T22:59:59", "2022-11-20T22:59:59"],
    ["EP-A14", "2022-10-20T23:00:00", "2022-11-20T23:00:00"],
    ["EP-A15", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { price: "7440" }],
    ["EP-A16", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { price: "1" }],
    ["EP-A17", "2022-10-15T00:00:00", "2022-10-17T00:00:00", { plan: "weekend", price: "100" }],
    ["EP-A18", "2022-01-01", "", { plan: "yearly", price: "46800", expires_at: "2022-12-31" }],
    ["EP-A19", "2022-10-01T09:00:00", "2022-10-31T21:00:00"],
    ["EP-G01", "2022-10-10T18:20:30+09:00", "2022-11-10T18:20:30+09:00", { channel: "google", price: "5900" }],
    ["EP-G02", "2022-09-25 06:00", "2022-10-25 06:00", { channel: "google", price: "5900" }],
    ["EP-G03", "2022-09-14", "", { channel: "google", price: "5900", expires_at: "2022-10-14", auto_renew: "false" }],
    ["EP-G04", "2022-09-16", "", { channel: "google", price: "5900", expires_at: "2022-10-15", auto_renew: "false" }],
    ["EP-X01", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { channel: "partner" }],
    ["EP-X02", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { channel: "" }],
    ["EP-X03", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { channel: "Web" }],
    ["EP-X04", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { channel: "onestore", status: "refunded" }],
    ["EP-X05", "2022-08-01T00:00:00", "2022-09-01T00:00:00", { channel: "onestore" }],
  ],
);

add("subscriptions", { ...paid, service: "melon", plan: "streaming", channel: "web", price: "10900" }, [
  ["ML-W01", "2022-10-11", "2022-11-10"],
  ["ML-W02", "2022-10-10T00:00:00", "", { next_billing_at: "2022-11-10T00:00:00", auto_renew: "true" }],
  ["ML-W03", "2022-09-17", "2022-10-16"],
  ["ML-W04", "2022-09-16", "2022-10-15"],
  ["ML-W05", "2022-09-15", "2022-10-14"],
  ["ML-W06", "2022-10-17", "2022-11-16"],
  ["ML-W07", "2022-01-01", ""],
  ["ML-W08", "2022-10-16T23:59:59", "2022-11-16T23:59:59"],
  ["ML-W09", "2022-10-17T00:00:00", "2022-11-17T00:00:00"],
  ["ML-W10", "2022-09-16T00:00:00", "2022-10-16T00:00:00"],
  ["ML-W11", "2022-09-16T00:00:01", "2022-10-16T00:00:01"],
  ["ML-W12", "2022-09-15T00:00:00", "2022-10-15T00:00:00"],
  ["ML-W13", "2022-09-15T00:00:01", "2022-10-15T00:00:01"],
  ["ML-W14", "2022-09-15T15:29:59", "2022-10-15T15:29:59"],
  ["ML-W15", "2022-10-11", "2022-11-10", { status: "refunded" }],
  ["ML-W16", "2022-09-16", "2022-10-15", { status: "refunded" }],
  ["ML-W17", "2022-10-11", "2022-11-10", { status: "cancelled", auto_renew: "false" }],
  ["ML-W18", "2022-09-15T15:00:00Z", "2022-10-15T15:00:00Z"],
  ["ML-W19", "2022-09-15T15:00:01Z", "2022-10-15T15:00:01Z"],
  ["ML-W20", "2022-09-19", "2022-10-18"],
  ["ML-W21", "2022-09-20", "2022-10-19"],
  ["ML-A01", "2022-10-02T07:45:00", "", { channel: "apple", price: "14000", next_billing_at: "2022-11-02T07:45:00" }],
  ["ML-A02", "2022-09-14", "2022-10-14", { channel: "apple", price: "14000" }],
  ["ML-A03", "2022-10-17", "2022-11-16", { channel: "apple", price: "14000" }],
  ["ML-A04", "2022-06-01", "", { channel: "apple", price: "14000" }],
  ["ML-A05", "2022-10-11", "2022-11-10", { channel: "apple", price: "0", status: "trial" }],
  ["ML-A06", "2022-10-11", "2022-11-10", { channel: "apple", price: "14000", status: "refunded" }],
  ["ML-A07", "2022-09-17", "2022-10-16", { channel: "apple", price: "14000" }],
  ["ML-G01", "2022-10-08 20:00:00", "", { channel: "google", price: "12900", next_billing_at: "2022-11-08 20:00:00" }],
  ["ML-P01", "2022-10-01", "2022-10-31", { channel: "partner", price: "7900" }],
  ["ML-P02", "2022-09-16", "2022-10-15", { channel: "partner", price: "7900" }],
  ["ML-X01", "2022-10-01", "2022-10-31", { channel: "gift-box" }],
  ["ML-X02", "2022-09-16", "2022-10-15", { channel: "" }],
  ["ML-N01", "2022-10-11", "2022-11-10", { service: "MELON" }],
]);

add("subscriptions", { ...paid, service: "talkdrawer-plus", plan: "100gb", channel: "web", price: "1900" }, [
  ["TD-W01", "2022-10-10T00:00:00", "", { next_billing_at: "2022-11-10T00:00:00", auto_renew: "true" }],
  ["TD-W02", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
  ["TD-W03", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
  ["TD-W04", "2022-09-21", "2022-10-20"],
  ["TD-W05", "2022-10-20T23:00:00", "2022-11-20T23:00:00"],
  ["TD-W06", "2022-10-20T22:59:59", "2022-11-20T22:59:59"],
  ["TD-W07", "2022-10-01", "2022-10-31", { status: "refunded" }],
  ["TD-W08", "2022-01-01", ""],
  ["TD-W09", "2022-09-15", "2022-10-14"],
  ["TD-W10", "2022-09-16", "2022-10-15"],
]);

add(
  "subscriptions",
  { ...paid, ...renewing, service: "talkdrawer-plus", plan: "100gb", channel: "apple", price: "2500" },
  [
    ["TD-A01", "2022-09-25T00:00:00", "2022-10-25T00:00:00"],
    ["TD-A02", "2022-10-01T00:00:00", "2022-11-01T00:00:00"],
    ["TD-A03", "2022-09-25T13:10:00", "2022-10-25T13:10:00", { channel: "google", plan: "1tb", price: "7900" }],
    ["TD-A04", "2022-10-01T00:00:00", "2022-10-29T00:00:00", { channel: "google", plan: "1tb", price: "7900" }],
    ["TD-A05", "2022-10-12T00:00:00", "2022-10-19T00:00:00", { plan: "week", price: "700" }],
    ["TD-A06", "2022-10-10T00:00:00", "2022-10-25T00:00:00", { plan: "half-month", price: "1000" }],
    ["TD-A07", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { status: "trial", price: "0" }],
    ["TD-A08", "2022-10-01", "", { expires_at: "2022-10-31", auto_renew: "false" }],
    ["TD-A09", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
    ["TD-A10", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
    ["TD-A11", "2022-10-01T00:00:00", "2022-11-01T00:00:00", { status: "refunded" }],
  ],
);

const ended = {
  ...paid,
  status: "cancelled",
  auto_renew: "false",
  service: "talkdrawer-plus",
  plan: "100gb",
  channel: "web",
  price: "1900",
};
add("subscriptions", ended, [
  ["TD-C01", "2022-09-01", "2022-09-30", { data_deletion_at: "2022-10-30" }],
  ["TD-C02", "2022-08-17", "2022-09-15", { data_deletion_at: "2022-10-15" }],
  ["TD-C03", "2022-08-22", "2022-09-20", { data_deletion_at: "2022-10-20" }],
  ["TD-C04", "2022-08-21T23:00:00", "2022-09-20T23:00:00", { data_deletion_at: "2022-10-20T23:00:00" }],
  ["TD-C05", "2022-08-21T22:59", "2022-09-20T22:59", { data_deletion_at: "2022-10-20T22:59" }],
  ["TD-C06", "2022-10-01", "2022-10-31", { data_deletion_at: "2022-11-30" }],
  ["TD-C07", "2022-10-01", "2022-10-31", { channel: "apple", price: "2500", data_deletion_at: "2022-11-30" }],
  ["TD-C08", "2022-09-01", "2022-09-30"],
  ["TD-C09", "2022-09-11", "2022-10-10", { status: "expired", data_deletion_at: "2022-11-09" }],
  ["TD-C10", "2022-10-01", "2022-10-31", { status: "refunded", data_deletion_at: "2022-11-30" }],
  ["TD-C11", "2022-09-01", "2022-09-30", { channel: "google", data_deletion_at: "2022-10-30 09:15:00+0900" }],
  ["TD-X01", "2022-10-01", "2022-10-31", { channel: "partner", status: "active" }],
  ["TD-X02", "2022-09-01", "2022-09-30", { channel: "", data_deletion_at: "2022-10-30" }],
]);

add("subscriptions", { ...paid, service: "kakao-t", plan: "driver-39000", channel: "app", price: "39000" }, [
  ["KT-01", "2022-10-01", "2022-10-31"],
  ["KT-02", "2022-10-01", "2022-10-31", { plan: "driver-22000", price: "22000" }],
  ["KT-03", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
  ["KT-04", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
  ["KT-05", "2022-10-20T23:00:00", "2022-11-20T23:00:00"],
  ["KT-06", "2022-10-20T22:59:59", "2022-11-20T22:59:59", { plan: "driver-22000", price: "22000" }],
  ["KT-07", "2022-10-01", "2022-10-31", { status: "refunded" }],
  ["KT-08", "2022-10-01", "2022-10-31", { plan: "driver-59000", price: "59000" }],
  ["KT-09", "2022-10-01", "2022-10-31", { plan: "" }],
  ["KT-10", "2022-10-01", "2022-10-31", { status: "cancelled", auto_renew: "false" }],
  ["KT-11", "2022-03-01", ""],
  ["KT-12", "2022-10-01", "2022-10-31", { plan: "member", price: "0" }],
  ["KT-13", "2022-09-15", "2022-10-14"],
  ["KT-14", "2022-09-16", "2022-10-15", { channel: "" }],
  ["KT-15", "2022-10-01", "2022-10-31", { plan: "driver-22000", price: "22000", status: "refunded" }],
  ["KT-16", "2022-09-15", "2022-10-14", { plan: "driver-22000", price: "22000" }],
]);

const member = { status: "active", service: "kakaowebtoon", plan: "member", channel: "app" };
add("subscriptions", member, [
  ["MW-01", "2019-03-02", "", { user_id: "user-0900" }],
  ["MW-02", "2019-03-02", "", { status: "withdrawn" }],
  ["MW-03", "2022-10-21", ""],
  ["MW-04", "2020-01-01", "", { plan: "driver-22000" }],
  ["MW-05", "", "", { channel: "" }],
]);
add("subscriptions", { ...member, service: "kakaopage" }, [
  ["MP-01", "2018-11-30", "", { user_id: "user-0900" }],
  ["MP-02", "2018-11-30", "", { status: "withdrawn" }],
  ["MP-03", "2022-10-16 12:00", ""],
  ["MP-04", "2021-01-01", "", { plan: "premium" }],
]);

add("subscriptions", { ...paid, plan: "basic", channel: "web", price: "5000" }, [
  ["NR-S01", "2022-10-01", "2022-10-31", { service: "kakao-games" }],
  ["NR-S02", "2022-10-01", "2022-10-31", { service: "kakao-tv" }],
  ["NR-S03", "2022-10-01", "2022-10-31", { service: "emoticon" }],
  ["NR-S04", "2022-10-01", "", { service: "daum-cafe", price: "0" }],
]);

repeat("subscriptions", ["EP-W01", "ML-W04", "TD-C06", "NR-S01"]);

// ---- Rentals, hand-made ----------------------------------------------------------------------------------------------

const episode = { ...paid, channel: "app", price: "200" };

add("rentals", { ...episode, service: "kakaopage", item_id: "novel-1001/12" }, [
  ["KP-01", "2022-10-15T15:00", "2022-10-15T18:00"],
  ["KP-02", "2022-10-12T15:30:00", "2022-10-15T15:30:00"],
  ["KP-03", "2022-10-12T15:30:01", "2022-10-15T15:30:01"],
  ["KP-04", "2022-10-20T22:59:59", "2022-10-23T22:59:59"],
  ["KP-05", "2022-10-20T23:00:00", "2022-10-23T23:00:00"],
  ["KP-06", "2022-10-17T23:00:00", "2022-10-20T23:00:00"],
  ["KP-07", "2022-10-17T23:00:01", "2022-10-20T23:00:01"],
  ["KP-08", "2022-10-12T16:00:00+09:00", "2022-10-15T16:00:00+09:00", { user_id: "user-0900" }],
  ["KP-09", "2022-10-12", "2022-10-14"],
  ["KP-10", "2022-10-13", "2022-10-15"],
  ["KP-11", "2022-10-14", "2022-10-16"],
  ["KP-12", "2022-10-18", "2022-10-20"],
  ["KP-13", "2022-10-19", "2022-10-21"],
  ["KP-14", "2022-10-14T12:00", "2022-10-30T12:00"],
  ["KP-15", "2022-10-14T12:00", "2022-10-30T12:00", { status: "refunded" }],
  ["KP-16", "2022-10-14T12:00", "2022-10-30T12:00", { status: "cancelled" }],
  ["KP-17", "2022-10-14T12:00", "2022-10-30T12:00", { status: "used" }],
  ["KP-18", "2022-10-14T12:00", "2022-10-30T12:00", { price: "0" }],
  ["KP-19", "2022-10-14T12:00", ""],
  ["KP-20", "2022-10-15 21:15", "2022-10-18 21:15"],
  ["KP-21", "2022-10-13T07:00:00Z", "2022-10-16T07:00:00Z"],
  ["KP-22", "2022-10-19T10:00+0900", "2022-10-22T10:00+0900"],
  ["KP-23", "2022-10-19 10:00:00+09", "2022-10-22 10:00:00+09"],
  ["KP-24", "2022-10-18T09:00:00.500+09:00", "2022-10-21T09:00:00.500+09:00"],
  ["KP-25", "2022-10-12T00:00:00-07:00", "2022-10-15T00:00:00-07:00"],
  ["KP-26", "", "2022-10-16T10:00", { channel: "" }],
  ["KP-27", "2022-10-14T12:00", "2022-10-30T12:00", { item_id: '소설 "달빛", 3화' }],
  ["KP-28", "2022-10-01", "2022-10-31"],
  ["00042", "2022-10-15T10:00", "2022-10-22T10:00"],
  ["1E5", "2022-10-15T10:00", "2022-10-22T10:00"],
  ["12345678901234567890", "2022-10-15T10:00", "2022-10-22T10:00"],
]);

add("rentals", { ...episode, service: "kakaowebtoon", item_id: "webtoon-77/201", price: "300" }, [
  ["WT-01", "2022-10-12T15:30:00", "2022-10-15T15:30:00"],
  ["WT-02", "2022-10-12T15:30:01", "2022-10-15T15:30:01"],
  ["WT-03", "2022-10-16T06:59:59", "2022-10-19T06:59:59"],
  ["WT-04", "2022-10-16T07:00:00", "2022-10-19T07:00:00"],
  ["WT-05", "2022-10-13T07:00:00", "2022-10-16T07:00:00"],
  ["WT-06", "2022-10-12T16:00", "2022-10-15T16:00", { user_id: "user-0900" }],
  ["WT-07", "2022-10-14 00:00", "2022-10-17 00:00"],
  ["WT-08", "2022-10-14T11:00:00", "2022-10-21T11:00:00"],
  ["WT-09", "2022-10-14T11:00:01", "2022-10-21T11:00:01"],
  ["WT-10", "2022-10-15T20:00:00+09:00", "2022-10-25T20:00:00+09:00"],
  ["WT-11", "2022-10-12", "2022-10-14"],
  ["WT-12", "2022-10-13", "2022-10-15"],
  ["WT-13", "2022-10-14", "2022-10-20"],
  ["WT-14", "2022-10-15", "2022-10-21"],
  ["WT-15", "2022-10-16", "2022-10-22"],
  ["WT-16", "2022-10-17T10:00", "2022-10-20T10:00"],
  ["WT-17", "2022-10-15T10:00", "2022-10-18T10:00", { status: "refunded" }],
  ["WT-18", "2022-10-15T10:00", "2022-10-18T10:00", { status: "cancelled" }],
  ["WT-19", "2022-10-15T10:00", ""],
  ["WT-20", "2022-10-14T02:00:00Z", "2022-10-17T02:00:00Z"],
  ["WT-21", "2022-10-15T10:00", "2022-10-25T10:00", { status: "refunded" }],
  ["WT-22", "2022-10-15T10:00", "2022-10-25T10:00", { status: "cancelled" }],
]);

add("rentals", { ...episode, service: "kakao-tv", item_id: "vod-5", channel: "web", price: "1500" }, [
  ["TV-01", "2022-10-14T21:00:00", "2022-10-16T21:00:00"],
  ["TV-02", "2022-10-13T15:30:00", "2022-10-15T15:30:00"],
  ["TV-03", "2022-10-13T15:30:01", "2022-10-15T15:30:01"],
  ["TV-04", "2022-10-20T22:59:59", "2022-10-22T22:59:59"],
  ["TV-05", "2022-10-20T23:00:00", "2022-10-22T23:00:00"],
  ["TV-06", "2022-10-18T23:00:00", "2022-10-20T23:00:00"],
  ["TV-07", "2022-10-18T23:00:01", "2022-10-20T23:00:01"],
  ["TV-08", "2022-10-14", ""],
  ["TV-09", "2022-10-15T10:00", "2022-10-22T10:00", { status: "refunded" }],
  ["TV-10", "2022-09-14", "2022-10-14"],
  ["TV-11", "2022-09-15", "2022-10-15"],
  ["TV-12", "2022-10-15", "2022-11-15"],
  ["TV-13", "2022-10-15T10:00", "2022-10-22T10:00", { status: "cancelled" }],
  ["00042", "2022-10-15T10:00", "2022-10-29T10:00"],
]);

add("rentals", episode, [
  ["NR-R01", "2022-10-15T10:00", "2022-10-22T10:00", { service: "kakao-games", item_id: "skin-3" }],
  ["NR-R02", "2022-10-15T10:00", "2022-10-22T10:00", { service: "emoticon-plus", item_id: "emoticon-9" }],
  ["NR-R03", "2022-10-15T10:00", "2022-10-22T10:00", { service: "KakaoPage", item_id: "novel-1001/13" }],
]);

repeat("rentals", ["KP-08", "KP-27", "WT-06", "NR-R01"]);

// ---- Coupons, hand-made ----------------------------------------------------------------------------------------------

const gift = { status: "active", service: "kakao-gift", channel: "app", currency: "KRW" };

add("coupons", { ...gift, type: "goods", amount: "4500", remaining: "4500" }, [
  ["GG-01", "2022-07-18", "2022-10-15"],
  ["GG-02", "2022-07-17", "2022-10-14"],
  ["GG-03", "2022-07-22", "2022-10-19"],
  ["GG-04", "2022-07-23", "2022-10-20"],
  ["GG-05", "2022-07-17T15:30:00", "2022-10-15T15:30:00"],
  ["GG-06", "2022-07-17T15:30:01", "2022-10-15T15:30:01"],
  ["GG-07", "2022-07-22T23:00:00", "2022-10-20T23:00:00"],
  ["GG-08", "2022-07-22T23:00:01", "2022-10-20T23:00:01"],
  ["GG-09", "2022-07-18", "2022-10-15", { status: "used", remaining: "0" }],
  ["GG-10", "2022-07-18", "2022-10-15", { status: "refunded" }],
  ["GG-11", "2022-07-18", "2022-10-15", { status: "cancelled" }],
  ["GG-12", "2022-07-18", ""],
  ["GG-13", "", "2022-10-18 18:00+09:00"],
]);

add("coupons", { ...gift, type: "delivery", amount: "32000", remaining: "32000" }, [
  ["GD-01", "2022-10-08", "2022-10-15"],
  ["GD-02", "2022-10-09", "2022-10-16"],
  ["GD-03", "2022-10-07", "2022-10-14"],
  ["GD-04", "2022-10-08T12:00:00", "2022-10-15T23:59:59"],
  ["GD-05", "2022-10-09T00:00:00", "2022-10-16T00:00:00"],
  ["GD-06", "2022-10-09T00:00:01", "2022-10-16T00:00:01"],
  ["GD-07", "2022-10-08T12:00", "2022-10-15T12:00"],
  ["GD-08", "2022-10-08T00:00:00", "2022-10-15T00:00:00"],
  ["GD-09", "2022-10-08", "2022-10-15", { status: "used", remaining: "0" }],
  ["GD-10", "2022-10-13", "2022-10-20"],
  ["GD-11", "2022-10-17", "2022-10-24"],
  ["GD-12", "2022-10-08", ""],
  ["GD-13", "2022-10-08", "2022-10-15", { status: "refunded" }],
  ["GD-14", "2022-10-08", "2022-10-15", { status: "cancelled" }],
]);

add("coupons", { ...gift, type: "points", currency: "GIFT-POINT", amount: "3000", remaining: "3000" }, [
  ["GP-01", "2021-10-16", "2022-10-15", { remaining: "1200" }],
  ["GP-02", "2021-10-16", "2022-10-15", { amount: "500", remaining: "" }],
  ["GP-03", "2021-10-16", "2022-10-15", { remaining: "0" }],
  ["GP-04", "2021-10-15", "2022-10-14"],
  ["GP-05", "2021-10-15T15:30:00", "2022-10-15T15:30:00"],
  ["GP-06", "2021-10-15T15:30:01", "2022-10-15T15:30:01"],
  ["GP-07", "2021-10-20T23:00:00", "2022-10-20T23:00:00"],
  ["GP-08", "2021-10-20T23:00:01", "2022-10-20T23:00:01"],
  ["GP-09", "2021-10-16", "2022-10-15", { amount: "", remaining: "" }],
  ["GP-10", "2021-10-16", "2022-10-15", { status: "used", remaining: "300" }],
  ["GP-11", "2021-10-16", "2022-10-15", { status: "used", remaining: "0" }],
  ["GP-12", "2021-10-16", "2022-10-15", { status: "cancelled" }],
  ["GP-13", "2021-10-16", ""],
  ["GP-14", "2021-10-16", "2022-10-15", { status: "refunded" }],
]);

add("coupons", { ...gift, type: "coupon", amount: "2000", remaining: "2000" }, [
  ["GC-01", "2022-09-16", "2022-10-15"],
  ["GC-02", "2022-09-15", "2022-10-14"],
  ["GC-03", "2022-09-16", "2022-10-15", { status: "used", remaining: "0" }],
  ["GC-04", "2022-09-20", "2022-10-19"],
  ["GC-05", "2022-09-21", "2022-10-20"],
  ["GC-06", "2022-09-15T15:30:00", "2022-10-15T15:30:00"],
  ["GC-07", "2022-09-15T15:30:01", "2022-10-15T15:30:01"],
  ["GC-08", "2022-09-20T23:00", "2022-10-20T23:00"],
  ["GC-09", "2022-09-20T23:00:01", "2022-10-20T23:00:01"],
  ["GC-10", "2022-09-16T03:00:00Z", "2022-10-16T03:00:00Z"],
  ["GC-11", "2022-10-16", "2022-10-18"],
  ["GC-12", "2022-09-16", "2022-10-15", { status: "refunded" }],
  ["GC-13", "2022-09-16", "2022-10-15", { status: "cancelled" }],
  ["GX-01", "2022-09-16", "2022-10-15", { type: "voucher" }],
  ["GX-02", "2022-09-16", "2022-10-15", { type: "" }],
  ["GX-03", "2022-09-16", "2022-10-15", { type: "gift-card" }],
]);

add("coupons", { ...gift, service: "kakao-shopping", type: "gift-card", amount: "10000", remaining: "10000" }, [
  ["SH-01", "2021-10-16", "2022-10-15"],
  ["SH-02", "2022-09-15", "2022-10-14", { type: "coupon" }],
  ["SH-03", "2022-04-18T12:00", "2022-10-18T12:00", { type: "points", currency: "SHOPPING-POINT" }],
  ["SH-04", "2022-09-16", "2022-10-15", { type: "coupon", status: "used" }],
  ["SH-05", "2022-09-15T15:30:00", "2022-10-15T15:30:00", { type: "coupon" }],
  ["SH-06", "2022-09-15T15:30:01", "2022-10-15T15:30:01", { type: "coupon" }],
  ["SH-07", "2021-10-20T23:00:00", "2022-10-20T23:00:00"],
  ["SH-08", "2021-10-20T23:00:01", "2022-10-20T23:00:01"],
  ["SH-09", "2022-10-08", "2022-10-15", { type: "delivery" }],
  ["SH-10", "2022-10-08", "2022-10-15", { type: "stamp" }],
  ["SH-11", "2021-10-16", "2022-10-15", { status: "refunded" }],
  ["SH-12", "2021-10-16", "2022-10-15", { status: "cancelled" }],
]);

const eventCash = { ...gift, service: "kakaowebtoon", type: "points", currency: "WEBTOON-CASH" };
add("coupons", { ...eventCash, amount: "1000", remaining: "600" }, [
  ["WC-01", "2022-10-08", "2022-10-15"],
  ["WC-02", "2022-10-09", "2022-10-16"],
  ["WC-03", "2022-10-07", "2022-10-14"],
  ["WC-04", "2022-10-09T07:00:00", "2022-10-16T07:00:00"],
  ["WC-05", "2022-10-09T07:00:01", "2022-10-16T07:00:01"],
  ["WC-06", "2022-10-08T15:30:00", "2022-10-15T15:30:00"],
  ["WC-07", "2022-10-08T15:30:01", "2022-10-15T15:30:01"],
  ["WC-08", "2022-10-08", "2022-10-15", { remaining: "0" }],
  ["WC-09", "2022-10-08", "2022-10-15", { remaining: "" }],
  ["WC-10", "2022-10-11T12:00", "2022-10-18T12:00"],
  ["WC-11", "2022-10-08", "2022-10-15", { type: "coupon" }],
  ["WC-12", "2022-10-08", "2022-10-15", { type: "gold" }],
  ["WC-13", "2022-10-08", ""],
  ["WC-14", "2022-10-08", "2022-10-15", { status: "refunded" }],
  ["WC-15", "2022-10-08", "2022-10-15", { status: "cancelled" }],
]);

add("coupons", { ...gift, type: "coupon", amount: "1000", remaining: "1000" }, [
  ["NR-C01", "2022-10-08", "2022-10-15", { service: "kakaopage" }],
  ["NR-C02", "2022-10-08", "2022-10-15", { service: "kakao-t" }],
  ["NR-C03", "2022-10-08", "2022-10-15", { service: "kakao-games", type: "voucher" }],
]);

repeat("coupons", ["GP-01", "GC-01", "NR-C01"]);

// ---- Filler: ordinary records around the outage, none of which needs a person -----------------------------------------

const DAY = 24 * 60;

/** mulberry32, a generator of 32-bit numbers; integers only, so that every machine counts the same. */
function createRandom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const random = createRandom(SEED);
const pick = (list) => list[random(list.length)];
const number = (count) => String(count).padStart(4, "0");

/** Wall time a number of minutes after 2022-10-01T00:00. */
function wall(minutes) {
  return new Date(Date.UTC(2022, 9, 1) + minutes * 60_000).toISOString().slice(0, 16);
}

/** A start and an end in one of the shapes in which the systems write them; `days` apart. */
function period(firstDay, lastDay, days) {
  const day = firstDay + random(lastDay - firstDay + 1);
  const start = day * DAY + random(DAY);
  const shape = pick(["date", "T", "T", "seconds", "space", "offset"]);
  // The last day of a period of whole days is the one before the next begins.
  if (shape === "date") return [wall(day * DAY).slice(0, 10), wall((day + days - 1) * DAY).slice(0, 10)];
  return [start, start + days * DAY].map((minutes) => {
    if (shape === "space") return wall(minutes).replace("T", " ");
    if (shape === "T") return wall(minutes);
    return `${wall(minutes)}:00${shape === "offset" ? "+09:00" : ""}`;
  });
}

const PRICES = {
  "emoticon-plus": { web: "4900", apple: "6900", google: "5900" },
  melon: { web: "10900", apple: "14000", google: "12900", partner: "7900" },
  "talkdrawer-plus": { web: "1900", apple: "2500", google: "2200" },
};
const STATUSES = ["active", "active", "active", "active", "active", "cancelled", "refunded"];

for (let count = 1; count <= 75; count += 1) {
  const service = pick(Object.keys(PRICES));
  const channel = pick(Object.keys(PRICES[service]));
  const [start, end] = period(-25, 22, pick([30, 31]));
  const base = { ...paid, service, plan: "monthly", channel, price: PRICES[service][channel] };
  const status = pick(STATUSES);
  // A date alone would say that the day of the next charge is still paid for, so renewals have a time.
  const renews = status === "active" && end.length > 10;
  add("subscriptions", { ...base, end: renews ? "next_billing_at" : "expires_at" }, [
    [`S-${number(count)}`, start, end, { status, auto_renew: renews ? "true" : "false" }],
  ]);
}

for (let count = 76; count <= 90; count += 1) {
  const price = pick(["39000", "22000"]);
  const [start, end] = period(-20, 18, 30);
  const base = { ...paid, service: "kakao-t", plan: `driver-${price}`, channel: "app", price };
  add("subscriptions", base, [[`S-${number(count)}`, start, end, { auto_renew: "false" }]]);
}

for (let count = 91; count <= 100; count += 1) {
  const start = wall(-random(1500) * DAY).slice(0, 10);
  add("subscriptions", { ...member, service: pick(["kakaowebtoon", "kakaopage"]) }, [
    [`S-${number(count)}`, start, ""],
  ]);
}

for (let count = 1; count <= 95; count += 1) {
  const service = pick(["kakaopage", "kakaopage", "kakaowebtoon", "kakaowebtoon", "kakao-tv", "kakao-games"]);
  const [start, end] = period(5, 22, pick([1, 2, 3, 7]));
  const item_id = `${service}-${random(900) + 100}/${random(80) + 1}`;
  const status = pick(["active", "active", "active", "used", "used", "refunded", "cancelled"]);
  const price = pick(["200", "300", "500", "1500"]);
  add("rentals", { ...episode, service, item_id, status, price }, [[`R-${number(count)}`, start, end]]);
}

const COUPONS = [
  ["kakao-gift", "goods", "KRW"],
  ["kakao-gift", "delivery", "KRW"],
  ["kakao-gift", "points", "GIFT-POINT"],
  ["kakao-gift", "coupon", "KRW"],
  ["kakao-shopping", "gift-card", "KRW"],
  ["kakao-shopping", "coupon", "KRW"],
  ["kakao-shopping", "points", "SHOPPING-POINT"],
  ["kakaowebtoon", "points", "WEBTOON-CASH"],
  ["kakao-t", "coupon", "KRW"],
];

for (let count = 1; count <= 80; count += 1) {
  const [service, type, currency] = pick(COUPONS);
  const [start, end] = period(-2, 12, 10);
  const amount = (random(40) + 1) * 250;
  const isUsed = random(4) === 0;
  const remaining = isUsed ? 0 : type === "points" ? random(amount + 1) : amount;
  const base = { service, type, currency, channel: "app", status: isUsed ? "used" : "active" };
  add("coupons", { ...base, amount: String(amount), remaining: String(remaining) }, [
    [`C-${number(count)}`, start, end],
  ]);
}

// ---- Written ---------------------------------------------------------------------------------------------------------

function cell(value = "") {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, header] of Object.entries(EXPORTS)) {
  const lines = rows[name].map((row) => header.map((column) => cell(row[column])).join(","));
  writeFileSync(`${FOLDER}${name}.csv`, `${[header.join(","), ...lines].join("\n")}\n`);
  console.log(`${name}.csv: ${lines.length} rows`);
}
console.log(`seed ${SEED}`);

/** The words that policies and rows are made of. */
import type { Kind, MoneyColumn } from "../language.ts";

export const SERVICES = ["alpha", "beta", "007"];
export const PLATFORMS = ["mobile", "pc"];

export const CURRENCIES: {
  readonly [currency: string]: { readonly steps: readonly string[]; readonly sums: readonly string[] };
} = {
  KRW: { steps: ["1", "10", "50", "100"], sums: ["1", "60", "240", "378", "1500", "5000", "60000"] },
  USD: { steps: ["0.01", "0.05", "1"], sums: ["0.01", "0.65", "1", "1.00", "3.50", "20"] },
  BHD: { steps: ["0.001", "0.025", "1"], sums: ["0.001", "0.5", "1.234", "9"] },
};

export const KINDS: readonly Kind[] = ["subscription", "subscription", "rental", "coupon", "claim"];

export const UNIT = "MELON-CASH";

/** Columns that rules may name as an end: those of the kind, and one that no kind has. */
export const FIELDS_OF: { readonly [kind in Kind]: readonly string[] } = {
  subscription: ["expires_at", "next_billing_at", "trial_end", "trial_end"],
  rental: ["expires_at", "pickup_by", "pickup_by", "next_billing_at"],
  coupon: ["expires_at", "pickup_by"],
  claim: [],
};

/** Words for nothing that some system wrote where an id belongs, and ids that only look like them. */
export const STRANGE_IDS = [
  ...["NULL", "null", "(null)", "<NULL>", "\\N", "N/A", "#N/A", "none", "Undefined", "NaN", "-", "--"],
  ...["nul", "---", "0", "n.a.", "nullable", "_"],
];

/** No amounts, or amounts with more decimals than some currencies have. */
export const STRANGE_AMOUNTS = ["4,900", "₩4900", "-5", "1.2.3", "39.5", "3.875", "free", "1E3", "."];

export const VALUES: { readonly [column: string]: readonly string[] } = {
  channel: ["web", "apple", "google"],
  status: ["active", "refunded", "cancelled", "used"],
  plan: ["basic", "plus", "1E5", "true"],
  type: ["points", "coupon", "gift-card"],
  platform: ["mobile", "pc", "tv"],
  category: ["minor", "major"],
};

export const COLUMNS_OF: { readonly [kind in Kind]: readonly string[] } = {
  subscription: ["channel", "channel", "status", "plan", "platform", "price", "seats"],
  rental: ["channel", "channel", "status", "platform", "price", "seats"],
  coupon: ["type", "type", "channel", "status", "amount", "platform"],
  claim: ["category", "platform", "loss_amount"],
};

export const MONEY_OF: { readonly [kind in Kind]: readonly MoneyColumn[] } = {
  subscription: ["price"],
  rental: ["price"],
  coupon: ["amount", "remaining"],
  claim: ["loss_amount"],
};

export const DURATIONS = [
  "1 day",
  "3 days",
  "2 weeks",
  "1 month",
  "72 hours",
  "15 hours",
  "25 hours",
  "26 hours",
  "90 minutes",
  "1 minute",
  "P3D",
  "P1M",
  "P2W",
  "PT72H",
  "PT1H30M",
  "P1DT12H",
  "P1M2DT3H",
  "PT45S",
  "3601 seconds",
];

export const LONG_DURATIONS = ["90 days", "30 days", "3 months", "P1Y", "2000 hours"];
export const THRESHOLDS = ["1 minute", "20 minutes", "2 hours", "PT5H", "24 hours", "100 hours", "PT15H30M"];
export const SHARES = [
  "1 minute",
  "1 day",
  "3 days",
  "2 weeks",
  "P6D",
  "15 hours",
  "72 hours",
  "PT89M",
  "P1DT12H",
  "100 days",
];

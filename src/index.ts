/**
 * The decision core as a library: load a policy and an outage, decide one record.
 *
 *     const { policy } = readPolicy(policyText, "policy.yaml");
 *     const rules = compileRules(policy, readOutage(outageText, "outage.yaml"), asOf);
 *     rules.decide(recordOf("rental", { rental_id: "r1", … }, { ...policy, reads: rules.reads }));
 */
export type { Adjustment, Decision, Outcome, Payment, Review } from "./domain/decision.ts";
export { Failure } from "./domain/failure.ts";
export { type Instant, instantAt } from "./domain/instant.ts";
export type { Outage } from "./domain/outage.ts";
export type { ExportRecord, RecordKind } from "./domain/record.ts";
export { type RecordOrFaults, recordOf } from "./input/record-of.ts";
export { readOutage } from "./policy/read-outage.ts";
export { type PolicyFile, readPolicy } from "./policy/read-policy.ts";
export { compileRules, type Rules } from "./rules/decide.ts";
export type { Policy } from "./rules/policy.ts";

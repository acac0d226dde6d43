/** What blocks are decided with in tests of the engine: the rules of the small cases. */
import { instantAt } from "../../src/domain/instant.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { Setup } from "../../src/run/rows/job.ts";
import { OUTAGE, POLICY } from "../support/small-case.ts";

export function setupOf(policy = POLICY): Setup {
  return {
    policy: readPolicy(policy, "policy.yaml").policy,
    outage: readOutage(OUTAGE, "outage.yaml"),
    asOf: instantAt(Date.parse("2022-10-21T11:00:00+09:00")),
  };
}

/** Whether a policy limits what one user gets, over all records. */
import type { Policy } from "./policy.ts";

export function hasUserLimits({ limits }: Policy): boolean {
  return limits.some(({ per }) => per === "user");
}

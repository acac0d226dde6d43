/** A small policy and a small outage as they are written, each part of which a test can replace. */

export interface PolicyParts {
  readonly policy?: string;
  readonly revision?: string;
  readonly zone?: string;
  /** Whole lines before `rules:`. */
  readonly top?: string;
  readonly rule?: string;
  readonly for?: string;
  readonly unless?: string;
  readonly if?: string;
  readonly give?: string;
  /** Replaces the only rule. */
  readonly rules?: string;
}

/** @returns a policy with one rule, unless `rules` says otherwise. */
export function policyText(parts: PolicyParts = {}): string {
  const { policy = "p", revision = "r1", zone = "Asia/Seoul", top, rules = ruleText(parts) } = parts;
  const lines = [`policy: ${policy}`, `revision: ${revision}`, `zone: ${zone}`, top, rules];
  return lines.filter((line) => line !== undefined).join("\n");
}

function ruleText({ rule = "base", for: whom, unless, if: held, give = "{ extend: 3 days }" }: PolicyParts): string {
  const lines = ["rules:", `  - rule: ${rule}`, `    for: ${whom ?? "{ record: rental, service: kakaopage }"}`];
  if (unless !== undefined) lines.push(`    unless: ${unless}`);
  if (held !== undefined) lines.push(`    if: ${held}`);
  lines.push(`    give: ${give}`);
  return lines.join("\n");
}

export interface OutageParts {
  readonly outage?: string;
  readonly zone?: string;
  readonly window?: string;
  /** Whole lines after the window. */
  readonly rest?: string;
}

export function outageText({ outage, zone, window, rest }: OutageParts = {}): string {
  const general = `window: ${window ?? "2022-10-15T15:30/2022-10-20T23:00"}`;
  const lines = [`outage: ${outage ?? "o"}`, `zone: ${zone ?? "Asia/Seoul"}`, general, rest];
  return lines.filter((line) => line !== undefined).join("\n");
}

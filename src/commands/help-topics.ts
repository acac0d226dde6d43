/** The topics of `compensate help`: one page each, from the tables that the program works by. */
import { FAILURE_TEXTS } from "../domain/failure-texts.ts";
import { jsonSchemas } from "../policy/json-schema.ts";
import { exportsPage, moneyPage, timesPage } from "./help/export-pages.ts";
import type { Topic } from "./steps/choices.ts";
import { exitCodes } from "./steps/exit-codes.ts";

const PAGES: { readonly [topic in Topic]: () => string } = {
  exports: exportsPage,
  times: timesPage,
  money: moneyPage,
  policy: policyPage,
  "exit-codes": exitCodesPage,
};

export function topicPage(topic: Topic): string {
  return PAGES[topic]();
}

function exitCodesPage(): string {
  const failures = Object.values(FAILURE_TEXTS);
  const parts = exitCodes().map(([code, says]) => {
    const own = failures.filter(({ exit }) => exit === code).map((failure) => `        ${failure.says}`);
    return [`  ${String(code).padEnd(6)}${says}`, ...own].join("\n");
  });
  return `Exit codes, and what leads to each:\n\n${parts.join("\n")}\n`;
}

/** A part of a JSON Schema, as far as the page looks at it. */
interface SchemaPart {
  readonly description?: string;
  readonly properties?: { readonly [key: string]: SchemaPart };
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
  readonly additionalProperties?: SchemaPart;
}

function policyPage(): string {
  const policy = JSON.parse(jsonSchemas.get("policy")?.() ?? "{}") as SchemaPart;
  const rule = policy.properties?.rules?.items ?? {};
  const selector = rule.properties?.for?.additionalProperties ?? {};
  const sections: readonly (readonly [title: string, part: SchemaPart])[] = [
    ["The file", policy],
    ["A rule", rule],
    ["for and unless: a value, a list of values, or one of", formOf(selector)],
    ["if: all of it must hold", rule.properties?.if ?? {}],
    ["give: one of these, or nothing", formOf(rule.properties?.give ?? {})],
    ["A limit: one of records, credit, extend", policy.properties?.limits?.items ?? {}],
  ];
  return `A policy says who gets what after an outage. Rules are tried from top to bottom; the first that applies wins.

  policy: novel-rentals
  revision: 2024-03-14
  zone: Asia/Seoul
  rules:
    - rule: three-days
      why: What was promised on the 13th
      for: { record: rental, service: novels }
      unless: { status: refunded }
      if: { held: during-outage }
      give: { extend: 3 days }

${sections.map(([title, part]) => `${title}\n${keyLines(part)}`).join("\n\n")}

Every key, with examples that are tests: docs/POLICY.md. For an editor: compensate schema policy.
What is wrong with a policy: compensate lint --policy policy.yaml --outage outage.yaml.
`;
}

/** The form of a value that has keys. */
function formOf({ anyOf = [] }: SchemaPart): SchemaPart {
  return anyOf.find(({ properties }) => properties !== undefined) ?? {};
}

function keyLines({ properties = {} }: SchemaPart): string {
  const width = Math.max(...Object.keys(properties).map((key) => key.length)) + 2;
  return Object.entries(properties)
    .map(([key, part]) => `  ${key.padEnd(width)}${descriptionOf(part)}`)
    .join("\n");
}

function descriptionOf({ description = "", anyOf = [] }: SchemaPart): string {
  return description === "" ? (anyOf.find((form) => form.description !== undefined)?.description ?? "") : description;
}

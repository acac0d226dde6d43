/**
 * `case.yaml`, which says how a fixture case is run: the time that counts as now, files that lie elsewhere, rules that
 * never apply.
 */
import { z } from "zod";
import type { Zone } from "../domain/zone.ts";
import { complaintsAbout } from "./complaints.ts";
import { readDocument } from "./document.ts";
import { refuse } from "./problem.ts";
import { scalar } from "./scalar.ts";
import { shapeOf } from "./shape.ts";
import { readWrittenTime } from "./terms.ts";

const writtenCase = z.strictObject({
  "as-of": scalar("What counts as now; the outage's end unless given.").optional(),
  policy: scalar("The policy, seen from the case's folder; policy.yaml unless given.").optional(),
  outage: scalar("The outage, seen from the case's folder; outage.yaml unless given.").optional(),
  "never-reached": z.array(scalar("A rule's name.")).min(1).describe("Rules that apply to no record here.").optional(),
});

export interface CaseFile {
  readonly policy: string;
  readonly outage: string;
  /** The written time that counts as now. @param zone the zone in which the time is meant. */
  asOf(zone: Zone): string | undefined;
  /** Rules that the case shows to apply to no record. */
  readonly neverReached: readonly NeverReached[];
}

export interface NeverReached {
  readonly rule: string;
  readonly line: number | undefined;
}

/** @throws Failure `policy-invalid` with every problem. */
export function readCase(text: string, file: string): CaseFile {
  // A file of comments alone is fine, because no key is needed.
  const document = readDocument(text, file);
  if ("length" in document) return refuse(document);
  const complaints = complaintsAbout(document);
  const isBlank = document.value === null || document.value === "";
  const written = shapeOf(writtenCase, isBlank ? {} : document.value, complaints);
  if (complaints.problems.length > 0) return refuse(complaints.problems);
  const { policy = "policy.yaml", outage = "outage.yaml", "as-of": asOf, "never-reached": never = [] } = written;
  return {
    policy,
    outage,
    asOf: (zone) => {
      if (asOf === undefined) return undefined;
      const { problems, complain } = complaintsAbout(document);
      readWrittenTime(asOf, ["as-of"], complain, { role: "start", zone });
      return problems.length > 0 ? refuse(problems) : asOf;
    },
    neverReached: never.map((rule, index) => ({
      rule,
      line: document.problemAt(["never-reached", index], "").place.line,
    })),
  };
}

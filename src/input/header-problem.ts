/** What keeps headers from being used: each problem with its place, and all problems of all exports as one failure. */
import { Failure, type FailureCode, type Place, placeText } from "../domain/failure.ts";
import { FAILURE_TEXTS } from "../domain/failure-texts.ts";
import type { ExportMapping } from "../domain/mapping.ts";

/** Who gave the columns of an export their names: the file, a mapping of the file's names, or the `header` of a mapping. */
export type Namer = "file" | "mapping" | "mapping-header";

export function namerOf(mapping: Pick<ExportMapping, "header"> | undefined): Namer {
  if (mapping === undefined) return "file";
  return mapping.header === undefined ? "mapping" : "mapping-header";
}

/** Where a header is mended. */
const REMEDIES: { readonly [namer in Namer]: string } = {
  file: FAILURE_TEXTS["header-invalid"].next,
  mapping: "Mend columns in the mapping, or the header line, and run the command again.",
  "mapping-header": "Mend header or columns in the mapping, and run the command again.",
};

export interface HeaderProblem {
  /** The failure where this problem is the only one. */
  readonly failure: Failure;
  /** The place, what is wrong there and what to do, as a list of problems has them. */
  readonly text: string;
  readonly namedBy: Namer;
}

export interface Complaint {
  /** What is wrong, and what to do. */
  readonly found: string;
  /** What to do, where that takes a sentence of its own. */
  readonly next?: string;
}

export function headerProblem(
  code: Extract<FailureCode, "header-invalid" | "kind-unknown">,
  place: Place,
  { found, next }: Complaint,
  namedBy: Namer = "file",
): HeaderProblem {
  const further = next === undefined ? "" : `\n  ${next}`;
  const failure = new Failure(code, { place, found, next: next ?? REMEDIES[namedBy] });
  return { failure, text: `${placeText(place)}: ${found}${further}`, namedBy };
}

/** A problem that the failure's own words tell wholly. */
export function problemOfFailure(failure: Failure): HeaderProblem {
  return { failure, text: failure.message, namedBy: "file" };
}

/** The failure of a header as one of several problems: where it is mended is then told once, below all of them. */
export function problemOfHeader(failure: Failure, namedBy: Namer): HeaderProblem {
  const { found, next } = failure.details;
  if (failure.code !== "header-invalid" || failure.place === undefined || found === undefined)
    return problemOfFailure(failure);
  const own = next === undefined || next === REMEDIES[namedBy] ? {} : { next };
  return headerProblem("header-invalid", failure.place, { found, ...own }, namedBy);
}

/** Throws every problem as one failure; a problem that is alone has its own code and words. */
export function refuseHeaders(problems: readonly HeaderProblem[]): never {
  const [first, second] = problems;
  if (first === undefined) throw new Error("a header is refused without a problem");
  if (second === undefined) throw first.failure;
  const { place } = first.failure;
  const files = new Set(problems.map(({ failure }) => failure.place?.file));
  const where = files.size === 1 ? "" : ` in ${files.size} exports`;
  const remedies = [...new Set(problems.map(({ namedBy }) => REMEDIES[namedBy]))];
  throw new Failure("header-invalid", {
    place: files.size === 1 ? place : undefined,
    found: `${problems.length} problems${where}\n${problems.map(({ text }) => text).join("\n")}`,
    next: remedies.join("\n  "),
  });
}

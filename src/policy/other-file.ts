/** A file that is named as one kind of file and begins as another, such as the outage where the policy is meant. */
import type { Problem } from "../domain/failure.ts";
import type { Document } from "./document.ts";

const KINDS = { policy: "a policy", outage: "an outage", mapping: "a mapping" } as const;

/** @param own the kind of file that is meant; each begins with a key of its name. @returns undefined for such a file. */
export function otherFile({ value, problemAt }: Document, own: keyof typeof KINDS): Problem | undefined {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, own)) return undefined;
  const other = (["policy", "outage", "mapping"] as const).find((kind) => Object.hasOwn(value, kind));
  if (other === undefined) return undefined;
  return problemAt(
    [other],
    `this file is ${KINDS[other]}, and ${KINDS[own]} is meant here; it begins with ${own}:`,
    "key",
  );
}

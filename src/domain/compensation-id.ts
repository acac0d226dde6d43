/**
 * The name of a gift: the same on every machine, in every run, whatever the policy's revision.
 *
 * The id is the first 128 bits of SHA-256 over the outage id, layer, kind, service and record id, each followed by a NUL
 * (which no export may contain), as 32 hexadecimal digits. A system that loads the outputs can use the id as the idempotency key.
 */
import { hash } from "node:crypto";
import type { RecordKind } from "./record.ts";

export const COMPENSATION_ID_BYTES = 16;

export interface GiftName {
  readonly outage: string;
  readonly layer: string;
  readonly kind: RecordKind;
  readonly service: string;
  readonly recordId: string;
}

export function compensationId({ outage, layer, kind, service, recordId }: GiftName): string {
  const digest = hash("sha256", `${outage}\0${layer}\0${kind}\0${service}\0${recordId}\0`, "hex");
  return digest.slice(0, COMPENSATION_ID_BYTES * 2);
}

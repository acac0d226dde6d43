/** A digest that stands for a user, so that no user id is kept. */
import { hash } from "node:crypto";

export const USER_BYTES = 12;

/** The first 96 bits of SHA-256: that any two of a billion users share a digest has a chance of one in a hundred billion. */
export function digestOf(text: string): Uint8Array {
  return hash("sha256", text, "buffer").subarray(0, USER_BYTES);
}

/** A digest that stands for a user, so that no user id is kept. */
import { hash } from "node:crypto";

export const USER_BYTES = 16;

/** The first 128 bits of SHA-256: two users never share a digest. */
export function digestOf(text: string): Uint8Array {
  return hash("sha256", text, "buffer").subarray(0, USER_BYTES);
}

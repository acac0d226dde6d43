/** A single value of a file, as the text that was written. */
import { z } from "zod";

export function scalar(description: string) {
  return z.string().min(1).meta({ description, scalar: true });
}

/** A single value that may be written as the empty text `""`. */
export function scalarOrEmpty(description: string) {
  return z.string().meta({ description, scalar: true });
}

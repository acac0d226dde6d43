/** A single value of a file, as the text that was written. */
import { z } from "zod";

export function scalar(description: string) {
  return z.string().min(1).meta({ description, scalar: true });
}

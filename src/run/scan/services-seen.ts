/**
 * Which services the exports name, and that they are few: a run keeps tables for each of them.
 *
 * They are seen in the order of the rows that name them first, so that with any number of threads the same one is too many.
 */
import { Failure, quoted } from "../../domain/failure.ts";

/** More than anybody would name is not a column of services, but of something else. */
export const MOST_SERVICES = 10_000;

export interface ServicesSeen {
  /** @throws Failure `too-many-services`. @param path of the export that names them. */
  see(services: readonly string[], path: string): void;
}

export function createServicesSeen(): ServicesSeen {
  const seen = new Set<string>();
  return {
    see: (services, path) => {
      for (const service of services) {
        seen.add(service);
        if (seen.size <= MOST_SERVICES) continue;
        const found = `the first that is too many is ${quoted(service)}`;
        throw new Failure("too-many-services", { place: { file: path }, found });
      }
    },
  };
}

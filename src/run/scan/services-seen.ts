/**
 * Collects the services that the exports name, and fails where they are many: a run keeps tables for each of them.
 *
 * Services are seen in the order of the rows that name them first, so that the same service is one too many with any number of
 * threads.
 */
import { Failure, quoted } from "../../domain/failure.ts";

/** A column with more values than this is no column of services. */
export const MOST_SERVICES = 10_000;

export interface ServicesSeen {
  /** @throws Failure `too-many-services`. @param path of the export that names the services. */
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

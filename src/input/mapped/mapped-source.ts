/** The source of an export under its mapping, where it has one. Its bytes lie nowhere as they are read, so it is read again from the front. */
import type { ExportMapping } from "../../domain/mapping.ts";
import type { Source } from "../source.ts";

export function mappedSource(source: Source, mapping: ExportMapping | undefined): Source {
  if (mapping === undefined) return source;
  const { path, archive } = source;
  return {
    path,
    archive,
    mapping,
    open: async () => {
      const { mapStream } = await import("./mapped-stream.ts");
      const stream = await source.open();
      try {
        return await mapStream(stream, mapping, path);
      } catch (error) {
        await stream.close();
        throw error;
      }
    },
  };
}

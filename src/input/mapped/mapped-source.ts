/** The source of an export under its mapping, where it has one. */
import type { ExportMapping } from "../../domain/mapping.ts";
import { withEncodingAdvice } from "../encoding-advice.ts";
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
        throw await withEncodingAdvice(error, source);
      }
    },
  };
}

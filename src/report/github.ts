/** Annotations as GitHub Actions reads them from standard output: `::error file=policy.yaml,line=9::what is wrong`. */

export interface AnnotationProperties {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly col?: number | undefined;
  readonly title?: string | undefined;
}

/** The properties are written in the order in which the object has them. */
export function annotationText(
  kind: "error" | "warning" | "notice",
  properties: AnnotationProperties,
  message: string,
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${kind} ${written.join(",")}::${escapeData(message)}`;
}

/** A text as one line, whatever the text holds. */
export function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

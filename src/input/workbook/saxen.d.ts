/** The part of saxen that is used here; the package comes without types. */
declare module "saxen" {
  export class Parser {
    on(event: "openTag", listener: (name: string, attributes: () => { readonly [name: string]: string }) => void): this;
    on(event: "closeTag" | "text" | "cdata" | "attention" | "question", listener: (text: string) => void): this;
    on(event: "error" | "warn", listener: (error: Error) => void): this;
    write(xml: string): this;
    end(): Error | null;
  }
}

/** An element of a page, whether the scanner or a tree gives it. */
export type PageElement = {
  /** In lower case. */
  readonly name: string;
  /** True in SVG and MathML. */
  readonly foreign: boolean;
  /** The URL that its links are relative to, where that is not the page's base. */
  readonly base?: string | undefined;
  has(attribute: string): boolean;
  get(attribute: string): string | undefined;
};

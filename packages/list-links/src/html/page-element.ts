/** An element of a page, whether the scanner or a tree gives it. */
export type PageElement = {
  /** In lower case. */
  readonly name: string;
  /** True in SVG and MathML. */
  readonly foreign: boolean;
  has(attribute: string): boolean;
  get(attribute: string): string | undefined;
};

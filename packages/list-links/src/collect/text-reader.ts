/** Takes in the text of a page, piece by piece. */
export type TextReader = {
  write(text: string): void;
  end(): void;
  /** How many elements the selectors matched. */
  readonly selected: number;
};

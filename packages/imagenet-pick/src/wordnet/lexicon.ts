/** What is known of classes beside their URLs. */
export type Lexicon = {
  /** All names of a class, the usual one first; none where it is unknown. */
  namesOf(wnid: string): readonly string[];
  glossOf(wnid: string): string | undefined;
  /** The classes right above it, of which there may be several; nothing for a class without a place in the hierarchy. */
  parentsOf(wnid: string): readonly string[] | undefined;
};

/** Knows nothing: everything that goes by wnid works with it. */
export const emptyLexicon: Lexicon = {
  namesOf: () => [],
  glossOf: () => undefined,
  parentsOf: () => undefined,
};

/** What is known of a body once it is there. */
export type BodyFacts = { ext: string; sha256: string };

/** Where a job's file goes, relative to --dir. */
export type FileName = {
  /** The name, or what it is as far as it is known: unique to the job, and the base of its `.part`. */
  readonly key: string;
  /** The name once the body is there; absent where `key` is it. */
  readonly complete?: (facts: BodyFacts) => string;
  /** True where the name is that of the content, which several URLs may share. */
  readonly sharesContent?: true;
  /** What may stand for `{ext}`, where that is all that is missing. */
  readonly withExtension?: (ext: string) => string;
  /** The name before the dot of its extension, where that is all that is missing, and stands at the end. */
  readonly stem?: string;
};

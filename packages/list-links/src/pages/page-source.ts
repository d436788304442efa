/** A page that has been opened. */
export type PageSource = {
  /** What `page` says in its rows: the URL or file as the user named it. */
  name: string;
  /** The URL that its links start from. */
  url: string;
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>;
  /** The Content-Type header. */
  type?: string | undefined;
  /** The Link header. */
  links?: string | undefined;
};

/**
 * Where the bytes of a list are. A file, an http(s) address and a stream differ in one file each; a bucket is another one
 * beside them, and a line in open-source.ts.
 */
export type ByteSource = {
  /** As the user named it. */
  readonly name: string;
  /** Undefined where the bytes can only be read once, from the first to the last. */
  readonly random: RandomAccess | undefined;
  /** All bytes in order. */
  stream(): AsyncIterable<Buffer>;
  close(): Promise<void>;
};

/** Bytes that can be read at any place. What has changed since they were opened, or breaks off, is a TableFailure. */
export type RandomAccess = {
  readonly size: number;
  /** The bytes from one place up to another, which is not beyond the end. */
  read(from: number, to: number): Promise<Buffer>;
};

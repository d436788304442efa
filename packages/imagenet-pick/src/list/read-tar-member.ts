import { StopRun, UsageError } from '@fetchutils/plumbing';

const blockBytes = 512;

/** Gives the first file in a tar archive that begins as a URL list does; a README or an attribute file before it is passed over. */
export async function* readTarMember(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const bytes = takeBytes(chunks);
  for (;;) {
    const header = await bytes.exactly(blockBytes);
    if (header === undefined) throw new StopRun(`${name}: the archive is cut short`);
    if (header[0] === 0) break;
    const size = readSize(header);
    let left = size + ((blockBytes - (size % blockBytes)) % blockBytes);
    const first = (await bytes.exactly(Math.min(left, blockBytes))) ?? Buffer.alloc(0);
    left -= first.length;
    if (isFile(header) && /^(\ufeff)?n\d{8}_/.test(first.toString('utf8'))) {
      yield first.subarray(0, size);
      yield* content(bytes, size - blockBytes, name);
      return;
    }
    for await (const skipped of content(bytes, left, name)) void skipped;
  }
  throw new UsageError(
    `${name} holds no URL list: expected a file of lines such as n02084071_1<TAB>http://...`,
  );
}

async function* content(bytes: ByteSource, size: number, name: string): AsyncGenerator<Buffer> {
  for (let left = size; left > 0;) {
    const chunk = await bytes.upTo(left);
    if (chunk === undefined) throw new StopRun(`${name}: the archive is cut short`);
    left -= chunk.length;
    yield chunk;
  }
}

/** Type "0" or, in the oldest archives, NUL; names, links, folders and extended headers have other letters. */
function isFile(header: Buffer): boolean {
  return header[156] === 0x30 || header[156] === 0;
}

/** Octal digits, or from 8 GB on a big-endian number with the highest bit set. */
function readSize(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(128));
  return parseInt(header.toString('latin1', 124, 136), 8) || 0;
}

type ByteSource = {
  /** This many bytes, or nothing where the stream ends before. */
  exactly(length: number): Promise<Buffer | undefined>;
  /** Some bytes, as they come, at most so many. */
  upTo(length: number): Promise<Buffer | undefined>;
};

function takeBytes(chunks: AsyncIterable<Buffer>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function refill(): Promise<boolean> {
    const next = await iterator.next();
    if (next.done === true) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  }

  function take(length: number): Buffer {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  }

  return {
    async exactly(length) {
      while (rest.length < length) if (!(await refill())) return undefined;
      return take(length);
    },
    async upTo(length) {
      while (rest.length === 0) if (!(await refill())) return undefined;
      return take(length);
    },
  };
}

import { type Io, openInputs, quote, readList, UsageError } from '@fetchutils/plumbing';

/** The classes named in a file, "-" being standard input: a wnid a line, an ILSVRC line `wnid name, name`, or a row with a wnid or class. */
export async function readClassFile(io: Io, path: string): Promise<string[]> {
  const wnids: string[] = [];
  const [input] = openInputs(io, [path], 'class names');
  if (input === undefined) return wnids;
  for await (const rows of readList(input.chunks, { name: quote(path), tool: 'imagenet-pick' })) {
    for (const row of rows) {
      const text = 'problem' in row ? row.text : (row.row['wnid'] ?? row.row['class'] ?? row.row['url']);
      const wnid = /^(n\d{8})(?!\w)/.exec(String(text))?.[1];
      if (wnid === undefined) {
        const got = quote(typeof text === 'string' ? text : row.text);
        throw new UsageError(
          `${quote(path)} line ${row.line}: expected a wnid such as n02084071, got ${got}`,
        );
      }
      wnids.push(wnid);
    }
  }
  return wnids;
}

import { quote, UsageError } from '@fetchutils/plumbing';

/** One known placeholder. All that it has of `hosts` and `bytes` narrows it down; any of the others proves it. */
export type KnownPlaceholder = {
  name: string;
  /** Where it is served from; elsewhere it is not looked for. */
  hosts: string[];
  bytes: number[];
  /** Redirect targets as host and path, `*` for any run of characters. */
  redirect: string[];
  etag: string[];
  md5: string[];
  sha1: string[];
  sha256: string[];
};

/** Reads a table of placeholders: a JSON array, or an object a line. Throws a UsageError that says what is wrong, and where. */
export function parsePlaceholders(text: string, file: string): KnownPlaceholder[] {
  const isArray = text.trimStart().startsWith('[');
  const pieces = isArray ? [text] : text.split('\n').filter((line) => line.trim() !== '');
  const entries: unknown[] = pieces.flatMap((piece, i) => {
    try {
      return JSON.parse(piece) as unknown;
    } catch {
      throw new UsageError(
        `${file}: ${isArray ? 'the array' : `entry ${i + 1}`} is not JSON: ${quote(piece.trim())}`,
      );
    }
  });
  return entries.map((entry, i) => readEntry(entry, `${file}: entry ${i + 1}`));
}

function readEntry(entry: unknown, where: string): KnownPlaceholder {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw new UsageError(`${where} is not an object`);
  const fields = new Map<string, unknown>(Object.entries(entry));
  for (const field of fields.keys()) {
    if (field !== 'name' && field !== 'bytes' && !(field in forms)) {
      throw new UsageError(
        `${where} has ${quote(field)}, which is none of name, bytes, ${Object.keys(forms).join(', ')}`,
      );
    }
  }
  const texts = (field: keyof typeof forms) =>
    [fields.get(field) ?? []].flat().map((value: unknown) => {
      if (typeof value === 'string' && forms[field].test(value))
        return isHex(field) ? value.toLowerCase() : value;
      throw new UsageError(`${where}: ${field} is ${shown(value)}, not ${wanted[field]}`);
    });
  const bytes = [fields.get('bytes') ?? []].flat().map((value: unknown) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    throw new UsageError(`${where}: bytes is ${shown(value)}, not a whole number of at least 1`);
  });
  const [name = 'a known placeholder'] = texts('name');
  const known = {
    name,
    bytes,
    hosts: texts('hosts'),
    redirect: texts('redirect'),
    etag: texts('etag').map(bareEtag),
    md5: texts('md5'),
    sha1: texts('sha1'),
    sha256: texts('sha256'),
  };
  const proofs = [known.redirect, known.etag, known.md5, known.sha1, known.sha256];
  // A length proves nothing but on the hosts that serve it.
  const hasProof = proofs.some((proof) => proof.length > 0) || (bytes.length > 0 && known.hosts.length > 0);
  if (!hasProof)
    throw new UsageError(`${where} needs redirect, etag, md5, sha1, sha256, or bytes together with hosts`);
  return known;
}

const forms = {
  name: /./,
  hosts: /^[^\s/]+$/,
  redirect: /^(?!\w+:\/\/)[^\s/]+\/\S*$/,
  etag: /./,
  md5: /^[\da-f]{32}$/i,
  sha1: /^[\da-f]{40}$/i,
  sha256: /^[\da-f]{64}$/i,
};

const wanted = {
  name: 'a text',
  hosts: 'a host such as "*.host.example"',
  redirect: 'a host and path such as "*.host.example/gone*.png"',
  etag: 'a text',
  md5: '32 hexadecimal digits',
  sha1: '40 hexadecimal digits',
  sha256: '64 hexadecimal digits',
};

/** An ETag without its quotes and without the mark of weakness: what is the same for us is the same. */
export function bareEtag(etag: string): string {
  const strong = etag.startsWith('W/') ? etag.slice(2) : etag;
  const isQuoted = strong.length > 1 && strong.startsWith('"') && strong.endsWith('"');
  return isQuoted ? strong.slice(1, -1) : strong;
}

function isHex(field: string): boolean {
  return field === 'md5' || field === 'sha1' || field === 'sha256';
}

function shown(value: unknown): string {
  return quote(typeof value === 'string' ? value : JSON.stringify(value));
}

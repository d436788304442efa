import { createHash } from 'node:crypto';

/** Where a body that a later run may continue lies: beside the file that is to be. */
export function partPath(dir: string, key: string): string {
  return withSuffix(`${dir}/${key}`, '.part');
}

/** Where it stands which version that body is. */
export function statePath(dir: string, key: string): string {
  return withSuffix(`${dir}/${key}`, '.part.json');
}

function withSuffix(path: string, suffix: string): string {
  const cut = path.lastIndexOf('/') + 1;
  const name = `${path.slice(cut)}${suffix}`;
  if (name.length < 80 || Buffer.byteLength(name) <= maxBytes) return `${path}${suffix}`;
  return `${path.slice(0, cut)}${createHash('sha256').update(name).digest('hex')}${suffix}`;
}

/** The limit of a component nearly everywhere. */
const maxBytes = 255;

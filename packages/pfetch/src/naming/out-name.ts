import type { FileName } from '../row/file-name.js';

/** The name that a row gives itself by `out`, or what is wrong with it: such a name is taken as it is or not at all. */
export function nameFromOut(out: unknown): FileName | { problem: string } {
  if (typeof out !== 'string' || out === '')
    return { problem: 'out must be a name such as "folder/file.jpg"' };
  const components = out.split('/');
  if (/^([A-Za-z]:|[\\/])/.test(out)) return { problem: 'out must be relative to --dir' };
  if (components.some((component) => component === '..' || component === '.')) {
    return { problem: 'out may not contain "." or ".."' };
  }
  if (components.includes('')) return { problem: 'out has an empty component' };
  if (/[\u0000-\u001f\u007f\\]/.test(out))
    return { problem: 'out contains a control character or a backslash' };
  if (!out.isWellFormed()) return { problem: 'out is not valid Unicode' };
  if (components.some((component) => Buffer.byteLength(component) > 250)) {
    return { problem: 'out has a component of more than 250 bytes' };
  }
  if (components.some((component) => /\.part(\.json)?$/i.test(component)))
    return { problem: 'out may not end in .part, nor may a folder of it' };
  return { key: out };
}

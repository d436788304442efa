import { usualExtensions } from './extension-of.js';
import type { FoundFile, Sink } from '../sinks/sink.js';
import type { FileName } from '../row/file-name.js';

const extensions = new Set([...usualExtensions(), 'bin']);

/** Finds the file of a name; where only `{ext}` is open, under any of the usual extensions. */
export function findExistingFile(sink: Sink, name: FileName): FoundFile | undefined {
  if (name.complete === undefined) return sink.find(name.key);
  for (const extension of name.withExtension === undefined ? [] : extensions) {
    const file = sink.find(name.withExtension?.(extension) ?? '');
    if (file !== undefined) return file;
  }
  return undefined;
}

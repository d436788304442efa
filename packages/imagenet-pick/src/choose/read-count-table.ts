import { readFile } from 'node:fs/promises';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import type { ClassCount } from '../wordnet/class-count.js';

/** Reads a table of classes with their counts: CSV with the header synid,class_name,urls,flickr_urls, or the same as JSON by wnid. */
export async function readCountTable(path: string): Promise<ClassCount[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--counts ${quote(path)}: ${reasonOf(error)}`);
  });
  const content = text.replace(/^\ufeff/, '');
  return content.trimStart().startsWith('{') ? readJson(path, content) : readCsv(path, content);
}

async function readCsv(path: string, text: string): Promise<ClassCount[]> {
  const { parse } = await import('csv-parse/sync');
  const rows: Record<string, string>[] = parse(text, { columns: true, relax_column_count: true });
  return rows.map((row, index) =>
    toCount(`--counts ${quote(path)} record ${index + 1}`, {
      wnid: row['synid'],
      name: row['class_name'],
      urls: row['urls'],
      flickr: row['flickr_urls'],
    }),
  );
}

/** As in imagenet_class_info.json: {"n02084071": {"class_name": "dog", "img_url_count": 1603, "flickr_img_url_count": 800}}. */
function readJson(path: string, text: string): ClassCount[] {
  const table = parseJson(path, text);
  return Object.entries(table).map(([wnid, value]) => {
    const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    return toCount(`--counts ${quote(path)} at ${quote(wnid)}`, {
      wnid,
      name: fields['class_name'],
      urls: fields['img_url_count'] ?? fields['urls'],
      flickr: fields['flickr_img_url_count'] ?? fields['flickr_urls'],
    });
  });
}

function parseJson(path: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`--counts ${quote(path)} is neither CSV nor JSON: ${reasonOf(error)}`);
  }
}

type Raw = Record<'wnid' | 'name' | 'urls' | 'flickr', unknown>;

function toCount(where: string, { wnid, name, urls, flickr }: Raw): ClassCount {
  if (typeof wnid !== 'string' || !/^n\d{8}$/.test(wnid)) {
    throw new UsageError(
      `${where}: expected a wnid such as n02084071 in the column synid, got ${quote(String(wnid))}`,
    );
  }
  const count = { wnid, urls: toNumber(where, 'urls', urls), flickr: toNumber(where, 'flickr_urls', flickr) };
  return typeof name === 'string' && name !== '' ? { ...count, name } : count;
}

function toNumber(where: string, column: string, value: unknown): number {
  const text = String(value);
  if (!/^\d+$/.test(text))
    throw new UsageError(`${where}: expected a whole number as ${column}, got ${quote(text)}`);
  return Number(text);
}

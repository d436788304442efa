import { formatBytes } from '@fetchutils/plumbing';

import { pageCharset } from '../charset/page-charset.js';
import { createRawStream } from '../charset/raw-stream.js';
import { createTextStream, type TextStream } from '../charset/text-stream.js';
import type { PageListener } from '../collect/page-listener.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { TextReader } from '../collect/text-reader.js';
import { openHtmlReader, openTextReader } from './open-text-reader.js';
import { pageChunks } from './page-chunks.js';
import { tooMuch } from '../page-failure.js';
import { type PageFormat, pageFormat } from './page-format.js';
import type { PageSource } from './page-source.js';

/** Who takes what is read off a page. */
export type PageReader = PageListener & {
  /** The charset is known; comes before anything else. */
  begin(charset: string, format: PageFormat): void;
  /** Comes after each piece of the page; the promise, where there is one, settles when more can be taken. */
  settle(): Promise<void> | undefined;
  /** True when the rest of the page is of no interest. */
  readonly hasEnough: boolean;
};

/** How a page is to be taken, whatever it says. */
export type PageTerms = {
  /** The user's word, which wins over the page's. */
  charset: string | undefined;
  /** Of the page once unpacked. */
  maxBytes: number;
};

/** How a page was read; `selected` counts the elements that the selectors matched. */
export type PageReading = { format: PageFormat; selected: number };

type OpenPage = { format: PageFormat; decoder: TextStream; text: TextReader };

/** Reads a page piece by piece and tells `reader` what it holds. */
export async function readPage(
  source: PageSource,
  plan: ReadingPlan,
  terms: PageTerms,
  reader: PageReader,
): Promise<PageReading> {
  const label = terms.charset ?? /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(source.type ?? '')?.[1];
  let page: OpenPage | undefined;
  let bytes = 0;
  try {
    for await (const chunk of pageChunks(source.chunks)) {
      bytes += chunk.length;
      if (bytes > terms.maxBytes) {
        throw tooMuch(`more than ${formatBytes(terms.maxBytes)}, unpacked; --max-page SIZE allows more`);
      }
      if (page === undefined) page = await openPage(chunk, label, source, plan, reader);
      else page.text.write(page.decoder.write(chunk));
      const waits = reader.settle();
      if (waits !== undefined) await waits;
      if (reader.hasEnough || page.format === 'binary') break;
    }
  } catch (error) {
    // A page that breaks off has the links that it had until then.
    page?.text.end();
    throw error;
  }
  page ??= await openPage(Buffer.alloc(0), label, source, plan, reader);
  page.text.write(page.decoder.end());
  page.text.end();
  return { format: page.format, selected: page.text.selected };
}

async function openPage(
  start: Buffer,
  label: string | undefined,
  source: PageSource,
  plan: ReadingPlan,
  reader: PageReader,
): Promise<OpenPage> {
  const { name, bomBytes } = pageCharset(start, label);
  const bytes = start.subarray(bomBytes);
  const raw = plan.needsTree || plan.regex !== undefined ? undefined : createRawStream(name);
  if (raw !== undefined) {
    const opening = raw.write(bytes);
    // Enough to tell HTML by; what begins otherwise is decoded to be looked at.
    const isHtml = /^[\t\n\f\r ]*</.test(opening) && pageFormat(opening, source.url, source.type) === 'html';
    if (isHtml) {
      reader.begin(name, 'html');
      const text = openHtmlReader(plan, reader, raw.decode);
      text.write(opening);
      return { format: 'html', decoder: raw, text };
    }
  }
  const decoder = createTextStream(name);
  const opening = decoder.write(bytes);
  const format = pageFormat(opening, source.url, source.type);
  reader.begin(name, format);
  const text = await openTextReader(format, plan, reader, { text: opening, url: source.url });
  text.write(opening);
  return { format, decoder, text };
}

import { pageCharset } from '../charset/page-charset.js';
import { maxHeadBytes } from '../charset/prescan-meta.js';
import { createTextStream, type TextStream } from '../charset/text-stream.js';
import type { PageListener } from '../kinds/link-collector.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import { openTextReader, type TextReader } from './open-text-reader.js';
import { type PageFormat, pageFormat } from './page-format.js';
import type { PageSource } from './page-source.js';
import { unzip } from './unzip.js';

/** Who takes what is read off a page. */
export type PageReader = PageListener & {
  /** The charset is known; comes before anything else. */
  begin(charset: string): void;
  /** Comes after each piece of the page; the promise, where there is one, settles when more can be taken. */
  settle(): Promise<void> | undefined;
  /** True when the rest of the page is of no interest. */
  readonly hasEnough: boolean;
};

/** How a page was read; `selected` counts the elements that the selectors matched. */
export type PageReading = { format: PageFormat; selected: number };

type OpenPage = { format: PageFormat; decoder: TextStream; text: TextReader };

/** Reads a page piece by piece and tells `reader` what it holds; `charset` is the user's word, which wins over the page's. */
export async function readPage(
  source: PageSource,
  plan: ReadingPlan,
  charset: string | undefined,
  reader: PageReader,
): Promise<PageReading> {
  const label = charset ?? /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(source.type ?? '')?.[1];
  let page: OpenPage | undefined;
  try {
    for await (const chunk of withLongStart(unzip(source.chunks))) {
      if (page === undefined) page = await openPage(chunk, label, source, plan, reader);
      else page.text.write(page.decoder.write(chunk));
      await reader.settle();
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
  const decoder = createTextStream(name);
  const opening = decoder.write(start.subarray(bomBytes));
  const format = pageFormat(opening, source.url, source.type);
  reader.begin(name);
  const text = await openTextReader(format, plan, reader);
  text.write(opening);
  return { format, decoder, text };
}

/** The chunks, the first one long enough to find the charset in, however they arrive, and though they break off. */
async function* withLongStart(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] | undefined = [];
  let length = 0;
  let failure: Error | undefined;
  try {
    for await (const chunk of chunks) {
      if (held === undefined) yield chunk;
      else {
        held.push(chunk);
        length += chunk.length;
        if (length < maxHeadBytes) continue;
        yield held.length === 1 ? chunk : Buffer.concat(held);
        held = undefined;
      }
    }
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  if (held !== undefined && length > 0) yield Buffer.concat(held);
  if (failure !== undefined) throw failure;
}

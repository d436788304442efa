import { decodeAttribute } from '../html/decode-entities.js';
import { foundLink } from '../kinds/found-link.js';
import type { PageListener } from '../collect/page-listener.js';
import type { TextReader } from '../collect/text-reader.js';

/** A reader for whatever text a page is: what matches is a link, its first group if the expression has one. */
export function openRegexReader(regex: RegExp, isMarkup: boolean, listener: PageListener): TextReader {
  const parts: string[] = [];
  let selected = 0;
  return {
    write: (text) => void parts.push(text),
    end() {
      for (const match of parts.join('').matchAll(new RegExp(regex.source, 'gu'))) {
        const written = unescapeSlashes(match[1] ?? match[0]);
        selected += 1;
        listener.link(foundLink(isMarkup ? decodeAttribute(written) : written, 'text', 'regex'));
      }
    },
    get selected() {
      return selected;
    },
  };
}

/** Scripts and JSON write `https:\/\/h.example\/?a=1\u0026b=2`. */
function unescapeSlashes(text: string): string {
  return text.replaceAll('\\/', '/').replace(/\\u0026/gi, '&');
}

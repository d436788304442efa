import { findRawEnd } from '../html/find-raw-end.js';
import { Tag } from '../html/tag.js';
import { scanTag } from '../html/scan-tag.js';
import { Vocabulary } from '../html/vocabulary.js';
import { charsetOfLabel } from './charset-of-label.js';

/** The standard's prescan looks at this much; a head that is longer is read on to its end, up to `maxHeadBytes`. */
const prescanBytes = 1024;
export const maxHeadBytes = 65_536;

const vocabulary = new Vocabulary({ tags: ['meta'], attributes: ['charset', 'content', 'http-equiv'] });

const headOnly = new Set([
  'html',
  'head',
  'title',
  'meta',
  'link',
  'base',
  'script',
  'style',
  'noscript',
  'object',
]);

/**
 * The charset that a `<meta>` in the first bytes of a page, a character each, declares: the HTML standard's "prescan a byte
 * stream"; and as browsers change their mind, one that comes later in the head, behind scripts of any length.
 */
export function prescanMeta(text: string): string | undefined {
  return prescan(text.slice(0, prescanBytes), false) ?? prescan(text, true);
}

/** With `readsHead` what stands in scripts and the like is passed over, and the head's end is the end. */
function prescan(text: string, readsHead: boolean): string | undefined {
  const tag = new Tag();
  let at = text.indexOf('<');
  while (at !== -1) {
    const tagAt = /^<\/?[a-z]/i.exec(text.slice(at, at + 3))?.[0].length;
    if (text.startsWith('<!--', at)) {
      // The scan starts at the opener's own dashes: `<!-->` is a whole comment.
      const end = text.indexOf('-->', at + 2);
      if (end === -1) return undefined;
      at = end + 3;
    } else if (tagAt !== undefined) {
      let end = scanTag(text, at + tagAt - 1, tag, vocabulary);
      if (end === -1) return undefined;
      const charset = tagAt === 2 && tag.name === 'meta' ? charsetOfMeta(tag) : undefined;
      if (charset !== undefined) return charset;
      if (readsHead && tagAt === 2) {
        if (at >= prescanBytes && !headOnly.has(tag.name)) return undefined;
        if (tag.traits !== undefined && tag.traits.textMode !== 'data') end = findRawEnd(text, end, tag.name);
        if (end === -1) return undefined;
      }
      at = end;
    } else if (/^<[!/?]/.test(text.slice(at, at + 2))) {
      const end = text.indexOf('>', at);
      if (end === -1) return undefined;
      at = end + 1;
    } else at += 1;
    at = text.indexOf('<', at);
  }
  return undefined;
}

function charsetOfMeta(tag: Tag): string | undefined {
  const content = tag.get('http-equiv')?.toLowerCase() === 'content-type' ? tag.get('content') : undefined;
  const name = charsetOfLabel(
    tag.get('charset') ?? (content === undefined ? undefined : charsetInContent(content)),
  );
  // A page whose meta could be read as ASCII is not UTF-16, whatever it says.
  return name?.startsWith('utf-16') === true ? 'utf-8' : name;
}

/** "Extracting a character encoding from a meta element": what follows `charset=`. */
function charsetInContent(content: string): string | undefined {
  const found =
    /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"';\t\n\f\r ][^;\t\n\f\r ]*))/i.exec(content);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

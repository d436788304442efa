import { quote } from './quote.js';

/** Why a text that should be a URL is none, and what to do about it; undefined where nothing speaks against it. */
export function whyNoUrl(text: string): string | undefined {
  if (text.includes('\t')) return 'a tab in the URL: is this a table? list-rows reads it';
  if (/^[^:]*:[\w+./]*;base64,/.test(text) || text.startsWith('data:')) return undefined;
  if (/^[a-z][\w+.-]*:\/\//i.test(text)) return undefined;
  if (/^\[|^[\]}],?$/.test(text))
    return `${quote(text)} is a piece of JSON: is this a document? list-rows reads it`;
  if (isOfTable(text)) return 'not a URL: is this a line of a table? list-rows reads CSV and TSV';
  const bare = /^(?:\/\/)?((?:[\w-]+\.)*[\w-]+(?::\d+)?(?:\/\S*)?)$/.exec(text)?.[1];
  // A word alone is no host that anybody meant.
  if (bare !== undefined && /^localhost\b|\/|:\d|\.[a-z]{2,}$/i.test(bare))
    return `the URL has no scheme; write http://${quoteless(bare)} or https://`;
  return undefined;
}

function isOfTable(text: string): boolean {
  return /^"|[,;|]"?https?:\/\/|^[\w ]+(?:[,;|][\w ]*)+$/i.test(text);
}

function quoteless(text: string): string {
  return quote(text).slice(1, -1);
}

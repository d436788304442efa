import { decodeHTML, decodeHTMLAttribute } from 'entities';

import { asItStands, type DecodeBytes } from './decode-bytes.js';

/** Decodes the character references of an attribute value as the HTML standard says; most values have nothing to decode. */
export function decodeAttribute(value: string, decode: DecodeBytes = asItStands): string {
  if (!/[\0&\x80-\uffff]/.test(value)) return value;
  const text = decode(value);
  return replaceNul(text.includes('&') ? decodeHTMLAttribute(text) : text);
}

/** Decodes the character references of text as the HTML standard says. */
export function decodeText(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

function replaceNul(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

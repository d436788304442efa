import { decodeHTML, decodeHTMLAttribute } from 'entities';

/** Decodes the character references of an attribute value as the HTML standard says. */
export function decodeAttribute(value: string): string {
  return replaceNul(value.includes('&') ? decodeHTMLAttribute(value) : value);
}

/** Decodes the character references of text as the HTML standard says. */
export function decodeText(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

function replaceNul(value: string): string {
  return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

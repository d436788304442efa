import { BadValue, parseTemplate, type Template } from '@fetchutils/plumbing';

/** Parses the URL of a service, in which {wnid} stands for the class asked for. */
export function apiTemplate(text: string): Template {
  const template = parseTemplate(text);
  const fields = template.parts.filter((part) => typeof part !== 'string');
  if (fields.length === 0 || fields.some(({ name }) => name !== 'wnid')) {
    throw new BadValue('a URL with {wnid} in it, and no other field');
  }
  return template;
}

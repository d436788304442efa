/** The URL of a `<meta http-equiv=refresh>`: the standard's "shared declarative refresh steps"; undefined if it has none. */
export function parseRefresh(content: string): string | undefined {
  const time = /^[\t\n\f\r ]*(?:\d+[\d.]*|\.[\d.]*)/.exec(content)?.[0];
  if (time === undefined) return undefined;
  let rest = content.slice(time.length);
  if (rest === '') return undefined;
  const separator = /^(?:[\t\n\f\r ]*[;,]|[\t\n\f\r ])[\t\n\f\r ]*/.exec(rest)?.[0];
  if (separator === undefined) return undefined;
  rest = rest.slice(separator.length);
  if (rest === '') return undefined;
  const url = rest.replace(/^url[\t\n\f\r ]*=[\t\n\f\r ]*/i, '');
  const quote = url.charAt(0);
  if (quote !== '"' && quote !== "'") return url;
  const end = url.indexOf(quote, 1);
  return end === -1 ? url.slice(1) : url.slice(1, end);
}

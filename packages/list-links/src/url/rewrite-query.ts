/** How the parameters of a URL are changed: names to drop, and values to set. */
export type QueryChanges = {
  strip: readonly string[];
  set: readonly (readonly [name: string, value: string])[];
};

/** A URL without the parameters to strip and with those to set; all else keeps its bytes and its order. */
export function rewriteQuery(url: string, changes: QueryChanges): string {
  const fragmentAt = url.indexOf('#');
  const fragment = fragmentAt === -1 ? '' : url.slice(fragmentAt);
  const whole = fragmentAt === -1 ? url : url.slice(0, fragmentAt);
  const queryAt = whole.indexOf('?');
  if (queryAt === -1 && changes.set.length === 0) return url;
  const written = queryAt === -1 || queryAt === whole.length - 1 ? [] : whole.slice(queryAt + 1).split('&');
  const dropped = new Set(changes.strip);
  let parameters = written.filter((parameter) => !dropped.has(nameOf(parameter)));
  for (const [name, value] of changes.set) parameters = withParameter(parameters, name, value);
  if (parameters.length === written.length && changes.set.length === 0) return url;
  const path = queryAt === -1 ? whole : whole.slice(0, queryAt);
  return `${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}${fragment}`;
}

/** Sets a parameter where it first stands, else at the end. */
function withParameter(parameters: readonly string[], name: string, value: string): string[] {
  const text = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const first = parameters.findIndex((parameter) => nameOf(parameter) === name);
  if (first === -1) return [...parameters, text];
  return parameters.flatMap((parameter, at) =>
    at === first ? [text] : nameOf(parameter) === name ? [] : [parameter],
  );
}

function nameOf(parameter: string): string {
  const written = parameter.split('=', 1)[0] ?? '';
  try {
    return decodeURIComponent(written.replaceAll('+', ' '));
  } catch {
    return written;
  }
}

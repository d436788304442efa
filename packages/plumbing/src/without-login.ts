/** A URL as it may be shown: without the `user:password@` that stands in it. Other text stays as it is. */
export function withoutLogin(text: string): string {
  // As the URL parser takes it: http: needs no slashes, and a backslash is one.
  return text.replace(/^(\s*(?:https?:[\\/]*|[a-z][a-z\d+.-]*:\/\/))[^\\/?#]*@/i, '$1');
}

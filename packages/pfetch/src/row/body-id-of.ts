/** What tells the body that a row asks for from others: its URL as it is requested. Two rows of one body may share a file. */
export function bodyIdOf({ href }: URL): string {
  const fragment = href.indexOf('#');
  return fragment < 0 ? href : href.slice(0, fragment);
}

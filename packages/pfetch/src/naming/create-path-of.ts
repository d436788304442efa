/** Tells names below `dir` as rows do: from where pfetch was started. */
export function createPathOf(dir: string): (name: string) => string {
  return dir === '.' ? (name) => name : (name) => `${dir}/${name}`;
}

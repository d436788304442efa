/**
 * Who takes part in something now, where members come and go all the time. Not a Set: each table that a Set has outgrown
 * or cleaned up refers to the next, and once one of them is old, all that ever follow, with their members, live until the
 * next full collection. That was 2 kB a file, and 40 MB at the worst.
 */
export class Roster<Member> {
  readonly #members: Member[] = [];

  get size(): number {
    return this.#members.length;
  }

  /** Takes a member that is not there yet. */
  add(member: Member): void {
    this.#members.push(member);
  }

  delete(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at < 0) return;
    const last = this.#members.pop() as Member;
    if (at < this.#members.length) this.#members[at] = last;
  }

  /** The members at this moment; they may leave while they are gone through. */
  [Symbol.iterator](): IterableIterator<Member> {
    return this.#members.slice().values();
  }
}

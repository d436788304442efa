export type OutboxParts<Message> = {
  create(): Message;
  send(message: Message): void;
  /** True where so many entries are worth a message by themselves. */
  isEnough(entries: number): boolean;
};

/**
 * Gathers what another thread is to be told. It goes once it is enough, or once a turn of the event loop has brought nothing
 * more: at once where there is little to do, and many together where there is much, since a message costs each side 15 us.
 */
export class Outbox<Message> {
  readonly #parts: OutboxParts<Message>;
  #message: Message | undefined;
  #entries = 0;

  constructor(parts: OutboxParts<Message>) {
    this.#parts = parts;
  }

  /** The message under way, for one entry more. */
  add(): Message {
    if (this.#message === undefined) {
      this.#message = this.#parts.create();
      setImmediate(() => this.#endTurn(0));
    }
    this.#entries += 1;
    return this.#message;
  }

  #endTurn(entriesBefore: number): void {
    const entries = this.#entries;
    if (entries > entriesBefore && !this.#parts.isEnough(entries)) {
      setImmediate(() => this.#endTurn(entries));
      return;
    }
    const message = this.#message;
    this.#message = undefined;
    this.#entries = 0;
    if (message !== undefined) this.#parts.send(message);
  }
}

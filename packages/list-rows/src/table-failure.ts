/** Why a table cannot be read, or not to its end: its other rows are lost, and other tables are not. */
export class TableFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryable = false,
  ) {
    super(message);
  }
}

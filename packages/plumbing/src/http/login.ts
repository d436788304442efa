/** Who one says to be. */
export type Login = { user: string; password: string };

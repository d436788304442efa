/** Why a body is not the picture that was asked for; `code` is what rows carry, `message` what people read. */
export type Fault = { code: FaultCode; message: string };

export type FaultCode = 'no-picture' | 'corrupt' | 'truncated' | 'too-small' | 'too-large' | 'aspect' | 'svg';

/** A fault of a picture whose own structure contradicts itself. */
export function corrupt(message: string): Fault {
  return { code: 'corrupt', message };
}

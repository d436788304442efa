/* eslint-disable no-restricted-globals -- this is about what is loaded, not about the process that a tool runs in */

/**
 * Node's modules that a run may never need. Streams, sockets and terminals take 3 ms of a start-up to load, so they are
 * taken when they are first asked for.
 */
export const late = {
  get net() {
    return process.getBuiltinModule('node:net');
  },
  get stream() {
    return process.getBuiltinModule('node:stream');
  },
  get tls() {
    return process.getBuiltinModule('node:tls');
  },
  get tty() {
    return process.getBuiltinModule('node:tty');
  },
  get zlib() {
    return process.getBuiltinModule('node:zlib');
  },
};

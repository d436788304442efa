export { byteSize, duration, formatBytes, formatShare } from './quantities.js';
export { fieldText } from './template/value-text.js';
export { checkOutput, type OutputKind } from './check-output.js';
export { replaceFile } from './replace-file.js';
export { codeOf, BadValue, Interrupted, ReaderGone, reasonOf, StopRun, UsageError } from './failures.js';
export { commonOptions } from './common-options.js';
export { compileTemplate, MissingField } from './template/compile-template.js';
export { createRandom, type Random } from './random.js';
export { createRowWriter, parseFormat, rowOutputOptions, type RowWriter } from './rows/write-rows.js';
export { defineCommand, type Command } from './command.js';
export { parseDimensions, type Size } from './dimensions.js';
export { exitStatus } from './exit-status.js';
export { compileFormat } from './template/format-value.js';
export { findCacheFolder } from './cache-folder.js';
export { gunzip, isGzip } from './packed/gunzip.js';
export { httpOptions } from './http-options.js';
export { httpSettings, type HttpSettings } from './http-settings.js';
export { lockFile, type FileIdentity, type FileLock } from './file-lock.js';
export { momentText } from './moment-text.js';
export { monotonicMs } from './monotonic-ms.js';
export { nearest } from './nearest.js';
export { openGrowingFile, type GrowingFile } from './open-growing-file.js';
export { openInputs, type Input } from './open-inputs.js';
export { parseShard, type Shard } from './shard.js';
export { parseTemplate, type Field, type Template } from './template/parse-template.js';
export { quote } from './quote.js';
export { peek } from './packed/peek.js';
export { isUrlOperand } from './is-url-operand.js';
export { readInputs } from './read-inputs.js';
export { readList } from './rows/read-list.js';
export { readRows } from './rows/read-rows.js';
export { unpacksTooFar } from './packed/unpacks-too-far.js';
export { refuseForeign } from './packed/refuse-foreign.js';
export { Roster } from './roster.js';
export { runMain } from './run-main.js';
export { slug } from './template/slug.js';
export { splitLines, OverlongLine } from './split-lines.js';
export { spoolNameless, spoolTo } from './packed/spool.js';
export { stableHash } from './stable-hash.js';
export {
  bodyFields,
  type DigestName,
  digestLengths,
  digestNames,
  type FieldMeaning,
  inputFields,
  passingFields,
  type OutcomeName,
  outcomes,
  resultFields,
} from './rows/fields.js';
export { errorKinds, type ErrorKind } from './http/error-kinds.js';
export { mayPass } from './http/may-pass.js';
export { fieldTable } from './rows/field-table.js';
export { fieldsOfAnswer, isResultRow, withoutResult } from './rows/without-result.js';
export { isDigest, isReserved, setAside } from './rows/set-aside.js';
export { appendMembers, dropMembers, membersOf, memberText } from './rows/row-text.js';
export { nonNegativeInteger, oneOf, positiveInteger, regularExpression } from './values.js';
export { withoutLogin } from './without-login.js';
export { toUrl } from './to-url.js';
export { version } from './version.js';
export type { InputRow, Row } from './rows/row.js';
export type { Io } from './io.js';
export type { Messages } from './messages.js';
export type { Option, OptionTable, OptionValues } from './option-table.js';
export { camelCase } from './option-table.js';
export type { Output } from './output.js';
export { whyNoUrl } from './why-no-url.js';
export { withSignal } from './derive-io.js';
export { Queue } from './queue.js';
export { KeyedHash } from './tables/keyed-hash.js';
export { PagedTable } from './tables/paged-table.js';
export { SeenTexts } from './tables/seen-texts.js';
export { openScratchFile } from './tables/scratch-file.js';
export { createSlotTable, maxReference, type SlotTable } from './tables/slot-table.js';
export { WordStore } from './tables/word-store.js';

import { errorCode } from '../../../src/domain/shared/error-code';

it.each<readonly [unknown, string]>([
  [Object.assign(new Error('u-1@example.org'), { code: 'ENOSPC' }), 'ENOSPC'],
  [new TypeError('u-1@example.org'), 'TypeError'],
  [{ _tag: 'JournalUnavailable', cause: Object.assign(new Error(), { code: 'ENOSPC' }) }, 'JournalUnavailable/ENOSPC'],
  [{ _tag: 'JournalUnavailable', cause: 'u-1@example.org' }, 'JournalUnavailable/unknown'],
  [{ code: 'u-1@example.org' }, 'unknown'],
  ['u-1@example.org', 'unknown'],
  [undefined, 'unknown'],
])('says of a failure no more than its code', (failure, code) => {
  expect(errorCode(failure)).toBe(code);
});

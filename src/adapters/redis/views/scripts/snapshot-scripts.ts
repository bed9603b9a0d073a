import { script } from './script';

/** What is over is not begun again. ARGV: the snapshot's id, millis. */
export const renewLeaseScript = script(String.raw`
local ends = redis.call('ZSCORE', KEYS[6], ARGV[1])
if not ends or tonumber(ends) < now() then return 0 end
return redis.call('ZADD', KEYS[6], 'XX', string.format('%d', now() + ARGV[2]), ARGV[1])
`);

/**
 * ARGV: the snapshot's id, millis, where to go on (empty: at the beginning), limit. Rows as they stand now, and rows as they
 * stood that were changed since; nil where the snapshot is over.
 */
export const pageScript = script(String.raw`
local ends = redis.call('ZSCORE', KEYS[6], ARGV[1])
if not opened(1) or not ends or tonumber(ends) < now() then return nil end
redis.call('ZADD', KEYS[6], string.format('%d', now() + ARGV[2]), ARGV[1])
local prefix = ARGV[1] .. '\0'
local images = redis.call('ZRANGEBYLEX', KEYS[7], '[' .. prefix .. ARGV[3], '(' .. prefix .. '\255',
  'LIMIT', 0, ARGV[4])
for i, image in ipairs(images) do images[i] = string.sub(image, #prefix + 1) end
local from = ARGV[3] == '' and '-' or '[' .. ARGV[3]
return {redis.call('ZRANGEBYLEX', KEYS[4], from, '+', 'LIMIT', 0, ARGV[4]), images}
`);

/** ARGV: the snapshot's id. */
export const endSnapshotScript = script(String.raw`
redis.call('ZREM', KEYS[6], ARGV[1])
return redis.call('ZREMRANGEBYLEX', KEYS[7], '[' .. ARGV[1] .. '\0', '(' .. ARGV[1] .. '\0\255')
`);

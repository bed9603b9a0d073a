import { script } from './script';

const now = String.raw`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function lease(id, millis) redis.call('ZADD', KEYS[4], string.format('%d', now + millis), id) end
`;

/** ARGV: ledger, the snapshot's id, millis. Ledger, position, event and generation of the view. */
export const beginSnapshotScript = script(String.raw`${now}
local head = opened()
if not head or head[2] ~= ARGV[1] then return nil end
lease(ARGV[2], ARGV[3])
return {head[2], head[3], head[4], head[5]}
`);

/**
 * ARGV: the snapshot's id, the generation, millis, where to go on (empty: at the beginning), limit. Rows as they stand now, and
 * rows as they stood that were changed since; nil where the snapshot is over.
 */
export const pageScript = script(String.raw`${now}
local head = opened()
local ends = redis.call('ZSCORE', KEYS[4], ARGV[1])
if not head or head[5] ~= ARGV[2] or not ends or tonumber(ends) < now then return nil end
lease(ARGV[1], ARGV[3])
local prefix = ARGV[1] .. '\0'
local images = redis.call('ZRANGEBYLEX', KEYS[5], '[' .. prefix .. ARGV[4], '(' .. prefix .. '\255',
  'LIMIT', 0, ARGV[5])
for i, image in ipairs(images) do images[i] = string.sub(image, #prefix + 1) end
local from = ARGV[4] == '' and '-' or '[' .. ARGV[4]
return {redis.call('ZRANGEBYLEX', KEYS[2], from, '+', 'LIMIT', 0, ARGV[5]), images}
`);

/** ARGV: the snapshot's id. */
export const endSnapshotScript = script(String.raw`
redis.call('ZREM', KEYS[4], ARGV[1])
return redis.call('ZREMRANGEBYLEX', KEYS[5], '[' .. ARGV[1] .. '\0', '(' .. ARGV[1] .. '\0\255')
`);

import { standingScript } from './script';

/** The view that is asked: ARGV: place, version (empty: of any), ledger. */
const asked = String.raw`
local head = opened(1)
if not head or head[3] ~= ARGV[3] or (ARGV[2] ~= '' and head[2] ~= ARGV[2]) then return nil end
`;

/**
 * ARGV: place. Version, ledger, position, event and generation of the view, whatever ledger it is of, and whether there is
 * something to be swept; nil where it is not there.
 */
export const checkpointScript = standingScript(String.raw`
local head = opened(1)
return head and {head[2], head[3], head[4], head[5], generation(1), tostring(isDue())}
`);

/** ARGV: place, version, ledger, then packed keys. The position, then the value of each row, empty where there is none. */
export const getScript = standingScript(String.raw`${asked}
local reply = {head[4]}
for i = 4, #ARGV do
  local row = find(ARGV[i])
  reply[i - 2] = row and value(row, #ARGV[i] + 1) or ''
end
return reply
`);

/** ARGV: place, version, ledger, command, its two bounds, limit. The position, then a place and the value of its row, in turns. */
export const rangeScript = standingScript(String.raw`${asked}
local reply = {head[4]}
for _, place in ipairs(redis.call(ARGV[4], KEYS[5], ARGV[5], ARGV[6], 'LIMIT', 0, ARGV[7])) do
  local sorted = separator(place, separator(place, 1) + 1)
  local keyed = separator(place, sorted + 1)
  local key = string.sub(place, keyed + 1) .. string.sub(place, sorted + 1, keyed)
  local row = find(key)
  if not row then return redis.error_reply('LEDGER a place without a row') end
  reply[#reply + 1] = place
  reply[#reply + 1] = value(row, #key + 1)
end
return reply
`);

/** ARGV: place, version, ledger, two bounds. The position, and how many places lie between them. */
export const countScript = standingScript(String.raw`${asked}
return {head[4], redis.call('ZLEXCOUNT', KEYS[5], ARGV[4], ARGV[5])}
`);

/** ARGV: place, version, ledger, the snapshot's id, millis. Version, ledger, position, event and generation of the view. */
export const beginSnapshotScript = standingScript(String.raw`${asked}
redis.call('ZADD', KEYS[6], string.format('%d', now() + ARGV[5]), ARGV[4])
return {head[2], head[3], head[4], head[5], generation(1)}
`);

import { script } from './script';

/** Ledger, position, event and generation of the view, whatever ledger it is of; nil where it is not there. */
export const checkpointScript = script(String.raw`
local head = opened()
return head and {head[2], head[3], head[4], head[5]}
`);

/** ARGV: ledger, then packed keys. The position, then the value of each row, empty where there is none. */
export const getScript = script(String.raw`
local head = opened()
if not head or head[2] ~= ARGV[1] then return nil end
local reply = {head[3]}
for i = 2, #ARGV do
  local row = find(ARGV[i])
  reply[i] = row and value(row, #ARGV[i] + 1) or ''
end
return reply
`);

/** ARGV: ledger, command, its two bounds, limit. The position, then a place and the value of its row, in turns. */
export const rangeScript = script(String.raw`
local head = opened()
if not head or head[2] ~= ARGV[1] then return nil end
local reply = {head[3]}
for _, place in ipairs(redis.call(ARGV[2], KEYS[3], ARGV[3], ARGV[4], 'LIMIT', 0, ARGV[5])) do
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

/** ARGV: ledger, two bounds. The position, and how many places lie between them. */
export const countScript = script(String.raw`
local head = opened()
if not head or head[2] ~= ARGV[1] then return nil end
return {head[3], redis.call('ZLEXCOUNT', KEYS[3], ARGV[2], ARGV[3])}
`);

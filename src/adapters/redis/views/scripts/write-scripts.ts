import { layout } from '../view-keys';
import { script } from './script';

/** ARGV: ledger, generation. Drops what there is, and begins the view at position 0. */
export const resetScript = script(String.raw`
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('HSET', KEYS[1], 'layout', '${layout}', 'ledger', ARGV[1], 'position', '0', 'event', '', 'generation', ARGV[2],
  'rows', '0', 'places', '0')
return 1
`);

/**
 * ARGV: ledger, position and event of the checkpoint that is left, the same of the one that is reached, then a packed key and
 * a packed content for each change. 1: it was taken; 0: the view stands at another checkpoint, or is not there.
 */
export const applyScript = script(String.raw`
local head = opened()
if not head or head[2] ~= ARGV[1] or head[3] ~= ARGV[2] or head[4] ~= ARGV[3] then return 0 end

local snapshots = {}
if redis.call('EXISTS', KEYS[4]) == 1 then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', '(' .. string.format('%d', now))) do
    redis.call('ZREM', KEYS[4], id)
    redis.call('ZREMRANGEBYLEX', KEYS[5], '[' .. id .. '\0', '(' .. id .. '\0\255')
  end
  snapshots = redis.call('ZRANGE', KEYS[4], 0, -1)
end

local function remember(key, before)
  for _, id in ipairs(snapshots) do
    local image = id .. '\0' .. key
    if redis.call('ZLEXCOUNT', KEYS[5], '[' .. image, '(' .. image .. '\255') == 0 then
      redis.call('ZADD', KEYS[5], 0, id .. '\0' .. (before or key .. '\254'))
    end
  end
end

local rows, placed = tonumber(head[6]), tonumber(head[7])
for i = 7, #ARGV, 2 do
  local key, content = ARGV[i], ARGV[i + 1]
  local before = find(key)
  local after = content ~= '' and key .. content or nil
  if before ~= after then
    remember(key, before)
    local cut = separator(key, 1)
    local tail = string.sub(key, cut + 1) .. string.sub(key, 1, cut)
    local left = {}
    if before then
      for _, place in ipairs((places(before, #key + 1))) do left[place] = true end
      redis.call('ZREM', KEYS[2], before)
      rows = rows - 1
    end
    if after then
      for _, place in ipairs((places(content, 1))) do
        if left[place] then left[place] = nil
        else placed = placed + redis.call('ZADD', KEYS[3], 0, place .. tail) end
      end
      redis.call('ZADD', KEYS[2], 0, after)
      rows = rows + 1
    end
    for place in pairs(left) do placed = placed - redis.call('ZREM', KEYS[3], place .. tail) end
  end
end
redis.call('HSET', KEYS[1], 'ledger', ARGV[4], 'position', ARGV[5], 'event', ARGV[6],
  'rows', string.format('%d', rows), 'places', string.format('%d', placed))
return 1
`);

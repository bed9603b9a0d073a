import { layout } from '../view-keys';
import { script, standingScript } from './script';

/** So long the rows of a view that was replaced are kept, for those who are reading on. */
const REPLACED_MILLIS = 60_000;

/** ARGV: place, version, ledger. The given generation takes the place, empty, at position 0; what stood there is gone. */
export const resetScript = script(String.raw`
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before then redis.call('ZADD', KEYS[2], 0, before) end
redis.call('HSET', KEYS[1], ARGV[1], generation(1))
redis.call('HSET', KEYS[3], 'layout', '${layout}', 'version', ARGV[2], 'ledger', ARGV[3], 'position', '0', 'event', '',
  'rows', '0', 'places', '0')
return 1
`);

/** ARGV: place, version. What is not whole is dropped too, whatever it was. */
export const dropScript = standingScript(String.raw`
local version = redis.call('HGET', KEYS[3], 'version')
if absent[1] or (version and version ~= ARGV[2]) then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], 0, generation(1))
return 1
`);

/**
 * ARGV: place, version, then ledger, position and event of the checkpoint that is left, the same of the one that is reached,
 * then a packed key and a packed content for each change.
 */
const step = String.raw`
local head = opened(1)
if not head or head[2] ~= ARGV[2] then return 0 end
if head[3] ~= ARGV[3] or head[4] ~= ARGV[4] or head[5] ~= ARGV[5] then return 0 end
`;

/** Snapshots whose readers did not come back are ended first, so that nothing is kept for them. */
const changed = String.raw`
local snapshots = {}
if redis.call('EXISTS', KEYS[6]) == 1 then
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', '(' .. string.format('%d', now()))) do
    redis.call('ZREM', KEYS[6], id)
    redis.call('ZREMRANGEBYLEX', KEYS[7], '[' .. id .. '\0', '(' .. id .. '\0\255')
  end
  snapshots = redis.call('ZRANGE', KEYS[6], 0, -1)
end

local function remember(key, before)
  for _, id in ipairs(snapshots) do
    local image = id .. '\0' .. key
    if redis.call('ZLEXCOUNT', KEYS[7], '[' .. image, '(' .. image .. '\255') == 0 then
      redis.call('ZADD', KEYS[7], 0, id .. '\0' .. (before or key .. '\254'))
    end
  end
end

local rows, placed = tonumber(head[6]), tonumber(head[7])
for i = 9, #ARGV, 2 do
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
      redis.call('ZREM', KEYS[4], before)
      rows = rows - 1
    end
    if after then
      for _, place in ipairs((places(content, 1))) do
        if left[place] then left[place] = nil
        else placed = placed + redis.call('ZADD', KEYS[5], 0, place .. tail) end
      end
      redis.call('ZADD', KEYS[4], 0, after)
      rows = rows + 1
    end
    for place in pairs(left) do placed = placed - redis.call('ZREM', KEYS[5], place .. tail) end
  end
end
redis.call('HSET', KEYS[3], 'ledger', ARGV[6], 'position', ARGV[7], 'event', ARGV[8],
  'rows', string.format('%d', rows), 'places', string.format('%d', placed))
`;

/** 0: the view stands at another checkpoint, or is not there; 1: taken; 2: taken, and there is something to be swept. */
export const applyScript = standingScript(String.raw`${step}${changed}
return isDue() and 2 or 1
`);

/** The same of the view beside, which becomes the live one. 0 also where that would take readers back. Positions are decimals. */
export const promoteScript = standingScript(
  String.raw`${step}
local live = opened(2)
if live and live[3] == ARGV[6] then
  if tonumber(live[2]) > tonumber(head[2]) or #live[4] > #ARGV[7] then return 0 end
  if #live[4] == #ARGV[7] and live[4] > ARGV[7] then return 0 end
end
${changed}
if not absent[2] then redis.call('ZADD', KEYS[2], string.format('%d', now() + ${String(REPLACED_MILLIS)}), generation(2)) end
redis.call('HSET', KEYS[1], 'live', generation(1))
redis.call('HDEL', KEYS[1], 'beside')
return 1
`,
  'live',
);

import { type Script, scriptOf } from '../../script';
import { layout, type Place } from '../view-keys';

/** One that asks first what stands in the place that it is about, and in the places that it is about besides. */
export type StandingScript = Script & { readonly besides: ReadonlyArray<Place> };

/**
 * What every script begins with. KEYS: the two of the name, then the five of each generation (view-keys.ts). `opened` is the
 * head of the n-th of these, or nil where that view is not there whole: it was never begun, was wiped, or a part of it was
 * evicted or removed by somebody else. So no answer is ever made of what is left of one. `separator` is the zero that ends
 * the part beginning at `from` (see sortable.ts); `find` the row of a packed key.
 */
const prelude = String.raw`
local absent = {}
local function generation(n) return string.sub(KEYS[5 * n - 2], #KEYS[1] + 2) end
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local function isDue()
  if redis.call('EXISTS', KEYS[2]) == 0 then return false end
  return redis.call('ZCOUNT', KEYS[2], '-inf', string.format('%d', now())) > 0
end
local function opened(n)
  if absent[n] then return nil end
  local head = redis.call('HMGET', KEYS[5 * n - 2], 'layout', 'version', 'ledger', 'position', 'event', 'rows', 'places')
  if head[1] ~= '${layout}' then return nil end
  if redis.call('ZCARD', KEYS[5 * n - 1]) ~= tonumber(head[6]) then return nil end
  if redis.call('ZCARD', KEYS[5 * n]) ~= tonumber(head[7]) then return nil end
  return head
end
local function separator(text, from)
  local at = string.find(text, '\0', from, true)
  while at and string.byte(text, at + 1) == 255 do at = string.find(text, '\0', at + 2, true) end
  return at
end
local function find(key)
  return redis.call('ZRANGEBYLEX', KEYS[4], '[' .. key, '(' .. key .. '\255', 'LIMIT', 0, 1)[1]
end
local function places(stored, from)
  local list, at = {}, from + 2
  for i = 1, string.byte(stored, from) * 256 + string.byte(stored, from + 1) do
    local last = separator(stored, separator(stored, at) + 1)
    list[i] = string.sub(stored, at, last)
    at = last + 1
  end
  return list, at
end
local function value(stored, from)
  local _, at = places(stored, from)
  return string.sub(stored, at)
end
`;

export const script = (body: string): Script => scriptOf(prelude + body);

/**
 * ARGV: the place, then what the body asks for. The reply names the generation that stands in each place, empty where none
 * does; the body's answer follows where these are the ones whose keys were given.
 */
export const standingScript = (body: string, ...besides: ReadonlyArray<Place>): StandingScript => ({
  ...script(String.raw`
local function answer()
${body}
end
local reply, isGiven = {}, true
for n, place in ipairs({ARGV[1]${besides.map((place) => `, '${place}'`).join('')}}) do
  local standing = redis.call('HGET', KEYS[1], place)
  reply[n] = standing or ''
  absent[n] = not standing
  if standing and standing ~= generation(n) then isGiven = false end
end
if isGiven then reply[#reply + 1] = answer() end
return reply
`),
  besides,
});

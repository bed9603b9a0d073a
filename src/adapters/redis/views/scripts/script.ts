import { createHash } from 'node:crypto';
import { layout } from '../view-keys';

export type Script = { readonly lua: string; readonly sha: string };

/**
 * What every script begins with. `opened` is the head of the view, or nil where the view is not there whole: it was never
 * begun, was wiped, or a part of it was evicted or removed by somebody else. So no answer is ever made of what is left of one.
 * `separator` is the zero that ends the part beginning at `from` (see sortable.ts); `find` the row of a packed key.
 */
const prelude = String.raw`
local function opened()
  local head = redis.call('HMGET', KEYS[1], 'layout', 'ledger', 'position', 'event', 'generation', 'rows', 'places')
  if head[1] ~= '${layout}' then return nil end
  if redis.call('ZCARD', KEYS[2]) ~= tonumber(head[6]) then return nil end
  if redis.call('ZCARD', KEYS[3]) ~= tonumber(head[7]) then return nil end
  return head
end
local function separator(text, from)
  local at = string.find(text, '\0', from, true)
  while at and string.byte(text, at + 1) == 255 do at = string.find(text, '\0', at + 2, true) end
  return at
end
local function find(key)
  return redis.call('ZRANGEBYLEX', KEYS[2], '[' .. key, '(' .. key .. '\255', 'LIMIT', 0, 1)[1]
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

export const script = (body: string): Script => {
  const lua = prelude + body;
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
};

import { type Script, scriptOf } from '../script';
import { KID_LENGTH, SECRET_LENGTH } from './layout';

/** KEYS as in layout.ts. ARGV[1] is the name of the ring that was opened: no answer is made of another one. */
const script = (body: string): Script =>
  scriptOf(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return redis.error_reply('RINGLOST the key ring is not the one that was opened')
end
${body}`);

/** ARGV: an expiry or '', then owner, a name and a secret for each. Answers what each owner has now; '' where it gets none. */
export const ensureScript = script(`
local answer = {}
for i = 3, #ARGV, 3 do
  local owner, kid = ARGV[i], ARGV[i + 1]
  local stored = redis.call('HGET', KEYS[2], owner)
  if not stored and redis.call('SISMEMBER', KEYS[5], owner) == 0 then
    stored = kid .. ARGV[i + 2] .. ARGV[2]
    redis.call('HSET', KEYS[2], owner, stored)
    redis.call('HSET', KEYS[3], kid, owner)
    redis.call('ZADD', KEYS[4], 0, owner)
  end
  answer[#answer + 1] = stored or ''
end
return answer`);

/** ARGV: owners. Answers what each has; '' where it has none. */
export const presentScript = script(`
local answer = {}
for i = 2, #ARGV do answer[i - 1] = redis.call('HGET', KEYS[2], ARGV[i]) or '' end
return answer`);

/** ARGV: owners. Answers '1' for each that was destroyed for good; '' for any other. */
export const goneScript = script(`
local answer = {}
for i = 2, #ARGV do answer[i - 1] = redis.call('SISMEMBER', KEYS[5], ARGV[i]) == 1 and '1' or '' end
return answer`);

/** ARGV: names of keys. Answers the secret of each; '' where there is none. */
export const findScript = script(`
local answer = {}
for i = 2, #ARGV do
  local owner = redis.call('HGET', KEYS[3], ARGV[i])
  local stored = owner and redis.call('HGET', KEYS[2], owner)
  local found = stored and string.sub(stored, 1, ${String(KID_LENGTH)}) == ARGV[i]
  answer[i - 1] = found and string.sub(stored, ${String(KID_LENGTH + 1)}, ${String(KID_LENGTH + SECRET_LENGTH)}) or ''
end
return answer`);

/** ARGV: '1' for good, else '0', then owners. */
export const destroyScript = script(`
local destroyed = 0
for i = 3, #ARGV do
  local owner = ARGV[i]
  if ARGV[2] == '1' then redis.call('SADD', KEYS[5], owner) end
  local stored = redis.call('HGET', KEYS[2], owner)
  if stored then
    redis.call('HDEL', KEYS[2], owner)
    redis.call('HDEL', KEYS[3], string.sub(stored, 1, ${String(KID_LENGTH)}))
    redis.call('ZREM', KEYS[4], owner)
    destroyed = destroyed + 1
  end
end
if destroyed > 0 then redis.call('INCRBY', KEYS[6], destroyed) end
return destroyed`);

/** ARGV: the bounds, and how many. Answers owner and expiry, one after the other. */
export const heldScript = script(`
local answer = {}
for _, owner in ipairs(redis.call('ZRANGEBYLEX', KEYS[4], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])) do
  answer[#answer + 1] = owner
  answer[#answer + 1] = string.sub(redis.call('HGET', KEYS[2], owner) or '', ${String(KID_LENGTH + SECRET_LENGTH + 1)})
end
return answer`);

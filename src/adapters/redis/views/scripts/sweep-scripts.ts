import { script } from './script';

/** The generations of a name that may go by now. */
export const dueScript = script(String.raw`
return redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%d', now()))
`);

/** Removes the generation, unless somebody reads on in a snapshot of it: then it is kept until that may end. */
export const sweepScript = script(String.raw`
local due = redis.call('ZSCORE', KEYS[2], generation(1))
if not due then return 0 end
local last = redis.call('ZRANGE', KEYS[6], -1, -1, 'WITHSCORES')[2]
if tonumber(due) > 0 and last and tonumber(last) >= now() then
  redis.call('ZADD', KEYS[2], last, generation(1))
  return 0
end
redis.call('ZREM', KEYS[2], generation(1))
return redis.call('UNLINK', KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7])
`);

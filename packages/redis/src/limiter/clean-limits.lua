-- Looks at some counters of limits and removes those that would stay: without an expiry, or not used for too long.
-- ARGV: cursor, pattern, keys to look at, seconds. Returns { next cursor, keys seen, keys removed }.
local found = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local removed = 0
for _, key in ipairs(found[2]) do
  if redis.call('PTTL', key) == -1 or redis.call('OBJECT', 'IDLETIME', key) > tonumber(ARGV[4]) then
    removed = removed + redis.call('UNLINK', key)
  end
end
return { found[1], #found[2], removed }

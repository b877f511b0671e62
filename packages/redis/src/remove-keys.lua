-- Removes, among some keys, those that match. ARGV: cursor, pattern, keys to look at. Returns { next cursor, keys removed }.
local found = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local removed = 0
for _, key in ipairs(found[2]) do
  removed = removed + redis.call('UNLINK', key)
end
return { found[1], removed }

-- An exact sliding window: one sorted-set member per allowed call, scored by Redis' own clock in microseconds.
-- KEYS[1] the window's key; ARGV: limit, window in ms, burst limit, burst window in ms.
-- Returns { allowed 0|1, calls left in the window, milliseconds until a retry makes sense }.
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000
local burst_limit, burst_window = tonumber(ARGV[3]), tonumber(ARGV[4]) * 1000
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local used = redis.call('ZCARD', KEYS[1])

-- Microseconds until fewer than `allowed` calls lie within the last `span`.
local function wait_for(allowed, span)
  local blocking = redis.call('ZRANGE', KEYS[1], -allowed, -allowed, 'WITHSCORES')
  return blocking[2] + span - now
end

local wait = 0
if used >= limit then
  wait = wait_for(limit, window)
elseif redis.call('ZCOUNT', KEYS[1], '(' .. string.format('%.0f', now - burst_window), '+inf') >= burst_limit then
  wait = wait_for(burst_limit, burst_window)
end
if wait > 0 then
  return { 0, math.max(0, limit - used), math.ceil(wait / 1000) }
end

local member = string.format('%.0f', now)
-- Two calls in the same microsecond are two members.
while redis.call('ZADD', KEYS[1], 'NX', now, member) == 0 do
  member = member .. "'"
end
redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
return { 1, limit - used - 1, 0 }

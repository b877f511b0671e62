-- An exact sliding window: one member of a sorted set per call, scored by its time. `extra`: calls that any ten seconds may
-- see, 0 for as many as the limit.
local burst_window = 10 * 1000000

-- Microseconds until fewer than `allowed` calls lie within the last `span`.
local function wait_for(rule, now, allowed, span)
  local blocking = redis.call('ZRANGE', rule.key, -allowed, -allowed, 'WITHSCORES')
  return tonumber(blocking[2]) + span - now
end

algorithms.sliding_window = {
  judge = function(rule, now)
    redis.call('ZREMRANGEBYSCORE', rule.key, '-inf', whole(now - rule.window))
    local used = redis.call('ZCARD', rule.key)
    local left = rule.limit - used
    local wait = 0
    if left <= 0 then
      wait = wait_for(rule, now, rule.limit, rule.window)
    end
    if rule.extra > 0 then
      local recent = redis.call('ZCOUNT', rule.key, '(' .. whole(now - burst_window), '+inf')
      if recent >= rule.extra then
        wait = math.max(wait, wait_for(rule, now, rule.extra, burst_window))
      end
      left = math.min(left, rule.extra - recent)
    end
    local newest = redis.call('ZRANGE', rule.key, -1, -1, 'WITHSCORES')[2]
    return { wait = wait, left = left, reset = newest and tonumber(newest) + rule.window - now or 0 }
  end,

  spend = function(rule, now, standing)
    local at = whole(now)
    local member = at
    -- Two calls in the same microsecond are two members.
    while redis.call('ZADD', rule.key, 'NX', at, member) == 0 do
      member = member .. "'"
    end
    local others = {}
    for call = 2, rule.calls do
      others[#others + 1] = at
      others[#others + 1] = member .. '+' .. call
    end
    if #others > 0 then
      redis.call('ZADD', rule.key, unpack(others))
    end
    redis.call('PEXPIRE', rule.key, whole(math.ceil(rule.window / 1000)))
    standing.left = standing.left - rule.calls
    standing.reset = rule.window
  end,
}

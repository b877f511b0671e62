-- A count that starts anew with each window of the clock.
algorithms.fixed_window = {
  judge = function(rule, now)
    local start = whole(now - now % rule.window)
    local held = redis.call('HMGET', rule.key, 'start', 'used')
    local used = held[1] == start and tonumber(held[2]) or 0
    local rest = rule.window - now % rule.window
    return { start = start, used = used, left = rule.limit - used, wait = used >= rule.limit and rest or 0, reset = rest }
  end,

  spend = function(rule, _, standing)
    redis.call('HSET', rule.key, 'start', standing.start, 'used', whole(standing.used + rule.calls))
    redis.call('PEXPIRE', rule.key, whole(math.ceil(standing.reset / 1000)))
    standing.left = standing.left - rule.calls
  end,
}

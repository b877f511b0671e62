-- A bucket that refills evenly, `limit` units per window, and holds at most `extra`. A cost above that waits for a full bucket
-- and leaves a debt; so may what is charged afterwards.
local function rate_of(rule)
  return rule.limit / rule.window
end

algorithms.token_bucket = {
  judge = function(rule, now)
    local held = redis.call('HMGET', rule.key, 'tokens', 'at')
    local tokens = rule.extra
    if held[1] then
      local passed = math.max(0, now - tonumber(held[2]))
      tokens = math.min(rule.extra, tonumber(held[1]) + passed * rate_of(rule))
    end
    local missing = math.min(rule.cost, rule.extra) - tokens
    return {
      tokens = tokens,
      wait = missing > 0 and missing / rate_of(rule) or 0,
      left = math.floor(tokens),
      reset = (rule.extra - tokens) / rate_of(rule),
    }
  end,

  spend = function(rule, now, standing)
    local tokens = standing.tokens - rule.cost
    standing.left = math.floor(tokens)
    standing.reset = (rule.extra - tokens) / rate_of(rule)
    redis.call('HSET', rule.key, 'tokens', string.format('%.17g', tokens), 'at', whole(now))
    redis.call('PEXPIRE', rule.key, whole(math.ceil(standing.reset / 1000) + 1000))
  end,
}

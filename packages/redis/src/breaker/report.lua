-- Takes down what a call came to. KEYS[1] the breaker; ARGV: the call's generation, its outcome, failures that open, calls that
-- are looked at, milliseconds to stay open. Returns opened|closed|none.
local breaker = load(KEYS[1])
local outcome = ARGV[2]
if not breaker or breaker.gen ~= ARGV[1] then
  return 'none'
end
local function open()
  enter(KEYS[1], breaker, 'open', now + tonumber(ARGV[5]) * 1000)
  return 'opened'
end

if breaker.state == 'half_open' then
  if outcome == 'success' then
    enter(KEYS[1], breaker, 'closed', 0)
    return 'closed'
  end
  if outcome == 'failure' then
    return open()
  end
  -- It tells nothing: the next call may try.
  redis.call('HSET', KEYS[1], 'until', '0')
  return 'none'
end

if outcome == 'refusal' then
  return 'none'
end
local results = string.sub(breaker.results .. (outcome == 'failure' and '1' or '0'), -tonumber(ARGV[4]))
local _, failures = string.gsub(results, '1', '')
if failures >= tonumber(ARGV[3]) then
  return open()
end
redis.call('HSET', KEYS[1], 'results', results)
return 'none'

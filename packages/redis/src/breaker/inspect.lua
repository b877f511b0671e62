-- Tells how breakers stand. KEYS: the breakers. Returns for each { state, failures, calls, ms until a call may try }.
local reply = {}
for i, key in ipairs(KEYS) do
  local breaker = load(key)
  if breaker then
    local _, failures = string.gsub(breaker.results, '1', '')
    local wait = breaker.state == 'closed' and 0 or math.max(0, breaker.deadline - now)
    reply[i] = { breaker.state, failures, #breaker.results, math.ceil(wait / 1000) }
  else
    reply[i] = { 'closed', 0, 0, 0 }
  end
end
return reply

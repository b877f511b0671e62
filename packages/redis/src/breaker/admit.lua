-- Asks whether a call may go through. KEYS[1] the breaker; ARGV: a prober's lease in ms, whether the caller may probe (0|1).
-- Returns { admitted 0|1, generation, milliseconds until a retry makes sense, whether it is a try 0|1 }.
local breaker = load(KEYS[1])
if not breaker then
  return { 1, enter(KEYS[1], nil, 'closed', 0), 0, 0 }
end
if breaker.state == 'closed' then
  return { 1, breaker.gen, 0, 0 }
end
if now < breaker.deadline then
  return { 0, breaker.gen, math.ceil((breaker.deadline - now) / 1000), 0 }
end
-- It has been open for long enough, or who tried it has not been heard of.
if ARGV[2] == '0' then
  return { 0, breaker.gen, 1000, 0 }
end
return { 1, enter(KEYS[1], breaker, 'half_open', now + tonumber(ARGV[1]) * 1000), 0, 1 }

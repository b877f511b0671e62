-- A breaker is a hash: state; gen, a number of the clock that no other generation of it ever had, also when Redis has lost its
-- data in between; results of the last calls (1 a failure, the newest last); until, in microseconds: open until then, or a
-- prober's lease until then.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function whole(number)
  return string.format('%.0f', number)
end

local function load(key)
  local held = redis.call('HMGET', key, 'state', 'gen', 'results', 'until')
  if not held[1] then
    return nil
  end
  return { state = held[1], gen = held[2], results = held[3], deadline = tonumber(held[4]) }
end

-- Moves the breaker on; what was admitted before belongs to an older generation.
local function enter(key, before, state, deadline)
  local gen = whole(math.max(now, before and tonumber(before.gen) + 1 or 0))
  redis.call('HSET', key, 'state', state, 'gen', gen, 'results', '', 'until', whole(deadline))
  return gen
end

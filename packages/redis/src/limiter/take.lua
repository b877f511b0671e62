-- Counts one call under several rules, all or none, by Redis' own clock.
-- KEYS: a count per rule. ARGV: `take`, `peek` (counts nothing) or `charge` (counts whatever the rules say); then for each
-- rule: algorithm, limit, window in ms, extra, cost.
-- Returns for each rule { ms to wait, units left, ms until the whole quota is there }.
local mode = ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local rules, standings, refused = {}, {}, false
for i, key in ipairs(KEYS) do
  local at = 2 + (i - 1) * 5
  rules[i] = {
    key = key,
    algorithm = algorithms[ARGV[at]],
    limit = tonumber(ARGV[at + 1]),
    window = tonumber(ARGV[at + 2]) * 1000,
    extra = tonumber(ARGV[at + 3]),
    cost = tonumber(ARGV[at + 4]),
  }
  standings[i] = rules[i].algorithm.judge(rules[i], now)
  refused = refused or standings[i].wait > 0
end

local reply = {}
for i, rule in ipairs(rules) do
  local standing = standings[i]
  if mode == 'charge' or (mode == 'take' and not refused) then
    rule.algorithm.spend(rule, now, standing)
  end
  reply[i] = { math.ceil(standing.wait / 1000), math.max(0, standing.left), math.max(0, math.ceil(standing.reset / 1000)) }
end
return reply

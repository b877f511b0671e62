-- Counts one call under several rules, all or none, by Redis' own clock.
-- KEYS: a count per rule. ARGV: `take`, `peek` (counts nothing), `charge` (counts whatever the rules say) or `lease` (counts as
-- many calls of one rule as there are left, up to its cost); then for each rule: algorithm, limit, window in ms, extra, cost.
-- Returns for each rule { ms to wait, units left, ms until the whole quota is there, calls counted }.
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
    cost = mode == 'lease' and 1 or tonumber(ARGV[at + 4]),
    calls = 1,
  }
  standings[i] = rules[i].algorithm.judge(rules[i], now)
  refused = refused or standings[i].wait > 0
end

if mode == 'lease' and not refused then
  rules[1].calls = math.min(tonumber(ARGV[6]), standings[1].left)
  rules[1].cost = rules[1].calls
end

local reply = {}
for i, rule in ipairs(rules) do
  local standing = standings[i]
  local spends = mode == 'charge' or (mode ~= 'peek' and not refused)
  if spends then
    rule.algorithm.spend(rule, now, standing)
  end
  local wait, reset = math.ceil(standing.wait / 1000), math.ceil(standing.reset / 1000)
  reply[i] = { wait, math.max(0, standing.left), math.max(0, reset), spends and rule.calls or 0 }
end
return reply

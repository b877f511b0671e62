-- Each algorithm judges a rule without changing its count, and spends what was asked for. A rule: key, limit, window in
-- microseconds, extra, cost, calls (how many a window counts at once). A standing: wait (microseconds, 0 when allowed), left (units), reset (microseconds).
local algorithms = {}

-- An integer as Redis takes it: all its digits.
local function whole(number)
  return string.format('%.0f', number)
end

-- Closes a breaker and forgets what led to its opening. KEYS[1] the breaker.
enter(KEYS[1], load(KEYS[1]), 'closed', 0)
return 'closed'

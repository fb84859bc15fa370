-- Own data: weeks without learning.
-- params: guest bytes
-- columns: monday_on day
SELECT guest_blocked_week.monday AS monday_on
  FROM guest_blocked_week JOIN guest ON guest.id = guest_blocked_week.guest
 WHERE guest.token_hash = :guest
 ORDER BY guest_blocked_week.monday

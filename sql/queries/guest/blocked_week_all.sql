-- Blocked weeks of a guest.
-- params: guest ref
-- columns: monday day
SELECT monday FROM guest_blocked_week WHERE guest = :guest ORDER BY monday

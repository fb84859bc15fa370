-- Acts of which no consent in force is made any more.
-- params: before day
DELETE FROM consent WHERE day < :before

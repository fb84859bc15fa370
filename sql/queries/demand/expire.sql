-- Months that no later one follows any more.
-- params: before day
DELETE FROM demand_row WHERE month < :before

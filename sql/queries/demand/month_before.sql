-- The last month before one in which demand was counted; 0: none.
-- params: month day
-- columns: month day
SELECT MAX(month) AS month FROM demand_row WHERE month < :month

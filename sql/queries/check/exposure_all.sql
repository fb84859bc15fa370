-- How often each item was eligible and asked.
-- columns: item text, eligible int, asked int
SELECT item, eligible, asked FROM check_exposure ORDER BY item

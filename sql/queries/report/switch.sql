-- Switch an analysis off, or on.
-- params: organisation ref, analysis text, off flag, now instant
INSERT INTO report_switch (organisation, analysis, off, changed) VALUES (:organisation, :analysis, :off, :now)
    ON CONFLICT (organisation, analysis) DO UPDATE SET off = excluded.off, changed = excluded.changed

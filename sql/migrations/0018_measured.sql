-- What a check measured goes along with the rating that it became (CURRICULUM-18).
ALTER TABLE guest_rating ADD COLUMN reached bytes CHECK (reached IS NULL OR length(reached) = 8); -- percent that level 1, 2 .. 8 is reached; NULL: rated by the person

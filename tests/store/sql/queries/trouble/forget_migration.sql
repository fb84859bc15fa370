-- Forget that a migration was applied.
-- params: number int
DELETE FROM migration WHERE number = :number

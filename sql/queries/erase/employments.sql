-- What organisations entered about the person.
-- params: account ref
DELETE FROM employment WHERE account = :account

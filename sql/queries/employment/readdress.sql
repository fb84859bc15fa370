-- Somebody who has not answered has another mail address: the entry is of whoever that is.
-- params: account ref, id key, organisation ref
UPDATE employment SET account = :account, invited = NULL WHERE id = :id AND organisation = :organisation

-- A guest signs in: what they consented to is the account's.
-- params: from_person bytes, to_person bytes
UPDATE consent SET person = :to_person WHERE person = :from_person

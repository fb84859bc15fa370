-- A module vanished from its feed, or came back.
-- params: gone flag, id key
UPDATE module SET gone = :gone WHERE id = :id AND gone <> :gone

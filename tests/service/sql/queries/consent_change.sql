-- What nobody may do.
UPDATE consent SET act = 'given' WHERE act = 'taken_back'

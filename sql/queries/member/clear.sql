-- Nobody is a member.
DELETE FROM member

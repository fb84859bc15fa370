-- It is read now.
-- params: share text, at instant
INSERT INTO check_share_look (share, at) VALUES (:share, :at)

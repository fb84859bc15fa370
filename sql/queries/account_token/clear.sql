-- Earlier links of this kind work no more.
-- params: account ref, purpose text
DELETE FROM account_token WHERE account = :account AND purpose = :purpose

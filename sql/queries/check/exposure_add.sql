-- More checks that could ask the item, or did.
-- params: item text, eligible int, asked int
INSERT INTO check_exposure (item, eligible, asked) VALUES (:item, :eligible, :asked)
    ON CONFLICT (item) DO UPDATE
   SET eligible = check_exposure.eligible + excluded.eligible, asked = check_exposure.asked + excluded.asked

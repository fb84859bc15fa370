-- A topic of a module.
-- params: module ref, topic ref
INSERT INTO module_topic (module, topic)
VALUES (:module, :topic)

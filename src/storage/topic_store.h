/* SPDX-License-Identifier: EUPL-1.2 */
/* Topics: saved as a whole list, which becomes the current one. */
#ifndef KC_STORAGE_TOPIC_STORE_H
#define KC_STORAGE_TOPIC_STORE_H

#include "domain/topic.h"
#include "storage/db.h"

/*
 * Save the list in the order in which it is shown. A code keeps the id that it has in the
 * database; others get the next free one: the ids of `topics` are set accordingly, so read
 * what refers to topics after this. Topics that are not in the list are retired.
 *
 *   ERR_LIMIT   no id is free
 */
MUST_USE enum err topic_store_save(struct db *db, struct topic *topics, int topics_len);
/* The current list, in the arena. */
MUST_USE enum err topic_store_load(struct db *db, struct arena *arena, struct topic **ret_topics,
                                   int *ret_len);

#endif

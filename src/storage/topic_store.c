/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/topic_store.h"

#include "storage/code_ids.h"
#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

enum err
topic_store_save(struct db *db, struct topic *topics, int topics_len)
{
    struct code_ids ids;

    TRY(code_ids_load(db, Q_TOPIC_IDS, TOPICS_MAX, &ids));
    TRY(row_run_for(db, Q_TOPIC_RETIRE, 0));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_TOPIC_SAVE);

    for (int i = 0; i < topics_len; i++) {
        int id = 0;

        TRY(code_ids_of(db, &ids, topics[i].code, &id));
        topics[i].id.n = (uint8_t)id;
        stmt_bind_int(&q, 1, id);
        stmt_bind_text(&q, 2, topics[i].code);
        stmt_bind_text(&q, 3, topics[i].name_de);
        stmt_bind_text(&q, 4, topics[i].name_en);
        stmt_bind_int(&q, 5, i);
        TRY(stmt_run(&q, NULL));
    }
    return revision_store_raise(db);
}

enum err
topic_store_load(struct db *db, struct arena *arena, struct topic **ret_topics, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_TOPIC_ALL);
    struct topic *topics = arena_array(arena, struct topic, TOPICS_MAX);
    bool row = false;
    int len = 0;

    if (topics == NULL)
        return ERR_LIMIT;
    for (;; len++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len == TOPICS_MAX)
            return row_corrupt(db, "topic too many", stmt_int(&q, 0));
        topics[len].id.n = (uint8_t)stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, arena, &topics[len].code));
        TRY(stmt_text(&q, 2, arena, &topics[len].name_de));
        TRY(stmt_text(&q, 3, arena, &topics[len].name_en));
    }
    *ret_topics = topics;
    *ret_len = len;
    return OK;
}

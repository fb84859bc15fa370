/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/job_profile_store.h"

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

static enum err
targets_save(struct db *db, const struct job_profile *p)
{
    TRY(row_run_for(db, Q_JOB_PROFILE_TARGET_CLEAR, p->id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_TARGET_ADD);

    for (int i = 0; i < p->targets_len; i++) {
        stmt_bind_int(&q, 1, p->id.n);
        stmt_bind_int(&q, 2, p->targets[i].competence.n);
        stmt_bind_int(&q, 3, p->targets[i].level);
        stmt_bind_int(&q, 4, p->targets[i].weight);
        stmt_bind_int(&q, 5, i);
        stmt_bind_ref(&q, 6, p->organisation.n);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
job_profile_store_save(struct db *db, struct job_profile *profiles, int profiles_len)
{
    TRY(row_run_for(db, Q_JOB_PROFILE_RETIRE, 0));
    for (int i = 0; i < profiles_len; i++) {
        CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_SAVE);
        struct job_profile *p = &profiles[i];

        assert(job_profile_is_sound(p));
        stmt_bind_text(&q, 1, p->code);
        stmt_bind_text(&q, 2, p->name_de);
        stmt_bind_text(&q, 3, p->name_en);
        stmt_bind_text(&q, 4, p->description);
        stmt_bind_int(&q, 5, i);
        TRY(stmt_run_id(&q, &p->id.n));
        TRY(targets_save(db, p));
    }
    return revision_store_raise(db);
}

static enum err
profiles_load(struct db *db, struct arena *arena, struct job_profile *profiles, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_ALL);
    bool row = false;

    for (*ret_len = 0;; ++*ret_len) {
        struct job_profile *p = &profiles[*ret_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (*ret_len == JOB_PROFILES_MAX)
            return row_corrupt(db, "job profile too many", stmt_int(&q, 0));
        p->id.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, arena, &p->code));
        TRY(stmt_text(&q, 2, arena, &p->name_de));
        TRY(stmt_text(&q, 3, arena, &p->name_en));
        TRY(stmt_text(&q, 4, arena, &p->description));
        p->organisation.n = stmt_int(&q, 5);
    }
}

/* The rows come in the order of the profiles, so one walk over both is enough. */
static enum err
targets_load(struct db *db, struct arena *arena, struct job_profile *profiles, int len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_TARGET_ALL);
    struct job_target *room = NULL;
    bool row = false;
    int i = -1;

    for (;;) {
        struct job_profile *p;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        while (i < 0 || (i < len && profiles[i].id.n != stmt_int(&q, 0))) {
            i++;
            room = NULL;
        }
        if (i == len)
            return row_corrupt(db, "job target", stmt_int(&q, 0));
        p = &profiles[i];
        if (room == NULL)
            room = arena_array(arena, struct job_target, JOB_PROFILE_TARGETS_MAX);
        if (room == NULL)
            return ERR_LIMIT;
        if (p->targets_len == JOB_PROFILE_TARGETS_MAX)
            return row_corrupt(db, "job profile with too many targets", p->id.n);
        p->targets = room;
        room[p->targets_len].competence.n = (uint16_t)stmt_int(&q, 1);
        room[p->targets_len].level = (uint8_t)stmt_int(&q, 2);
        room[p->targets_len].weight = (uint8_t)stmt_int(&q, 3);
        p->targets_len++;
    }
}

enum err
job_profile_store_load(struct db *db, struct arena *arena, struct job_profile **ret_profiles,
                       int *ret_len)
{
    struct job_profile *profiles = arena_array(arena, struct job_profile, JOB_PROFILES_MAX);
    int len = 0;

    if (profiles == NULL)
        return ERR_LIMIT;
    TRY(profiles_load(db, arena, profiles, &len));
    TRY(targets_load(db, arena, profiles, len));
    for (int i = 0; i < len; i++) {
        if (!job_profile_is_sound(&profiles[i]))
            return row_corrupt(db, "job profile", profiles[i].id.n);
    }
    *ret_profiles = profiles;
    *ret_len = len;
    return OK;
}

enum err
job_profile_store_count(struct db *db, struct organisation_id organisation,
                        struct job_profile_count *ret_count)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_COUNT);
    bool row = false;

    stmt_bind_int(&q, 1, organisation.n);
    TRY(stmt_next(&q, &row));
    assert(row);
    *ret_count = (struct job_profile_count){stmt_int(&q, 0), stmt_int(&q, 1)};
    return OK;
}

enum err
job_profile_store_copy(struct db *db, struct job_profile_id source, struct job_profile *copy)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_COPY);

    assert(job_profile_is_sound(copy) && copy->organisation.n != 0);
    stmt_bind_text(&q, 1, copy->code);
    stmt_bind_text(&q, 2, copy->name_de);
    stmt_bind_text(&q, 3, copy->name_en);
    stmt_bind_text(&q, 4, copy->description);
    stmt_bind_int(&q, 5, JOB_PROFILES_MAX);
    stmt_bind_int(&q, 6, copy->organisation.n);
    stmt_bind_ref(&q, 7, source.n);
    TRY(stmt_run_id(&q, &copy->id.n));
    TRY(targets_save(db, copy));
    return revision_store_raise(db);
}

enum err
job_profile_store_change(struct db *db, const struct job_profile *copy)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_CHANGE);
    int64_t rows = 0;

    assert(job_profile_is_sound(copy));
    stmt_bind_int(&q, 1, copy->id.n);
    stmt_bind_int(&q, 2, copy->organisation.n);
    stmt_bind_text(&q, 3, copy->name_de);
    stmt_bind_text(&q, 4, copy->name_en);
    stmt_bind_text(&q, 5, copy->description);
    TRY(stmt_run(&q, &rows));
    if (rows != 1)
        return ERR_NOT_FOUND;
    TRY(targets_save(db, copy));
    return revision_store_raise(db);
}

enum err
job_profile_store_retire(struct db *db, struct organisation_id organisation,
                         struct job_profile_id id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_JOB_PROFILE_RETIRE_COPY);
    int64_t rows = 0;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, organisation.n);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? revision_store_raise(db) : ERR_NOT_FOUND;
}

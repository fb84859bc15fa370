/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/guest_store.h"

#include <string.h>

#include "storage/query.gen.h"
#include "storage/row.h"

static const char *const CHOICES[] = {[FIXED_KEEP] = "keep", [FIXED_DROP] = "drop"};

static enum err
guest_save(struct db *db, struct slice key, struct instant now, const struct situation *s,
           int64_t *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_SAVE);

    stmt_bind_bytes(&q, 1, key);
    stmt_bind_int(&q, 2, now.ms);
    stmt_bind_ref(&q, 3, s->job.n);
    stmt_bind_int(&q, 4, s->weekly_minutes);
    stmt_bind_int(&q, 5, s->half_days);
    stmt_bind_int(&q, 6, s->start.n);
    stmt_bind_int(&q, 7, s->latest_end.n);
    stmt_bind_int(&q, 8, s->budget.n);
    stmt_bind_text(&q, 9, s->home_name);
    row_bind_position(&q, 10, s->home);
    stmt_bind_int(&q, 12, s->distance_km);
    stmt_bind_int(&q, 13, s->formats);
    stmt_bind_int(&q, 14, s->german);
    stmt_bind_int(&q, 15, s->english);
    stmt_bind_int(&q, 16, s->accessibility);
    stmt_bind_text(&q, 17, slice_of(preset_code(s->preset)));
    return stmt_run_id(&q, ret_id);
}

static enum err
ratings_save(struct db *db, int64_t guest, const struct situation *s)
{
    TRY(row_run_for(db, Q_GUEST_RATING_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_RATING_ADD);

    for (int c = 1; c < COMPETENCES_MAX; c++) {
        if (s->rating[c] == RATING_UNKNOWN)
            continue;
        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, c);
        stmt_bind_int(&q, 3, s->rating[c]);
        if (s->reached[c][0] > 0)
            stmt_bind_bytes(&q, 4, (struct slice){(const char *)s->reached[c], LEVEL_MAX});
        else
            stmt_bind_null(&q, 4);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
interests_save(struct db *db, int64_t guest, const struct situation *s)
{
    TRY(row_run_for(db, Q_GUEST_INTEREST_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_INTEREST_ADD);

    for (int t = 1; t < TOPICS_MAX; t++) {
        if ((s->interests >> t & 1) == 0)
            continue;
        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, t);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
targets_save(struct db *db, int64_t guest, const struct situation *s)
{
    TRY(row_run_for(db, Q_GUEST_TARGET_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_TARGET_ADD);

    for (int i = 0; i < s->own_targets_len; i++) {
        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, s->own_targets[i].competence.n);
        stmt_bind_int(&q, 3, s->own_targets[i].level);
        stmt_bind_int(&q, 4, s->own_targets[i].weight);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
blocked_weeks_save(struct db *db, int64_t guest, const struct situation *s)
{
    TRY(row_run_for(db, Q_GUEST_BLOCKED_WEEK_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_BLOCKED_WEEK_ADD);

    for (int i = 0; i < s->blocked_weeks_len; i++) {
        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, s->blocked_weeks[i].n);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static enum err
fixed_save(struct db *db, int64_t guest, const struct situation *s)
{
    TRY(row_run_for(db, Q_GUEST_FIXED_CLEAR, guest));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_FIXED_ADD);

    for (int i = 0; i < s->fixed_len; i++) {
        if (s->fixed[i].choice == FIXED_NONE)
            continue;
        stmt_bind_int(&q, 1, guest);
        stmt_bind_int(&q, 2, s->fixed[i].module.n);
        stmt_bind_text(&q, 3, slice_of(CHOICES[s->fixed[i].choice]));
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
guest_store_save(struct db *db, struct slice key, struct instant now, const struct situation *s)
{
    int64_t guest = 0;

    assert(key.len == GUEST_HASH_BYTES && situation_is_sound(s));
    TRY(guest_save(db, key, now, s, &guest));
    TRY(ratings_save(db, guest, s));
    TRY(targets_save(db, guest, s));
    TRY(interests_save(db, guest, s));
    TRY(blocked_weeks_save(db, guest, s));
    return fixed_save(db, guest, s);
}

static enum err
guest_load(struct db *db, struct slice key, struct arena *arena, struct situation *s,
           int64_t *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_FIND);
    struct slice preset;
    bool row = false;

    stmt_bind_bytes(&q, 1, key);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_id = stmt_int(&q, 0);
    s->job.n = stmt_int(&q, 1);
    s->weekly_minutes = (int32_t)stmt_int(&q, 2);
    s->half_days = (uint16_t)stmt_int(&q, 3);
    s->start.n = (int32_t)stmt_int(&q, 4);
    s->latest_end.n = (int32_t)stmt_int(&q, 5);
    s->budget.n = stmt_int(&q, 6);
    TRY(stmt_text(&q, 7, arena, &s->home_name));
    s->home = row_position(&q, 8);
    s->distance_km = (int32_t)stmt_int(&q, 10);
    s->formats = (uint8_t)stmt_int(&q, 11);
    s->german = stmt_int(&q, 12) != 0;
    s->english = stmt_int(&q, 13) != 0;
    s->accessibility = (uint32_t)stmt_int(&q, 14);
    TRY(stmt_text(&q, 15, arena, &preset));
    return preset_parse(preset, &s->preset) == OK ? OK : row_corrupt(db, "guest", *ret_id);
}

static enum err
ratings_load(struct db *db, int64_t guest, struct situation *s)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_RATING_ALL);
    bool row = false;

    memset(s->rating, RATING_UNKNOWN, sizeof s->rating);
    stmt_bind_int(&q, 1, guest);
    for (;;) {
        struct slice reached = {0};
        int64_t c;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        c = stmt_int(&q, 0) & (COMPETENCES_MAX - 1);
        s->rating[c] = (uint8_t)stmt_int(&q, 1);
        if (stmt_is_null(&q, 2))
            continue;
        TRY(stmt_bytes(&q, 2, db_ctx(db)->arena, &reached));
        if (reached.len != LEVEL_MAX)
            return row_corrupt(db, "guest_rating", guest);
        memcpy(s->reached[c], reached.at, LEVEL_MAX);
    }
}

static enum err
targets_load(struct db *db, int64_t guest, struct arena *arena, struct situation *s)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_TARGET_ALL);
    bool row = false;

    s->own_targets = arena_array(arena, struct job_target, JOB_PROFILE_TARGETS_MAX);
    if (s->own_targets == NULL)
        return ERR_LIMIT;
    stmt_bind_int(&q, 1, guest);
    for (;;) {
        struct job_target *t = &s->own_targets[s->own_targets_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (s->own_targets_len == JOB_PROFILE_TARGETS_MAX)
            return row_corrupt(db, "guest_target", guest);
        t->competence.n = (uint16_t)stmt_int(&q, 0);
        t->level = (uint8_t)stmt_int(&q, 1);
        t->weight = (uint8_t)stmt_int(&q, 2);
        s->own_targets_len++;
    }
}

static enum err
interests_load(struct db *db, int64_t guest, struct situation *s)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_INTEREST_ALL);
    bool row = false;

    stmt_bind_int(&q, 1, guest);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        s->interests |= UINT64_C(1) << (stmt_int(&q, 0) & 63);
    }
}

static enum err
blocked_weeks_load(struct db *db, int64_t guest, struct arena *arena, struct situation *s)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_BLOCKED_WEEK_ALL);
    bool row = false;

    s->blocked_weeks = arena_array(arena, struct day, PLAN_WEEKS_MAX);
    if (s->blocked_weeks == NULL)
        return ERR_LIMIT;
    stmt_bind_int(&q, 1, guest);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (s->blocked_weeks_len == PLAN_WEEKS_MAX)
            return row_corrupt(db, "guest", guest);
        s->blocked_weeks[s->blocked_weeks_len++].n = (int32_t)stmt_int(&q, 0);
    }
}

static enum err
fixed_load(struct db *db, int64_t guest, struct arena *arena, struct situation *s)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_FIXED_ALL);
    struct slice choice;
    bool row = false;

    s->fixed = arena_array(arena, struct fixed_module, SITUATION_FIXED_MAX);
    if (s->fixed == NULL)
        return ERR_LIMIT;
    stmt_bind_int(&q, 1, guest);
    for (;;) {
        struct fixed_module *f = &s->fixed[s->fixed_len];

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        if (s->fixed_len == SITUATION_FIXED_MAX)
            return row_corrupt(db, "guest", guest);
        f->module.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, arena, &choice));
        f->choice = slice_is(choice, CHOICES[FIXED_KEEP]) ? FIXED_KEEP : FIXED_DROP;
        s->fixed_len++;
    }
}

enum err
guest_store_load(struct db *db, struct slice key, struct arena *arena,
                 struct situation *ret_situation)
{
    struct situation s = {0};
    int64_t guest = 0;

    assert(key.len == GUEST_HASH_BYTES);
    TRY(guest_load(db, key, arena, &s, &guest));
    TRY(ratings_load(db, guest, &s));
    TRY(targets_load(db, guest, arena, &s));
    TRY(interests_load(db, guest, &s));
    TRY(blocked_weeks_load(db, guest, arena, &s));
    TRY(fixed_load(db, guest, arena, &s));
    if (!situation_is_sound(&s))
        return row_corrupt(db, "guest", guest);
    *ret_situation = s;
    return OK;
}

enum err
guest_store_last_used(struct db *db, struct slice key, struct instant *ret_last_used)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_LAST_USED);
    bool row = false;

    stmt_bind_bytes(&q, 1, key);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_last_used->ms = stmt_int(&q, 0);
    return OK;
}

enum err
guest_store_touch(struct db *db, struct slice key, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_TOUCH);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_bytes(&q, 2, key);
    return stmt_run(&q, NULL);
}

enum err
guest_store_move(struct db *db, struct slice key, struct slice new_key)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_MOVE);
    int64_t rows = 0;

    stmt_bind_bytes(&q, 1, new_key);
    stmt_bind_bytes(&q, 2, key);
    TRY(stmt_run(&q, &rows));
    return rows == 1 ? OK : ERR_NOT_FOUND;
}

enum err
guest_store_delete(struct db *db, struct slice key)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_DELETE);

    stmt_bind_bytes(&q, 1, key);
    return stmt_run(&q, NULL);
}

enum err
guest_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_EXPIRE);

    stmt_bind_int(&q, 1, before.ms);
    return stmt_run(&q, ret_deleted);
}

enum err
guest_store_count(struct db *db, int64_t *ret_guests)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_GUEST_COUNT);

    return stmt_run_id(&q, ret_guests);
}

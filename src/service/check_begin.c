/* SPDX-License-Identifier: EUPL-1.2 */
/* Beginning a check: what it is about, where asking starts, which items may be asked. */
#include "engine/check_exposure.h"
#include "service/check_parts.h"

/* No item is asked of more people than this share (CHECK-9). */
#define EXPOSURE_RATE_MAX 0.35
/* Nor twice of one person within so many days (CHECK-13). */
enum { RECENT_DAYS = 90 };

struct begin_use {
    const struct check_desk *desk;
    struct check_view view; /* record and items; no session yet */
    struct check_run_id id;
};

/* --- what it is about ------------------------------------------------------- */

/* That count: of new ones alone nothing can be said (CHECK-40). */
static bool
has_items(const struct item_bank *bank, int64_t number, struct slice competence)
{
    int len = item_bank_len(bank);

    for (int i = 0; i < len; i++) {
        const struct item_use *use = item_bank_at(bank, i);

        if (slice_eq(use->competence, competence) && item_use_is_in(use, number) &&
            !item_use_is_trial(use, number))
            return true;
    }
    return false;
}

static int
target_of(const struct job_profile *job, struct competence_id competence)
{
    for (int i = 0; job != NULL && i < job->targets_len; i++)
        if (job->targets[i].competence.n == competence.n)
            return job->targets[i].level;
    return -1;
}

static bool
in_scope(struct slice scope, const struct competence *c, int target)
{
    return slice_is(scope, "job")
               ? target > 0
               : slice_is(scope, competence_area_code(c->area)) || slice_eq(scope, c->group);
}

static struct check_subject
subject_of(const struct competence *c, const struct situation *s, int target)
{
    uint8_t rating = s->rating[c->id.n];
    struct check_subject subject = {.competence = c->code,
                                    .rated = rating == RATING_UNKNOWN ? -1 : (int8_t)rating,
                                    .target = (int8_t)target};
    struct check_known known = {.rated = subject.rated, .job = target};

    subject.prior = check_prior(&known);
    return subject;
}

static enum err
subjects_find(struct ctx *ctx, const struct snapshot *snap, const struct item_bank *bank,
              const struct situation *s, struct check_record *r)
{
    const struct framework *f = snap->catalogue->framework;
    struct job_profile own;
    const struct job_profile *job = situation_job(s, catalogue_job(snap->catalogue, s->job), &own);

    r->subjects = arena_array(ctx->arena, struct check_subject, CHECK_COMPETENCES_MAX);
    if (r->subjects == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    for (int i = 0; i < f->competences_len && r->subjects_len < CHECK_COMPETENCES_MAX; i++) {
        const struct competence *c = &f->competences[i];
        int target = target_of(job, c->id);

        if (in_scope(r->scope, c, target) && has_items(bank, r->bank, c->code)) {
            r->subjects[r->subjects_len] = subject_of(c, s, target);
            TRY(arena_copy(ctx->arena, c->code, &r->subjects[r->subjects_len++].competence));
        }
    }
    return r->subjects_len > 0 ? OK : ERR_NOT_FOUND;
}

/* --- which items may be asked ----------------------------------------------- */

static enum err
exposure_load(struct db *db, const struct check_view *view, struct check_exposure *e)
{
    struct ctx *ctx = db_ctx(db);
    struct check_count *counts = NULL;
    int len = 0;

    e->items_len = view->items_len;
    e->eligible = arena_array(ctx->arena, uint32_t, (size_t)view->items_len + 1);
    e->asked = arena_array(ctx->arena, uint32_t, (size_t)view->items_len + 1);
    if (e->eligible == NULL || e->asked == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for exposure");
    TRY(check_store_counts(db, &counts, &len));
    for (int i = 0; i < len; i++) {
        int at = check_index_of(view, counts[i].item);

        if (counts[i].item.len == 0)
            e->people = (uint32_t)counts[i].asked;
        if (at < 0)
            continue;
        e->eligible[at] = (uint32_t)counts[i].eligible;
        e->asked[at] = (uint32_t)counts[i].asked;
    }
    return OK;
}

/* What the person was asked in earlier checks, not long ago. */
static enum err
recent_mark(struct db *db, const struct begin_use *u, const struct crypto_key *key, uint8_t *marks)
{
    struct ctx *ctx = db_ctx(db);
    struct check_row *rows = arena_array(ctx->arena, struct check_row, CHECK_RUNS_MAX);
    int len = 0;

    if (rows == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for checks");
    TRY(check_store_run_all(db, check_owner_slice(&u->desk->owner), rows, &len));
    for (int i = 0; i < len; i++) {
        struct check_record r;

        TRY(check_unseal(ctx, key, rows[i].content, &r));
        for (int g = 0; g < r.given_len; g++) {
            struct check_past past = {check_index_of(&u->view, r.given[g].item),
                                      day_of(r.given[g].at)};

            if (past.item >= 0)
                check_recent_mark(&past, 1, day_of(ctx->now), RECENT_DAYS, marks);
        }
    }
    return OK;
}

static enum err
marks_keep(struct ctx *ctx, const struct check_view *view, const uint8_t *marks, uint8_t mark,
           struct slice **ret_codes)
{
    struct slice *codes = arena_array(ctx->arena, struct slice, (size_t)view->items_len + 1);
    int len = 0;

    if (codes == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for marks");
    for (int i = 0; i < view->items_len; i++)
        if (marks[i] & mark)
            codes[len++] = view->items[i]->code;
    *ret_codes = codes;
    return OK;
}

static int
marks_count(const uint8_t *marks, int len, uint8_t mark)
{
    int n = 0;

    for (int i = 0; i < len; i++)
        n += (marks[i] & mark) != 0;
    return n;
}

static enum err
eligible_count(struct db *db, const struct check_view *view, const uint8_t *marks)
{
    struct check_count begun = {.item = {"", 0}, .asked = 1};

    TRY(check_store_count(db, &begun));
    for (int i = 0; i < view->items_len; i++) {
        struct check_count more = {.item = view->items[i]->code, .eligible = 1};

        if (!(marks[i] & CHECK_HELD_BACK))
            TRY(check_store_count(db, &more));
    }
    return OK;
}

static enum err
use_begin(struct db *db, void *arg)
{
    struct begin_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct check_record r = u->view.record;
    uint8_t *marks = arena_array(ctx->arena, uint8_t, (size_t)u->view.items_len + 1);
    struct check_exposure exposure = {0};
    struct slice sealed = {0};
    struct crypto_key key;

    if (marks == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for marks");
    TRY(check_key_need(db, u->desk, &key));
    TRY(exposure_load(db, &u->view, &exposure));
    check_exposure_draw(&exposure, EXPOSURE_RATE_MAX, r.seed, marks);
    TRY(recent_mark(db, u, &key, marks));
    TRY(eligible_count(db, &u->view, marks));
    TRY(marks_keep(ctx, &u->view, marks, CHECK_HELD_BACK, &r.held_back));
    TRY(marks_keep(ctx, &u->view, marks, CHECK_RARE, &r.rare));
    TRY(marks_keep(ctx, &u->view, marks, CHECK_RECENT, &r.recent));
    r.held_back_len = marks_count(marks, u->view.items_len, CHECK_HELD_BACK);
    r.rare_len = marks_count(marks, u->view.items_len, CHECK_RARE);
    r.recent_len = marks_count(marks, u->view.items_len, CHECK_RECENT);
    TRY(check_seal(ctx, &key, &r, &sealed));
    crypto_wipe(&key, sizeof key);
    return check_store_run_add(db, check_owner_slice(&u->desk->owner), sealed, &u->id);
}

enum err
check_begin(struct ctx *ctx, const struct check_desk *desk, struct slice scope,
            const struct situation *situation, struct check_run_id *ret_id)
{
    struct begin_use u = {.desk = desk};
    const struct snapshot *snap = snapshot_acquire(desk->platform);
    enum err e;

    u.view.record = (struct check_record){
        .scope = scope, .bank = item_bank_number(desk->bank), .begun = ctx->now};
    e = subjects_find(ctx, snap, desk->bank, situation, &u.view.record);
    snapshot_release(desk->platform, snap);
    TRY(e);
    TRY(check_models(ctx, desk->bank, &u.view));
    crypto_random(&u.view.record.seed, sizeof u.view.record.seed);
    TRY(db_write(platform_db(desk->platform), ctx, use_begin, &u));
    *ret_id = u.id;
    return OK;
}

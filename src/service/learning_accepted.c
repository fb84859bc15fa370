/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two plans are made of an accepted one: what of it can still be, with nothing new
 * (`current`), and the one that closes most and changes least (`proposal`). What has begun is
 * in neither: its levels count as held, its block is not proposed again.
 */
#include "service/learning_accepted.h"

#include "service/plan_order.h"
#include "storage/accepted_plan_store.h"

enum { REPLAN_MS_MAX = 1000 }; /* of processor time, each of the two */

struct accepted_use {
    const struct guest_key *key;
    struct accepted_plan *plan;
    int64_t declined;
};

static struct slice
key_of(const struct accepted_use *u)
{
    return (struct slice){(const char *)u->key->bytes, GUEST_KEY_BYTES};
}

/* FNV-1a over whole numbers. */
static uint64_t
mix(uint64_t hash, int64_t n)
{
    for (int i = 0; i < 64; i += 8)
        hash = (hash ^ ((uint64_t)n >> i & 0xff)) * UINT64_C(0x100000001b3);
    return hash;
}

static const uint64_t NOTHING = UINT64_C(0xcbf29ce484222325);

/* Positive, so that it fits every database, and never 0. */
static int64_t
whole(uint64_t hash)
{
    return (int64_t)(hash >> 2) + 1;
}

int64_t
learning_plan_fingerprint(const struct curriculum *plan)
{
    uint64_t hash = NOTHING;

    for (int i = 0; i < plan->entries_len; i++) {
        const struct curriculum_entry *e = &plan->entries[i];

        hash = mix(hash, e->module->id.n);
        hash = mix(hash, e->run != NULL ? e->run->id.n : 0);
        hash = mix(hash, e->first.n);
        hash = mix(hash, e->last.n);
    }
    return whole(hash);
}

static bool
has_begun(const struct learning_person *person, const struct accepted_block *b)
{
    return b->first.n <= person->snap->today.n;
}

/* CURRICULUM-16: what has begun counts as if it were finished. */
static enum err
count_begun(struct arena *a, const struct learning_person *person, const struct accepted_block *b,
            struct situation *s)
{
    const struct module *m = catalogue_module(person->snap->catalogue, b->module);

    for (int g = 0; m != NULL && g < m->gives_len; g++) {
        const struct module_gain *gain = &m->gives[g];

        if (situation_level(s, gain->competence) < gain->to)
            situation_rate(s, gain->competence, gain->to);
    }
    if (m == NULL || s->fixed_len >= SITUATION_FIXED_MAX)
        return OK;
    return situation_fix(a, s, m->id, FIXED_DROP);
}

/* The blocks that lie ahead, and the situations in which both plans are made. */
struct remaking {
    struct situation open;   /* with what has begun counted */
    struct situation closed; /* the same, and each block ahead is one to keep */
    struct replan_stay *stays;
    struct replan_stay *fixed;
    int len;
};

static struct replan_stay
stay_of(const struct accepted_block *b)
{
    struct replan_stay stay = {b->module, b->run, b->first, b->last, false};

    if (b->dated && b->run.n == 0)
        stay.run.n = -1; /* its run was deleted: no other one is the same */
    return stay;
}

static enum err
remaking_begin(struct arena *a, const struct learning_person *person,
               const struct accepted_plan *plan, struct remaking *r)
{
    *r = (struct remaking){.open = *person->situation};
    r->stays = arena_array(a, struct replan_stay, (size_t)plan->blocks_len + 1);
    r->fixed = arena_array(a, struct replan_stay, (size_t)plan->blocks_len + 1);
    if (r->stays == NULL || r->fixed == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->blocks_len; i++)
        if (has_begun(person, &plan->blocks[i]))
            TRY(count_begun(a, person, &plan->blocks[i], &r->open));
    r->closed = r->open;
    r->closed.fixed_len = 0;
    for (int i = 0; i < plan->blocks_len; i++) {
        const struct accepted_block *b = &plan->blocks[i];

        if (has_begun(person, b) || catalogue_module(person->snap->catalogue, b->module) == NULL)
            continue;
        r->stays[r->len] = r->fixed[r->len] = stay_of(b);
        r->fixed[r->len++].is_fixed = true;
        if (situation_fixed(&r->open, b->module) != FIXED_DROP)
            TRY(situation_fix(a, &r->closed, b->module, FIXED_KEEP));
        else
            TRY(situation_fix(a, &r->closed, b->module, FIXED_DROP));
    }
    return OK;
}

static const struct curriculum_entry *
entry_of(const struct curriculum *plan, struct module_id module)
{
    for (int i = 0; i < plan->entries_len; i++)
        if (plan->entries[i].module->id.n == module.n)
            return &plan->entries[i];
    return NULL;
}

static enum accepted_fate
fate_of(const struct learning_person *person, const struct learning_accepted *acc,
        const struct accepted_block *b)
{
    static const enum accepted_fate fates[REPLAN_FATES] = {
        [REPLAN_STAYS] = ACCEPTED_STAYS,     [REPLAN_MOVES] = ACCEPTED_MOVES,
        [REPLAN_GONE] = ACCEPTED_GONE,       [REPLAN_NO_RUN] = ACCEPTED_NO_RUN,
        [REPLAN_FULL] = ACCEPTED_FULL,       [REPLAN_WISHES] = ACCEPTED_WISHES,
        [REPLAN_DROPPED] = ACCEPTED_DROPPED,
    };
    const struct curriculum_request request = {.catalogue = person->snap->catalogue,
                                               .situation = person->situation,
                                               .preset = person->situation->preset};
    const struct curriculum_entry *is = entry_of(&acc->proposal, b->module);
    const struct replan_stay stay = stay_of(b);
    enum replan_fate fate;

    if (b->last.n < person->snap->today.n)
        return ACCEPTED_DONE;
    if (has_begun(person, b))
        return ACCEPTED_BEGUN;
    fate = replan_fate_of(&request, &stay, &acc->proposal);
    if (fate == REPLAN_STAYS && is->run != NULL && is->run->sessions_len > 0 &&
        (is->first.n != b->first.n || is->last.n != b->last.n))
        return ACCEPTED_DATES;
    return fates[fate];
}

static bool
was_in(const struct accepted_plan *plan, struct module_id module)
{
    for (int i = 0; i < plan->blocks_len; i++)
        if (plan->blocks[i].module.n == module.n)
            return true;
    return false;
}

static void
put_line(struct learning_accepted *acc, struct accepted_line line, uint64_t *hash)
{
    acc->lines[acc->lines_len++] = line;
    if (line.fate == ACCEPTED_STAYS || line.fate == ACCEPTED_DONE || line.fate == ACCEPTED_BEGUN)
        return;
    acc->changes++;
    *hash = mix(*hash, (int64_t)line.fate);
    *hash = mix(*hash, line.was != NULL ? line.was->module.n : line.is->module->id.n);
    *hash = mix(*hash, line.is != NULL ? line.is->first.n : 0);
    *hash = mix(*hash, line.is != NULL ? line.is->last.n : 0);
}

static enum err
put_lines(struct arena *a, const struct learning_person *person, struct learning_accepted *acc)
{
    const struct accepted_plan *plan = &acc->plan;
    uint64_t hash = NOTHING;

    acc->lines = arena_array(a, struct accepted_line,
                             (size_t)plan->blocks_len + (size_t)acc->proposal.entries_len + 1);
    if (acc->lines == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->blocks_len; i++) {
        const struct accepted_block *b = &plan->blocks[i];
        enum accepted_fate fate = fate_of(person, acc, b);
        const struct curriculum_entry *is =
            has_begun(person, b) ? NULL : entry_of(&acc->proposal, b->module);

        put_line(acc, (struct accepted_line){fate, b, is}, &hash);
    }
    for (int i = 0; i < acc->proposal.entries_len; i++) {
        const struct curriculum_entry *e = &acc->proposal.entries[i];

        if (!was_in(plan, e->module->id))
            put_line(acc, (struct accepted_line){ACCEPTED_NEW, NULL, e}, &hash);
    }
    acc->fingerprint = acc->changes > 0 ? whole(hash) : 0;
    acc->is_declined = acc->changes > 0 && plan->declined == acc->fingerprint;
    return OK;
}

/* Why a goal stays open is told by the plan that might have closed it. */
static void
borrow_obstacles(struct learning_accepted *acc)
{
    for (int i = 0; i < acc->current.goals_len && i < acc->proposal.goals_len; i++)
        acc->current.goals[i].obstacle = acc->proposal.goals[i].obstacle;
    acc->current.refused_len = 0; /* the lines say it */
    acc->current.is_explained = true;
}

/* Levels of gaps that the plan closes, of all goals. */
static int
levels_closed(const struct curriculum *plan)
{
    int sum = 0;

    for (int i = 0; i < plan->goals_len; i++)
        sum += plan->goals[i].reached;
    return sum;
}

static int64_t
wishes_of(const struct learning_person *person)
{
    return plan_order_wishes(person->situation, person->situation->preset, person->snap->today);
}

/*
 * Both plans are as good as their time made them, so the proposal may be another plan although
 * nothing has changed. A plan that can be kept as it is stays, unless the person wishes something
 * else since and that closes more (CURRICULUM-17).
 */
static void
propose_only_what_helps(const struct learning_person *person, struct learning_accepted *acc,
                        int blocks_ahead)
{
    if (acc->current.entries_len == blocks_ahead &&
        (acc->plan.wishes == wishes_of(person) ||
         levels_closed(&acc->proposal) <= levels_closed(&acc->current)))
        acc->proposal = acc->current;
}

static enum err
remake(struct ctx *ctx, const struct learning_person *person, struct learning_accepted *acc)
{
    struct plan_desk *desk = platform_desk(person->platform);
    struct remaking r;
    struct plan_answer current;
    struct plan_answer proposal;

    TRY(remaking_begin(ctx->arena, person, &acc->plan, &r));
    const struct replan_before before = {r.stays, r.len, false};
    const struct replan_before only = {r.fixed, r.len, true};
    struct plan_order order = {.person = person->key,
                               .snap = person->snap,
                               .situation = &r.open,
                               .preset = person->situation->preset,
                               .ms_max = REPLAN_MS_MAX,
                               .before = &before};
    const struct plan_order made_anew = order;

    plan_desk_order(desk, &made_anew);
    order.situation = &r.closed;
    order.before = &only;
    TRY(plan_desk_take(desk, ctx->arena, &order, person->wait_ms, &current));
    TRY(plan_desk_take(desk, ctx->arena, &made_anew, person->wait_ms, &proposal));
    acc->ready = current.ready && proposal.ready;
    if (!acc->ready)
        return OK;
    acc->current = current.plan;
    acc->proposal = proposal.plan;
    borrow_obstacles(acc);
    propose_only_what_helps(person, acc, r.len);
    return put_lines(ctx->arena, person, acc);
}

static enum err
use_load(struct db *db, void *arg)
{
    struct accepted_use *u = arg;

    return accepted_plan_store_load(db, key_of(u), u->plan);
}

enum err
learning_accepted(struct ctx *ctx, const struct learning_person *person,
                  struct learning_accepted *ret_accepted)
{
    struct accepted_use u = {.key = &person->key, .plan = &ret_accepted->plan};
    enum err e;

    *ret_accepted = (struct learning_accepted){.is_there = false};
    e = db_read(platform_db(person->platform), ctx, use_load, &u);
    if (e == ERR_NOT_FOUND) {
        ctx_clear(ctx);
        return OK;
    }
    TRY(e);
    ret_accepted->is_there = true;
    e = remake(ctx, person, ret_accepted);
    return e == OK ? OK : fail(ctx, e, "planning anew failed: %s", err_name(e));
}

static enum err
use_save(struct db *db, void *arg)
{
    struct accepted_use *u = arg;

    return accepted_plan_store_save(db, key_of(u), u->plan);
}

static struct accepted_block
block_of(const struct curriculum_entry *e)
{
    return (struct accepted_block){
        .module = e->module->id,
        .title = e->module->title,
        .dated = e->run != NULL,
        .run = e->run != NULL ? e->run->id : (struct run_id){0},
        .first = e->first,
        .last = e->last,
    };
}

enum err
learning_accept(struct ctx *ctx, const struct learning_person *person,
                const struct curriculum *plan, const struct learning_accepted *before)
{
    struct accepted_plan kept = {.accepted = ctx->now, .wishes = wishes_of(person)};
    struct accepted_use u = {.key = &person->key, .plan = &kept};
    int lines = before != NULL ? before->lines_len : 0;

    if (plan->entries_len == 0)
        return fail(ctx, ERR_INVALID, "a plan without blocks cannot be accepted");
    if (plan->entries_len + lines > ACCEPTED_BLOCKS_MAX)
        return fail(ctx, ERR_LIMIT, "a plan of %d blocks: at most %d can be accepted",
                    plan->entries_len + lines, ACCEPTED_BLOCKS_MAX);
    kept.blocks = arena_array(ctx->arena, struct accepted_block, ACCEPTED_BLOCKS_MAX);
    if (kept.blocks == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for an accepted plan");
    for (int i = 0; i < lines; i++)
        if (before->lines[i].fate == ACCEPTED_BEGUN || before->lines[i].fate == ACCEPTED_DONE)
            kept.blocks[kept.blocks_len++] = *before->lines[i].was;
    for (int i = 0; i < plan->entries_len; i++)
        kept.blocks[kept.blocks_len++] = block_of(&plan->entries[i]);
    return db_write(platform_db(person->platform), ctx, use_save, &u);
}

static enum err
use_decline(struct db *db, void *arg)
{
    struct accepted_use *u = arg;

    return accepted_plan_store_decline(db, key_of(u), u->declined);
}

enum err
learning_accepted_decline(struct ctx *ctx, const struct learning_person *person,
                          int64_t fingerprint)
{
    struct accepted_use u = {.key = &person->key, .declined = fingerprint};

    return db_write(platform_db(person->platform), ctx, use_decline, &u);
}

static enum err
use_delete(struct db *db, void *arg)
{
    struct accepted_use *u = arg;

    return accepted_plan_store_delete(db, key_of(u));
}

enum err
learning_accepted_delete(struct ctx *ctx, const struct learning_person *person)
{
    struct accepted_use u = {.key = &person->key};

    return db_write(platform_db(person->platform), ctx, use_delete, &u);
}

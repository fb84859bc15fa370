/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/match_crowd.h"

enum { TABLE = 2 * CROWD_EMPLOYERS_MAX }; /* a power of two */

struct crowd_entry {
    struct slice code;
    uint32_t lacking[COMPETENCES_MAX]; /* people */
    uint32_t wanted[COMPETENCES_MAX];  /* the sum of the levels they want */
    struct job_target targets[CROWD_TARGETS];
    struct match_employer employer;
};

struct crowd {
    struct arena *arena;
    struct crowd_entry *table[TABLE]; /* by hash of the code, the next free place after it */
    int len;
};

struct crowd *
crowd_open(struct arena *arena)
{
    struct crowd *crowd = arena_new(arena, struct crowd);

    if (crowd != NULL)
        crowd->arena = arena;
    return crowd;
}

static size_t
place_of(const struct crowd *crowd, struct slice code)
{
    size_t at = slice_hash(code) % TABLE;

    while (crowd->table[at] != NULL && !slice_eq(crowd->table[at]->code, code))
        at = (at + 1) % TABLE;
    return at;
}

static enum err
entry_of(struct ctx *ctx, struct crowd *crowd, struct slice code, struct crowd_entry **ret_entry)
{
    size_t at = place_of(crowd, code);

    if (crowd->table[at] == NULL) {
        if (crowd->len == CROWD_EMPLOYERS_MAX)
            return fail(ctx, ERR_LIMIT, "more than %d employers", CROWD_EMPLOYERS_MAX);
        crowd->table[at] = arena_new(crowd->arena, struct crowd_entry);
        if (crowd->table[at] == NULL)
            return fail(ctx, ERR_LIMIT, "no memory for employers");
        TRY(arena_copy(crowd->arena, code, &crowd->table[at]->code));
        crowd->len++;
    }
    *ret_entry = crowd->table[at];
    return OK;
}

enum err
crowd_count(struct ctx *ctx, struct crowd *crowd, const struct person_line *p)
{
    struct crowd_entry *entry = NULL;

    TRY(entry_of(ctx, crowd, p->employer, &entry));
    for (int i = 0; i < p->profile.targets_len; i++) {
        const struct job_target *t = &p->targets[i];

        if (situation_level(&p->situation, t->competence) >= t->level)
            continue;
        entry->lacking[t->competence.n]++;
        entry->wanted[t->competence.n] += t->level;
    }
    return OK;
}

/* The most frequent gap that is no target yet; 0: none is frequent enough. */
static uint16_t
next_target(const struct crowd_entry *e)
{
    int best = 0;

    for (int k = 1; k < COMPETENCES_MAX; k++) {
        bool taken = e->lacking[k] < CROWD_PEOPLE_MIN;

        for (int i = 0; i < e->employer.targets_len; i++)
            taken |= e->targets[i].competence.n == k;
        if (!taken && (best == 0 || e->lacking[k] > e->lacking[best]))
            best = k;
    }
    return (uint16_t)best;
}

static void
entry_settle(struct crowd_entry *e, struct day today)
{
    uint16_t k;

    e->employer = (struct match_employer){.targets = e->targets,
                                          .budget = {CROWD_BUDGET_CENTS},
                                          .suits_from = today,
                                          .suits_until = day_plus(today, CROWD_SUITS_DAYS),
                                          .price_max = {CENTS_MAX}};
    while (e->employer.targets_len < CROWD_TARGETS && (k = next_target(e)) != 0) {
        struct job_target *t = &e->targets[e->employer.targets_len++];
        uint32_t most = e->lacking[e->targets[0].competence.n];

        t->competence.n = k;
        if (most == 0 || t == e->targets)
            most = e->lacking[k];
        t->level = (uint8_t)((e->wanted[k] + e->lacking[k] / 2) / e->lacking[k]);
        t->weight = (uint8_t)(1 + (JOB_WEIGHT_MAX - 1) * (uint64_t)e->lacking[k] / most);
    }
}

void
crowd_settle(struct crowd *crowd, struct day today)
{
    for (int at = 0; at < TABLE; at++) {
        if (crowd->table[at] != NULL)
            entry_settle(crowd->table[at], today);
    }
}

int
crowd_len(const struct crowd *crowd)
{
    return crowd->len;
}

const struct match_employer *
crowd_employer(const struct crowd *crowd, struct slice code)
{
    const struct crowd_entry *e = crowd->table[place_of(crowd, code)];

    return e == NULL ? NULL : &e->employer;
}

struct match_ask
crowd_ask(const struct crowd *crowd, const struct person_line *p, int limit,
          struct match_context *context)
{
    *context = (struct match_context){.employer = crowd_employer(crowd, p->employer),
                                      .profile = p->profile.targets_len > 0 ? &p->profile : NULL};
    return (struct match_ask){.situation = &p->situation, .context = context, .limit = limit};
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/plan_order.h"

#include <string.h>

enum {
    /* all of a situation that a plan depends on */
    CONTENT_BYTES_MAX = 1024 + COMPETENCES_MAX * (1 + LEVEL_MAX) + 8 * PLAN_WEEKS_MAX +
                        16 * SITUATION_FIXED_MAX + 40 * ACCEPTED_BLOCKS_MAX +
                        24 * JOB_PROFILE_TARGETS_MAX,
};

struct content {
    size_t len;
    uint8_t bytes[CONTENT_BYTES_MAX];
};

static void
content_put(struct content *c, const void *bytes, size_t len)
{
    assert(c->len + len <= sizeof c->bytes);
    memcpy(c->bytes + c->len, bytes, len);
    c->len += len;
}

static void
content_put_int(struct content *c, int64_t n)
{
    content_put(c, &n, sizeof n);
}

/* The name of a place is not in it: a plan depends on where the place is. */
static void
content_put_situation(struct content *c, const struct situation *s)
{
    content_put_int(c, s->job.n);
    content_put_int(c, s->own_targets_len);
    for (int i = 0; i < s->own_targets_len; i++) {
        content_put_int(c, s->own_targets[i].competence.n);
        content_put_int(c, s->own_targets[i].level);
        content_put_int(c, s->own_targets[i].weight);
    }
    content_put(c, s->rating, sizeof s->rating);
    content_put(c, s->reached, sizeof s->reached);
    content_put_int(c, (int64_t)s->interests);
    content_put_int(c, s->weekly_minutes);
    content_put_int(c, s->half_days);
    content_put_int(c, s->start.n);
    content_put_int(c, s->latest_end.n);
    content_put_int(c, s->blocked_weeks_len);
    for (int i = 0; i < s->blocked_weeks_len; i++)
        content_put_int(c, s->blocked_weeks[i].n);
    content_put_int(c, s->budget.n);
    content_put_int(c, s->home.known);
    content_put_int(c, s->home.known ? s->home.lat_micro : 0);
    content_put_int(c, s->home.known ? s->home.lon_micro : 0);
    content_put_int(c, s->distance_km);
    content_put_int(c, s->formats);
    content_put_int(c, s->german * 2 + s->english);
    content_put_int(c, s->accessibility);
    content_put_int(c, s->fixed_len);
    for (int i = 0; i < s->fixed_len; i++) {
        content_put_int(c, s->fixed[i].module.n);
        content_put_int(c, s->fixed[i].choice);
    }
}

static void
content_put_before(struct content *c, const struct replan_before *before)
{
    content_put_int(c, before->nothing_new);
    for (int i = 0; i < before->len; i++) {
        content_put_int(c, before->stays[i].module.n);
        content_put_int(c, before->stays[i].run.n);
        content_put_int(c, before->stays[i].first.n);
        content_put_int(c, before->stays[i].last.n);
        content_put_int(c, before->stays[i].is_fixed);
    }
}

struct keyed_hash
plan_order_person_hash(struct guest_key person, struct hash_key key)
{
    return keyed_hash_of(key, person.bytes, sizeof person.bytes);
}

int64_t
plan_order_wishes(const struct situation *s, enum preset preset, struct day today)
{
    struct situation wishes = *s;
    struct content c = {.len = 0};

    if (wishes.start.n <= day_monday(today).n + 7)
        wishes.start.n = 0;
    content_put_int(&c, preset);
    content_put_situation(&c, &wishes);
    return (int64_t)(keyed_hash_of((struct hash_key){0, 0}, c.bytes, c.len).low >> 2);
}

struct keyed_hash
plan_order_hash(const struct plan_order *order, struct hash_key key)
{
    struct content c = {.len = 0};

    content_put(&c, order->person.bytes, sizeof order->person.bytes);
    content_put_int(&c, (int64_t)order->snap->serial);
    content_put_int(&c, order->preset);
    content_put_int(&c, order->ms_max);
    content_put_int(&c, order->explains);
    content_put_situation(&c, order->situation);
    if (order->before != NULL)
        content_put_before(&c, order->before);
    return keyed_hash_of(key, c.bytes, c.len);
}

enum err
plan_order_situation_copy(struct arena *a, const struct situation *s, struct situation *ret_copy)
{
    struct situation copy = *s;

    copy.blocked_weeks = arena_array(a, struct day, (size_t)s->blocked_weeks_len + 1);
    copy.fixed = arena_array(a, struct fixed_module, (size_t)s->fixed_len + 1);
    copy.own_targets = arena_array(a, struct job_target, (size_t)s->own_targets_len + 1);
    if (copy.blocked_weeks == NULL || copy.fixed == NULL || copy.own_targets == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < s->own_targets_len; i++)
        copy.own_targets[i] = s->own_targets[i];
    for (int i = 0; i < s->blocked_weeks_len; i++)
        copy.blocked_weeks[i] = s->blocked_weeks[i];
    for (int i = 0; i < s->fixed_len; i++)
        copy.fixed[i] = s->fixed[i];
    copy.home_name = (struct slice){"", 0};
    *ret_copy = copy;
    return OK;
}

enum err
plan_order_before_copy(struct arena *a, const struct replan_before *before,
                       struct replan_before *ret_copy)
{
    struct replan_stay *stays;

    if (before == NULL)
        return OK;
    stays = arena_array(a, struct replan_stay, (size_t)before->len + 1);
    if (stays == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < before->len; i++)
        stays[i] = before->stays[i];
    *ret_copy = *before;
    ret_copy->stays = stays;
    return OK;
}

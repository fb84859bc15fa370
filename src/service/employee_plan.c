/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/employee_plan.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "exchange/employee_csv.h"

/* Who has an address: an entry (its node is its index) or an employment (behind the entries). */
struct holder {
    struct slice email;
    int entry;      /* -1: none */
    int employment; /* -1: none */
};

struct maker {
    struct arena *arena;
    struct employee_plan *plan;
    const struct employee_present *present;
    struct holder *holders; /* by address, each once */
    int holders_len;
    struct slice *job_names;           /* folded, as present->jobs */
    const struct employment **numbers; /* by number */
};

static int
by_email(const void *a, const void *b)
{
    const struct holder *x = a;
    const struct holder *y = b;
    int order = slice_cmp(x->email, y->email);

    return order != 0 ? order : y->entry - x->entry; /* an entry before an employment */
}

static const struct holder *
holder_of(const struct maker *m, struct slice email)
{
    int from = 0;
    int to = m->holders_len;

    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = slice_cmp(m->holders[middle].email, email);

        if (order == 0)
            return &m->holders[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static enum err
collect_holders(struct maker *m)
{
    const struct employee_list *list = m->plan->list;
    const struct employee_present *p = m->present;
    int len = 0;

    m->holders =
        arena_array(m->arena, struct holder, (size_t)list->len + (size_t)p->employments_len + 1);
    if (m->holders == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < list->len; i++)
        m->holders[len++] = (struct holder){list->entries[i].email, i, -1};
    for (int i = 0; i < p->employments_len; i++)
        m->holders[len++] = (struct holder){p->employments[i].email, -1, i};
    qsort(m->holders, (size_t)len, sizeof *m->holders, by_email);
    for (int i = 0; i < len; i++) {
        struct holder *last = m->holders_len > 0 ? &m->holders[m->holders_len - 1] : NULL;

        if (last != NULL && slice_eq(last->email, m->holders[i].email))
            last->employment = m->holders[i].employment;
        else
            m->holders[m->holders_len++] = m->holders[i];
    }
    return OK;
}

static enum err
fold_jobs(struct maker *m)
{
    m->job_names = arena_array(m->arena, struct slice, (size_t)m->present->jobs_len + 1);
    if (m->job_names == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->present->jobs_len; i++)
        TRY(unicode_fold(m->arena, m->present->jobs[i].name_de, &m->job_names[i]));
    return OK;
}

static enum err
complain(struct maker *m, int entry, enum employee_column column, enum employee_fault fault,
         struct slice value)
{
    struct employee_problem p = {m->plan->list->entries[entry].line, column, fault, value, 0};

    return employee_list_add_problem(m->arena, m->plan->list, p);
}

/* --- one entry ----------------------------------------------------------- */

static enum err
find_job(struct maker *m, int i)
{
    struct slice job = m->plan->list->entries[i].job;
    struct slice folded = {0};

    if (job.len == 0)
        return OK;
    TRY(unicode_fold(m->arena, job, &folded));
    for (int k = 0; k < m->present->jobs_len; k++) {
        if (slice_eq(folded, m->job_names[k]) || slice_eq(job, m->present->jobs[k].code)) {
            m->plan->changes[i].job = m->present->jobs[k].id;
            return OK;
        }
    }
    return complain(m, i, EMPLOYEE_JOB, EMPLOYEE_JOB_UNKNOWN, job);
}

static int
node_of(const struct maker *m, const struct holder *h)
{
    return h->entry >= 0 ? h->entry : m->plan->list->len + h->employment;
}

static enum err
find_superior(struct maker *m, int i)
{
    struct slice email = m->plan->list->entries[i].superior;
    const struct holder *h;

    m->plan->changes[i].superior = -1;
    if (email.len == 0)
        return OK;
    h = holder_of(m, email);
    if (h == NULL)
        return complain(m, i, EMPLOYEE_SUPERIOR, EMPLOYEE_SUPERIOR_UNKNOWN, email);
    m->plan->changes[i].superior = node_of(m, h);
    return OK;
}

static int
by_number(const void *a, const void *b)
{
    const struct employment *x = *(const struct employment *const *)a;
    const struct employment *y = *(const struct employment *const *)b;

    return slice_cmp(x->number, y->number);
}

static enum err
sort_numbers(struct maker *m)
{
    int len = m->present->employments_len;

    m->numbers = arena_array(m->arena, const struct employment *, (size_t)len + 1);
    if (m->numbers == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++)
        m->numbers[i] = &m->present->employments[i];
    if (len > 0)
        qsort(m->numbers, (size_t)len, sizeof *m->numbers, by_number);
    return OK;
}

/* A number that somebody else has, whose own line gives them no other one. */
static enum err
check_number(struct maker *m, int i)
{
    const struct employee_entry *e = &m->plan->list->entries[i];
    struct employment wanted = {.number = e->number};
    const struct employment *key = &wanted;
    const struct employment *const *found;
    const struct holder *h;

    if (e->number.len == 0 || m->present->employments_len == 0)
        return OK;
    found = bsearch(&key, m->numbers, (size_t)m->present->employments_len, sizeof key, by_number);
    if (found == NULL || slice_eq((*found)->email, e->email))
        return OK;
    h = holder_of(m, (*found)->email);
    if (h->entry >= 0 && m->plan->list->entries[h->entry].number.len > 0)
        return OK;
    return complain(m, i, EMPLOYEE_NUMBER, EMPLOYEE_NUMBER_TAKEN, e->number);
}

static bool
is_in_unit(const struct employee_entry *e, struct unit_id unit, const struct employee_present *p)
{
    return e->units_len == 0 ||
           (unit.n != 0 && employee_unit_of(e, p->units, p->units_len).n == unit.n);
}

static bool
has_superior(const struct maker *m, const struct employee_change *c)
{
    const struct holder *h;

    if (c->superior < 0)
        return true;
    h = holder_of(m, c->entry->superior);
    return h->employment >= 0 &&
           m->present->employments[h->employment].account.n == c->now->superior.n;
}

static uint32_t
bit(enum employee_column column, bool differs)
{
    return differs ? UINT32_C(1) << column : 0;
}

/* ORG-12: what a line does not say does not differ. */
static uint32_t
compare(const struct maker *m, const struct employee_change *c)
{
    const struct employee_entry *e = c->entry;
    const struct employment *now = c->now;
    bool ends = e->last_day.n != DAY_MIN;

    return bit(EMPLOYEE_FAMILY_NAME, !slice_eq(e->name, now->name)) |
           bit(EMPLOYEE_NUMBER, e->number.len > 0 && !slice_eq(e->number, now->number)) |
           bit(EMPLOYEE_JOB, c->job.n != 0 && c->job.n != now->job.n) |
           bit(EMPLOYEE_FIRST_DAY,
               e->first_day.n != DAY_MIN && e->first_day.n != now->first_day.n) |
           bit(EMPLOYEE_LAST_DAY,
               ends && (!now->has_last_day || e->last_day.n != now->last_day.n)) |
           bit(EMPLOYEE_OFFICE, !is_in_unit(e, now->unit, m->present)) |
           bit(EMPLOYEE_SUPERIOR, !has_superior(m, c));
}

static enum err
plan_entry(struct maker *m, int i)
{
    struct employee_change *c = &m->plan->changes[i];
    const struct holder *h = holder_of(m, m->plan->list->entries[i].email);

    c->entry = &m->plan->list->entries[i];
    c->now = h->employment >= 0 ? &m->present->employments[h->employment] : NULL;
    TRY(find_job(m, i));
    TRY(find_superior(m, i));
    TRY(check_number(m, i));
    c->differs = c->now != NULL ? compare(m, c) : 0;
    c->step = c->now == NULL    ? EMPLOYEE_STEP_NEW
              : c->differs == 0 ? EMPLOYEE_STEP_SAME
                                : EMPLOYEE_STEP_CHANGED;
    m->plan->news += c->step == EMPLOYEE_STEP_NEW;
    m->plan->changed += c->step == EMPLOYEE_STEP_CHANGED;
    m->plan->same += c->step == EMPLOYEE_STEP_SAME;
    return OK;
}

/* --- all together -------------------------------------------------------- */

static int
by_account(const void *a, const void *b)
{
    const struct employment *x = *(const struct employment *const *)a;
    const struct employment *y = *(const struct employment *const *)b;

    return (x->account.n > y->account.n) - (x->account.n < y->account.n);
}

/* The node of a superior known by account, -1 when they do not work here. */
static int
node_of_account(const struct maker *m, const struct employment *const *sorted,
                struct account_id account)
{
    struct employment wanted = {.account = account};
    const struct employment *key = &wanted;
    const struct employment *const *found;

    if (account.n == 0 || m->present->employments_len == 0)
        return -1;
    found = bsearch(&key, sorted, (size_t)m->present->employments_len, sizeof key, by_account);
    return found == NULL ? -1 : node_of(m, holder_of(m, (*found)->email));
}

/* ORG-15, over the superiors as they would be. */
static enum err
check_circles(struct maker *m)
{
    int entries = m->plan->list->len;
    int len = entries + m->present->employments_len;
    size_t size = (size_t)len + 1;
    int *superior = arena_array(m->arena, int, size);
    int *scratch = arena_array(m->arena, int, size);
    bool *circle = arena_array(m->arena, bool, size);
    const struct employment **sorted = arena_array(m->arena, const struct employment *, size);

    if (superior == NULL || scratch == NULL || circle == NULL || sorted == NULL)
        return ERR_LIMIT;
    for (int k = 0; k < m->present->employments_len; k++)
        sorted[k] = &m->present->employments[k];
    qsort(sorted, (size_t)m->present->employments_len, sizeof *sorted, by_account);
    for (int i = 0; i < entries; i++) {
        const struct employee_change *c = &m->plan->changes[i];

        superior[i] = c->superior;
        if (c->superior < 0 && c->now != NULL)
            superior[i] = node_of_account(m, sorted, c->now->superior);
    }
    for (int k = 0; k < m->present->employments_len; k++)
        superior[entries + k] = node_of_account(m, sorted, m->present->employments[k].superior);
    employee_find_circles(superior, len, scratch, circle);
    for (int i = 0; i < entries; i++) {
        if (circle[i] && m->plan->changes[i].superior >= 0)
            TRY(complain(m, i, EMPLOYEE_SUPERIOR, EMPLOYEE_SUPERIORS_CIRCLE,
                         m->plan->list->entries[i].superior));
    }
    return OK;
}

static enum err
find_missing(struct maker *m)
{
    const struct employee_present *p = m->present;

    m->plan->missing =
        arena_array(m->arena, const struct employment *, (size_t)p->employments_len + 1);
    if (m->plan->missing == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->employments_len; i++) {
        const struct holder *h = holder_of(m, p->employments[i].email);

        if (h->entry < 0 && !p->employments[i].has_last_day)
            m->plan->missing[m->plan->missing_len++] = &p->employments[i];
    }
    return OK;
}

struct unit_id
employee_unit_of(const struct employee_entry *entry, const struct unit *units, int units_len)
{
    struct unit_id at = {0};

    for (int level = 0; level < entry->units_len; level++) {
        struct unit_id below = {0};

        for (int i = 0; i < units_len && below.n == 0; i++) {
            if (units[i].parent.n == at.n && slice_eq(units[i].name, entry->units[level]))
                below = units[i].id;
        }
        if (below.n == 0)
            return below;
        at = below;
    }
    return at;
}

enum err
employee_plan_make(struct arena *a, struct employee_list *list,
                   const struct employee_present *present, struct employee_plan *ret_plan)
{
    struct maker m = {.arena = a, .plan = ret_plan, .present = present};

    *ret_plan = (struct employee_plan){.list = list};
    ret_plan->changes = arena_array(a, struct employee_change, (size_t)list->len + 1);
    if (ret_plan->changes == NULL)
        return ERR_LIMIT;
    TRY(collect_holders(&m));
    TRY(fold_jobs(&m));
    TRY(sort_numbers(&m));
    for (int i = 0; i < list->len; i++)
        TRY(plan_entry(&m, i));
    TRY(check_circles(&m));
    return find_missing(&m);
}

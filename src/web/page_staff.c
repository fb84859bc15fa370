/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "domain/right.h"
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/route.h"

/* --- which municipality -------------------------------------------------- */

enum err
page_staff_which(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_staff_which p = {.page = &page};
    const struct web_app *app = req->app;
    struct organisation *all = NULL;
    int len = 0;

    TRY(employee_organisations(&req->ctx, app->platform, req->actor, &all, &len));
    p.rows = arena_array(req->arena, struct staff_municipality, (size_t)len + 1);
    if (p.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        struct staff_desk d = {.page = &page, .organisation = all[i]};

        p.rows[p.rows_len++] = (struct staff_municipality){all[i].name, staff_desk_url(&d, "")};
    }
    if (p.rows_len == 1)
        return http_redirect(res, p.rows[0].url);
    page.title = page_say(&page, SAY_STAFF_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_staff_which, &p);
}

/* --- what is asked ------------------------------------------------------- */

static const struct {
    const char *value;
    enum say_key label;
} STATES[STAFF_STATES] = {
    [STAFF_CURRENT] = {"", SAY_STAFF_STATE_CURRENT},
    [STAFF_OPEN] = {"offen", SAY_STAFF_STATE_OPEN},
    [STAFF_DECLINED] = {"abgelehnt", SAY_STAFF_STATE_DECLINED},
    [STAFF_NO_JOB] = {"ohne-stelle", SAY_STAFF_STATE_NO_JOB},
    [STAFF_OVER] = {"ausgeschieden", SAY_STAFF_STATE_OVER},
    [STAFF_ALL] = {"alle", SAY_STAFF_STATE_ALL},
};

struct question {
    struct slice words;  /* as typed */
    struct slice folded; /* for comparing */
    struct unit_id unit; /* n == 0: any */
    enum staff_state state;
    int64_t from; /* first row, from 0 */
    struct day today;
};

static enum err
read_question(const struct page *page, struct question *q)
{
    const struct form *f = &page->req->query;
    struct slice state = form_value(f, "stand");
    struct form_range any = {1, INT64_MAX, 0};
    int64_t number = 1;

    *q = (struct question){.words = slice_trim(form_value(f, "q")), .today = page->snap->today};
    if (q->words.len > EMPLOYEE_FIELD_BYTES_MAX)
        return ERR_LIMIT;
    TRY(unicode_fold(page->req->arena, q->words, &q->folded));
    TRY(form_int(f, "abteilung", any, &q->unit.n));
    TRY(form_int(f, "seite", (struct form_range){1, 1000000, 1}, &number));
    q->from = (number - 1) * STAFF_ROWS_MAX;
    for (int i = 0; i < STAFF_STATES; i++) {
        if (slice_is(state, STATES[i].value))
            q->state = (enum staff_state)i;
    }
    return OK;
}

static bool
has_words(struct arena *a, struct slice text, struct slice folded)
{
    struct slice in = SLICE("");

    return unicode_fold(a, text, &in) == OK && slice_find(in, folded) < in.len;
}

/* Also of the units below the asked one. */
static bool
is_below(const struct employee_book *b, struct unit_id unit, struct unit_id asked)
{
    for (int steps = 0; unit.n != 0 && steps <= b->units_len; steps++) {
        struct unit_id up = {0};

        if (unit.n == asked.n)
            return true;
        for (int i = 0; i < b->units_len; i++) {
            if (b->units[i].id.n == unit.n)
                up = b->units[i].parent;
        }
        unit = up;
    }
    return false;
}

static bool
is_over(const struct employment *e, struct day today)
{
    return e->has_last_day && e->last_day.n < today.n;
}

static bool
has_state(const struct employment *e, const struct question *q)
{
    bool over = is_over(e, q->today);

    switch (q->state) {
    case STAFF_CURRENT:
        return !over;
    case STAFF_OPEN:
        return !over && e->answer == EMPLOYMENT_ASKED;
    case STAFF_DECLINED:
        return !over && e->answer == EMPLOYMENT_DECLINED;
    case STAFF_NO_JOB:
        return !over && e->job.n == 0;
    case STAFF_OVER:
        return over;
    case STAFF_ALL:
        return true;
    }
    return true;
}

static bool
is_meant(struct arena *a, const struct employee_book *b, const struct employment *e,
         const struct question *q)
{
    struct arena_mark mark = arena_mark(a);
    bool found = q->folded.len == 0 || has_words(a, e->name, q->folded) ||
                 has_words(a, e->email, q->folded) || has_words(a, e->number, q->folded);

    arena_rewind(a, mark);
    return found && has_state(e, q) && (q->unit.n == 0 || is_below(b, e->unit, q->unit));
}

/* --- all people ---------------------------------------------------------- */

static bool
has_role(const struct employee_book *b, struct account_id account, enum role role)
{
    for (int i = 0; i < b->roles_len; i++) {
        if (b->roles[i].of.account.n == account.n && b->roles[i].of.role == role)
            return true;
    }
    return false;
}

static void
put_row(struct page_staff *p, const struct employee_book *b, const struct employment *e,
        struct day today)
{
    const struct job_profile *job = browse_job(p->page->snap, e->job);

    p->rows[p->rows_len++] = (struct staff_row){
        .employment = e,
        .url = staff_desk_person_url(p->desk, e->id, ""),
        .unit = staff_desk_unit_path(p->desk, b, e->unit),
        .job = job != NULL ? page_name(p->page, job->name_de, job->name_en) : SLICE(""),
        .is_over = is_over(e, today),
        .is_hr = has_role(b, e->account, ROLE_HR),
        .is_open = e->answer == EMPLOYMENT_ASKED,
        .is_declined = e->answer == EMPLOYMENT_DECLINED,
    };
}

static struct slice
url_of(const struct page_staff *p, const struct question *q, int64_t number)
{
    struct text t = text_init(p->page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_put(&t, staff_desk_url(p->desk, "?seite="));
    text_int(&t, number);
    text_puts(&t, "&q=");
    percent_put(&t, q->words);
    text_printf(&t, "&stand=%s", STATES[q->state].value);
    if (q->unit.n != 0)
        text_printf(&t, "&abteilung=%lld", (long long)q->unit.n);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

/* Names are kept as one text; what stands last in it is what a list is looked through by. */
struct listed {
    struct slice key;
    const struct employment *employment;
};

static int
by_key(const void *a, const void *b)
{
    const struct listed *x = a;
    const struct listed *y = b;
    int order = slice_cmp(x->key, y->key);

    return order != 0 ? order
                      : (x->employment->id.n > y->employment->id.n) -
                            (x->employment->id.n < y->employment->id.n);
}

static enum err
key_of(struct arena *a, struct slice name, struct slice *ret_key)
{
    size_t at = name.len;
    struct text t = text_init(a, name.len + 2);
    struct slice turned = name;

    while (at > 0 && name.at[at - 1] != ' ')
        at--;
    text_put(&t, slice_sub(name, at, name.len));
    text_putc(&t, ' ');
    text_put(&t, slice_sub(name, 0, at));
    TRY(text_end(&t, &turned));
    return unicode_fold(a, turned, ret_key);
}

/* By family name. */
static enum err
sort_people(struct arena *a, struct employments *all)
{
    struct listed *listed = arena_array(a, struct listed, (size_t)all->len + 1);
    struct employment *sorted = arena_array(a, struct employment, (size_t)all->len + 1);

    if (listed == NULL || sorted == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < all->len; i++) {
        listed[i].employment = &all->at[i];
        TRY(key_of(a, all->at[i].name, &listed[i].key));
    }
    qsort(listed, (size_t)all->len, sizeof *listed, by_key);
    for (int i = 0; i < all->len; i++)
        sorted[i] = *listed[i].employment;
    all->at = sorted;
    return OK;
}

static void
put_rows(struct page_staff *p, const struct employee_book *b, const struct question *q)
{
    for (int i = 0; i < b->all.len; i++) {
        const struct employment *e = &b->all.at[i];

        p->not_asked += e->answer == EMPLOYMENT_ASKED && e->invited.ms == 0 &&
                        employment_is_current(e, q->today);
        if (!is_meant(p->page->req->arena, b, e, q))
            continue;
        if (p->total >= q->from && p->rows_len < STAFF_ROWS_MAX)
            put_row(p, b, e, q->today);
        p->total++;
    }
    p->people = b->all.len;
    p->first = p->rows_len > 0 ? (int)q->from + 1 : 0;
    p->last = (int)q->from + p->rows_len;
    if (q->from > 0)
        p->previous_url = url_of(p, q, q->from / STAFF_ROWS_MAX);
    if (p->rows_len > 0 && p->last < p->total)
        p->next_url = url_of(p, q, q->from / STAFF_ROWS_MAX + 2);
}

/* Who has the role and stands in no line: the contact person whom the cooperative entered. */
static enum err
put_others(struct page_staff *p, const struct employee_book *b)
{
    p->others = arena_array(p->page->req->arena, struct role_holder, (size_t)b->roles_len + 1);
    if (p->others == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < b->roles_len; i++) {
        bool entered = b->roles[i].of.role != ROLE_HR;

        for (int k = 0; k < b->all.len; k++)
            entered |= b->all.at[k].account.n == b->roles[i].of.account.n;
        if (!entered)
            p->others[p->others_len++] = b->roles[i];
    }
    return OK;
}

static struct slice
what_was_done(const struct page *page)
{
    const struct form *f = &page->req->query;
    int64_t n = 0;

    if (form_has(f, "eingelesen"))
        return page_say(page, SAY_STAFF_IMPORTED);
    if (form_has(f, "eingeladen") &&
        form_int(f, "eingeladen", (struct form_range){0, EMPLOYEE_INVITES_MAX, 0}, &n) == OK)
        return page_tell(page, SAY_STAFF_INVITED, SAY_ARGS(SAY_AS_INT(n)));
    return SLICE("");
}

enum err
page_staff_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_staff *p = arena_new(req->arena, struct page_staff);
    struct staff_desk desk;
    struct employee_book book = {0};
    struct question q;

    if (p == NULL)
        return ERR_LIMIT;
    TRY(staff_desk_open(&desk, &page, STAFF_PEOPLE));
    TRY(read_question(&page, &q));
    TRY(employee_book_load(&req->ctx, &desk.use, &book));
    TRY(sort_people(req->arena, &book.all));
    p->page = &page;
    p->desk = &desk;
    p->words = q.words;
    p->good = what_was_done(&page);
    TRY(staff_desk_units(&desk, &book, q.unit, &p->units, &p->units_len));
    for (int i = 0; i < STAFF_STATES; i++)
        p->states[i] = (struct choice){.value = slice_of(STATES[i].value),
                                       .label = page_say(&page, STATES[i].label),
                                       .chosen = i == (int)q.state};
    put_rows(p, &book, &q);
    TRY(put_others(p, &book));
    page.title = page_tell(&page, SAY_STAFF_OF, SAY_ARGS(SAY_AS_TEXT(desk.organisation.name)));
    PAGE_SEND(&page, res, page_staff, p);
}

/* --- asking all ---------------------------------------------------------- */

enum err
page_staff_invite(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    char rest[40];
    int invited = 0;

    TRY(staff_desk_open(&desk, &page, STAFF_PEOPLE));
    TRY(employee_invite(&req->ctx, &desk.use, (struct employment_id){0}, &invited));
    (void)snprintf(rest, sizeof rest, "?eingeladen=%d", invited);
    return http_redirect(res, staff_desk_url(&desk, rest));
}

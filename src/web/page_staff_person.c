/* SPDX-License-Identifier: EUPL-1.2 */
/* One person of a municipality: what it says of them, asking them, the role of HR. */
#include "domain/right.h"
#include "service/browse_service.h"
#include "web/page.gen.h"
#include "web/page_staff.h"
#include "web/route.h"

static const char KEEP[] = "-"; /* a job that is no longer in the library stays */

struct person {
    struct page page;
    struct staff_desk desk;
    struct employee_book book;
    struct employment *employment;
};

static void
person_done(struct person *x)
{
    if (x->page.req != NULL)
        page_done(&x->page);
}

static enum err
person_begin(struct http_request *req, struct person *x)
{
    int64_t id = 0;

    x->page = page_begin(req, NAV_ACCOUNT);
    TRY(staff_desk_open(&x->desk, &x->page, STAFF_PEOPLE));
    if (slice_int(http_param(req, "id"), 1, INT64_MAX, &id) != OK)
        return ERR_NOT_FOUND;
    TRY(employee_book_load(&req->ctx, &x->desk.use, &x->book));
    for (int i = 0; i < x->book.all.len; i++) {
        if (x->book.all.at[i].id.n == id)
            x->employment = &x->book.all.at[i];
    }
    return x->employment != NULL ? OK : ERR_NOT_FOUND;
}

/* --- the form ------------------------------------------------------------ */

static struct slice
email_of(const struct person *x, struct account_id id)
{
    for (int i = 0; id.n != 0 && i < x->book.all.len; i++) {
        if (x->book.all.at[i].account.n == id.n)
            return x->book.all.at[i].email;
    }
    return SLICE("");
}

static struct slice
iso_of(const struct person *x, bool has, struct day day)
{
    struct text t = text_init(x->page.req->arena, 16);
    struct slice s = SLICE("");

    if (!has)
        return s;
    day_put_iso(&t, day);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static struct field
field_of(const char *name, enum say_key label, const char *type, struct slice value)
{
    return (struct field){.id = name, .name = name, .label = label, .type = type, .value = value};
}

static enum err
put_jobs(const struct person *x, struct page_staff_person *p)
{
    const struct catalogue *c = x->page.snap->catalogue;
    struct job_profile_id now = x->employment->job;
    struct choice *jobs = arena_array(x->page.req->arena, struct choice, (size_t)c->jobs_len + 1);

    if (jobs == NULL)
        return ERR_LIMIT;
    p->job = (struct staff_select){.id = "stelle",
                                   .label = SAY_STAFF_JOB,
                                   .none = page_say(&x->page, SAY_STAFF_NONE),
                                   .choices = jobs};
    if (now.n != 0 && browse_job(x->page.snap, now) == NULL)
        jobs[p->job.choices_len++] = (struct choice){
            slice_of(KEEP), page_say(&x->page, SAY_STAFF_JOB_RETIRED), SLICE(""), true};
    for (int i = 0; i < c->jobs_len; i++) {
        const struct job_profile *job = &c->jobs[i];

        if (job_profile_is_for(job, x->desk.organisation.id))
            jobs[p->job.choices_len++] =
                (struct choice){job->code, page_name(&x->page, job->name_de, job->name_en),
                                SLICE(""), job->id.n == now.n};
    }
    return OK;
}

static enum err
put_person(const struct person *x, struct page_staff_person *p)
{
    const struct employment *e = x->employment;
    struct day today = x->page.snap->today;

    p->page = &x->page;
    p->desk = &x->desk;
    p->employment = e;
    p->errors = arena_new(x->page.req->arena, struct form_errors);
    if (p->errors == NULL)
        return ERR_LIMIT;
    p->action = staff_desk_person_url(&x->desk, e->id, "");
    p->invite = staff_desk_person_url(&x->desk, e->id, "/einladen");
    p->role = staff_desk_person_url(&x->desk, e->id, "/rolle");
    p->name = field_of("name", SAY_STAFF_NAME, "text", e->name);
    p->number = field_of("personalnummer", SAY_STAFF_NUMBER, "text", e->number);
    p->superior = field_of("vorgesetzt", SAY_STAFF_SUPERIOR, "email", email_of(x, e->superior));
    p->superior.hint = page_say(&x->page, SAY_STAFF_SUPERIOR_HINT);
    p->deputy = field_of("vertretung", SAY_STAFF_DEPUTY, "email", email_of(x, e->deputy));
    p->first_day = field_of("eintritt", SAY_STAFF_FIRST_DAY, "date", iso_of(x, true, e->first_day));
    p->last_day =
        field_of("austritt", SAY_STAFF_LAST_DAY, "date", iso_of(x, e->has_last_day, e->last_day));
    p->last_day.hint = page_say(&x->page, SAY_STAFF_LAST_DAY_HINT);
    p->unit = (struct staff_select){
        .id = "abteilung", .label = SAY_STAFF_UNIT, .none = page_say(&x->page, SAY_STAFF_NONE)};
    p->is_over = e->has_last_day && e->last_day.n < today.n;
    p->is_self = e->account.n == x->page.req->actor->id.n;
    for (int i = 0; i < x->book.roles_len; i++)
        p->is_hr |=
            x->book.roles[i].of.account.n == e->account.n && x->book.roles[i].of.role == ROLE_HR;
    p->may_get_role = e->answer == EMPLOYMENT_ACCEPTED && !p->is_over;
    p->may_be_asked =
        e->answer == EMPLOYMENT_ASKED && !p->is_over &&
        x->page.req->ctx.now.ms - e->invited.ms >= (int64_t)INVITE_AGAIN_HOURS * 3600000;
    TRY(staff_desk_units(&x->desk, &x->book, e->unit, &p->unit.choices, &p->unit.choices_len));
    return put_jobs(x, p);
}

static enum err
show(struct person *x, struct http_response *res, struct page_staff_person *p)
{
    x->page.title = x->employment->name;
    p->crumbs.crumbs[0] = (struct crumb){
        page_tell(&x->page, SAY_STAFF_OF, SAY_ARGS(SAY_AS_TEXT(x->desk.organisation.name))),
        staff_desk_url(&x->desk, "")};
    p->crumbs.crumbs[1].label = x->page.title;
    p->crumbs.crumbs_len = 2;
    if (p->errors->errors_len > 0)
        res->status = 422;
    PAGE_SEND(&x->page, res, page_staff_person, p);
}

enum err
page_staff_person_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(person_done) struct person x = {.employment = NULL};
    struct page_staff_person p = {.page = NULL};

    TRY(person_begin(req, &x));
    TRY(put_person(&x, &p));
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&x.page, SAY_STAFF_SAVED);
    else if (form_has(&req->query, "eingeladen"))
        p.good = page_say(&x.page, SAY_STAFF_PERSON_INVITED);
    return show(&x, res, &p);
}

/* --- saving -------------------------------------------------------------- */

static void
wrong(const struct person *x, struct page_staff_person *p, struct field *f, enum say_key why)
{
    f->error = page_say(&x->page, why);
    form_errors_add(p->errors,
                    (struct form_error){slice_of(f->id), page_say(&x->page, f->label), f->error});
}

static void
read_day(const struct person *x, struct page_staff_person *p, struct field *f, bool *ret_has,
         struct day *ret_day)
{
    *ret_has = f->value.len > 0;
    if (*ret_has && day_parse_iso(f->value, ret_day) != OK &&
        day_parse_german(f->value, ret_day) != OK)
        wrong(x, p, f, SAY_STAFF_DAY_WRONG);
}

/* By mail address, of who works here today. */
static void
read_colleague(const struct person *x, struct page_staff_person *p, struct field *f,
               struct account_id *ret_account)
{
    struct slice email = SLICE("");

    ret_account->n = 0;
    if (f->value.len == 0)
        return;
    if (account_email_parse(x->page.req->arena, f->value, &email) != OK) {
        wrong(x, p, f, SAY_ACCOUNT_EMAIL_WRONG);
        return;
    }
    for (int i = 0; i < x->book.all.len; i++) {
        const struct employment *e = &x->book.all.at[i];

        if (slice_eq(e->email, email) && employment_is_current(e, x->page.snap->today))
            *ret_account = e->account;
    }
    if (ret_account->n == 0)
        wrong(x, p, f, SAY_STAFF_COLLEAGUE_UNKNOWN);
}

static void
choose(struct staff_select *s, struct slice value)
{
    for (int i = 0; i < s->choices_len; i++)
        s->choices[i].chosen = slice_eq(s->choices[i].value, value);
}

static void
read_choices(const struct person *x, struct page_staff_person *p, struct employment *e)
{
    const struct form *f = &x->page.req->form;
    struct slice job = form_value(f, "stelle");
    struct slice unit = form_value(f, "abteilung");
    const struct job_profile *found = browse_job_by_code(x->page.snap, job);

    choose(&p->job, job);
    choose(&p->unit, unit);
    if (!slice_is(job, KEEP))
        e->job.n =
            found != NULL && job_profile_is_for(found, x->desk.organisation.id) ? found->id.n : 0;
    e->unit.n = 0;
    for (int i = 0; i < p->unit.choices_len; i++) {
        if (p->unit.choices[i].chosen && slice_int(unit, 1, INT64_MAX, &e->unit.n) != OK)
            e->unit.n = 0;
    }
}

static void
read_person(const struct person *x, struct page_staff_person *p, struct employment *e)
{
    const struct form *f = &x->page.req->form;
    struct field *fields[] = {&p->name,   &p->number,    &p->superior,
                              &p->deputy, &p->first_day, &p->last_day};
    bool begins = false;

    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        fields[i]->value = slice_trim(form_value(f, fields[i]->name));
    e->name = p->name.value;
    e->number = p->number.value;
    if (e->name.len == 0)
        wrong(x, p, &p->name, SAY_STAFF_NAME_MISSING);
    else if (e->name.len > ACCOUNT_NAME_BYTES_MAX)
        wrong(x, p, &p->name, SAY_STAFF_TOO_LONG);
    if (e->number.len > EMPLOYEE_NUMBER_BYTES_MAX)
        wrong(x, p, &p->number, SAY_STAFF_TOO_LONG);
    read_choices(x, p, e);
    read_colleague(x, p, &p->superior, &e->superior);
    read_colleague(x, p, &p->deputy, &e->deputy);
    read_day(x, p, &p->first_day, &begins, &e->first_day);
    if (!begins)
        wrong(x, p, &p->first_day, SAY_STAFF_DAY_WRONG);
    read_day(x, p, &p->last_day, &e->has_last_day, &e->last_day);
    if (p->errors->errors_len == 0 && e->has_last_day && e->last_day.n < e->first_day.n)
        wrong(x, p, &p->last_day, SAY_STAFF_ENDS_BEFORE);
}

enum err
page_staff_person_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(person_done) struct person x = {.employment = NULL};
    struct page_staff_person p = {.page = NULL};
    struct employment wanted;
    enum err e;

    TRY(person_begin(req, &x));
    TRY(put_person(&x, &p));
    wanted = *x.employment;
    read_person(&x, &p, &wanted);
    if (p.errors->errors_len > 0)
        return show(&x, res, &p);
    e = employee_change(&req->ctx, &x.desk.use, &wanted);
    if (e == ERR_INVALID || e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        wrong(&x, &p, e == ERR_INVALID ? &p.superior : &p.last_day,
              e == ERR_INVALID ? SAY_STAFF_CIRCLE : SAY_STAFF_WORKS_TWICE);
        return show(&x, res, &p);
    }
    TRY(e);
    return http_redirect(res, staff_desk_person_url(&x.desk, wanted.id, "?gespeichert"));
}

/* --- asking, the role ---------------------------------------------------- */

enum err
page_staff_person_invite(struct http_request *req, struct http_response *res)
{
    CLEANUP(person_done) struct person x = {.employment = NULL};
    int invited = 0;
    enum err e;

    TRY(person_begin(req, &x));
    e = employee_invite(&req->ctx, &x.desk.use, x.employment->id, &invited);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        return http_redirect(res, staff_desk_person_url(&x.desk, x.employment->id, ""));
    }
    TRY(e);
    return http_redirect(res, staff_desk_person_url(&x.desk, x.employment->id, "?eingeladen"));
}

enum err
page_staff_person_role(struct http_request *req, struct http_response *res)
{
    CLEANUP(person_done) struct person x = {.employment = NULL};
    struct page_staff_person p = {.page = NULL};
    bool gives = slice_is(form_value(&req->form, "hr"), "1");
    enum err e;

    TRY(person_begin(req, &x));
    e = employee_set_hr(&req->ctx, &x.desk.use, x.employment->id, gives);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        TRY(put_person(&x, &p));
        p.problem = page_say(&x.page, gives ? SAY_STAFF_ROLE_NOT_YET : SAY_STAFF_ROLE_OWN);
        res->status = 409;
        return show(&x, res, &p);
    }
    TRY(e);
    return http_redirect(res, staff_desk_person_url(&x.desk, x.employment->id, "?gespeichert"));
}

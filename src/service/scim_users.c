/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/scim_users.h"

#include "exchange/scim_patch.h"
#include "service/role_change.h"
#include "service/scim_parts.h"
#include "storage/directory_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"

struct use {
    struct scim_talk *talk;
    const struct scim_door *door;
    const struct snapshot *snap;
    struct scim_view view;
    struct employee_plan plan;
    /* what is asked for */
    const struct scim_question *question;
    struct scim_filter filter;
    struct scim_answer answer;
    struct slice id;
    const struct scim_change *change;
    const struct json_value *body;
    /* what becomes of it */
    struct scim_user before;
    struct scim_user after;
    struct employment now;        /* as it is kept; id 0: new */
    struct directory_entry entry; /* as it will be */
    struct scim_user result;
};

/* A use case may run again (PostgreSQL): it begins from nothing each time. */
static enum err
begin(struct db *db, struct use *u)
{
    u->talk->ctx = db_ctx(db);
    u->talk->type = SCIM_NO_TYPE;
    u->talk->is_stale = false;
    return scim_view_load(db, u->door, &u->view);
}

static enum err
read(struct use *u, db_use_case *use_case)
{
    struct ctx *ctx = u->talk->ctx;
    enum err e = db_read(platform_db(u->door->use.platform), ctx, use_case, u);

    u->talk->ctx = ctx;
    return e;
}

static bool
has_said(const struct scim_user *u, enum scim_attr attr)
{
    return (u->said & SCIM_BIT(attr)) != 0;
}

static bool
is_stated(const struct scim_user *u, enum scim_attr attr)
{
    return has_said(u, attr) && u->text[attr].len > 0;
}

/* --- reading -------------------------------------------------------------- */

static enum err
list(struct db *db, void *arg)
{
    struct use *u = arg;
    const struct scim_question *q = u->question;

    TRY(begin(db, u));
    u->answer = (struct scim_answer){.len = 0};
    if (u->view.job.book.all.len > SCIM_PEOPLE_MAX)
        return scim_fail(u->talk, SCIM_TOO_MANY, "more than %d people", SCIM_PEOPLE_MAX);
    u->answer.users = arena_array(db_ctx(db)->arena, struct scim_user, (size_t)q->count + 1);
    if (u->answer.users == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory left for %lld users", (long long)q->count);
    for (int i = 0; i < u->view.job.book.all.len; i++) {
        struct scim_user user;

        if (!scim_view_sees(&u->view, u->view.by_id[i]))
            continue;
        TRY(scim_view_user(&u->view, u->view.by_id[i], &user));
        if (!scim_filter_fits(&u->filter, &user))
            continue;
        u->answer.total++;
        if (u->answer.total < q->start || u->answer.len >= q->count)
            continue;
        TRY(scim_view_version(db_ctx(db)->arena, &user));
        u->answer.users[u->answer.len++] = user;
    }
    return OK;
}

enum err
scim_users_list(struct scim_talk *t, const struct scim_door *d, const struct scim_question *q,
                struct scim_answer *ret_answer)
{
    struct use *u = arena_new(t->ctx->arena, struct use);

    if (u == NULL)
        return fail(t->ctx, ERR_LIMIT, "no memory left for a list");
    *u = (struct use){.talk = t, .door = d, .question = q, .filter = {.root = -1}};
    TRY(employee_need(t->ctx, &d->use, RIGHT_EMPLOYEES_MANAGE));
    if (q->filter.at != NULL)
        TRY(scim_filter_read(t, q->filter, &u->filter));
    TRY(read(u, list));
    *ret_answer = u->answer;
    return OK;
}

static enum err
find_user(struct use *u, struct slice id, struct scim_user *ret_user)
{
    const struct employment *e = scim_view_find(&u->view, id);

    if (e == NULL)
        return fail(u->talk->ctx, ERR_NOT_FOUND, "there is no user of this id");
    TRY(scim_view_user(&u->view, e, ret_user));
    return scim_view_version(u->talk->ctx->arena, ret_user);
}

static enum err
find(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(begin(db, u));
    return find_user(u, u->id, &u->result);
}

enum err
scim_users_find(struct scim_talk *t, const struct scim_door *d, struct slice id,
                struct scim_user *ret_user)
{
    struct use *u = arena_new(t->ctx->arena, struct use);

    if (u == NULL)
        return fail(t->ctx, ERR_LIMIT, "no memory left for a user");
    *u = (struct use){.talk = t, .door = d, .id = id};
    TRY(employee_need(t->ctx, &d->use, RIGHT_EMPLOYEES_MANAGE));
    TRY(read(u, find));
    *ret_user = u->result;
    return OK;
}

/* --- what a request says of a name and an address -------------------------- */

/* Of somebody of whom the whole name alone is known and a request states one part of it. */
static void
split_name(struct slice name, struct slice *ret_given, struct slice *ret_family)
{
    size_t at = name.len;

    while (at > 0 && name.at[at - 1] != ' ')
        at--;
    if (ret_given->len == 0)
        *ret_given = slice_trim(slice_sub(name, 0, at));
    if (ret_family->len == 0)
        *ret_family = slice_sub(name, at, name.len);
}

/* SCIM-10 */
static enum err
name_of(struct use *u, struct slice *ret_name)
{
    const struct scim_user *a = &u->after;
    struct slice given = u->entry.given_name;
    struct slice family = u->entry.family_name;
    bool was_known = given.len > 0 || family.len > 0;
    bool says_parts = has_said(a, SCIM_GIVEN_NAME) || has_said(a, SCIM_FAMILY_NAME);

    if (was_known && !says_parts && u->now.id.n != 0) { /* what HR wrote meanwhile stays */
        *ret_name = u->now.name;
        return OK;
    }
    if (has_said(a, SCIM_GIVEN_NAME))
        given = a->text[SCIM_GIVEN_NAME];
    if (has_said(a, SCIM_FAMILY_NAME))
        family = a->text[SCIM_FAMILY_NAME];
    if (!was_known && (given.len > 0) != (family.len > 0) && u->before.text[SCIM_FORMATTED].len > 0)
        split_name(u->before.text[SCIM_FORMATTED], &given, &family);
    u->entry.given_name = given;
    u->entry.family_name = family;
    TRY(scim_view_join(u->talk->ctx->arena, given, family, ret_name));
    if (ret_name->len == 0 && is_stated(a, SCIM_FORMATTED))
        *ret_name = a->text[SCIM_FORMATTED];
    if (ret_name->len == 0 && is_stated(a, SCIM_DISPLAY_NAME))
        *ret_name = a->text[SCIM_DISPLAY_NAME];
    if (ret_name->len == 0)
        *ret_name = u->before.text[SCIM_FORMATTED];
    if (ret_name->len == 0 || ret_name->len > ACCOUNT_NAME_BYTES_MAX)
        return scim_fail(u->talk, SCIM_INVALID_VALUE,
                         "name.givenName and name.familyName, or displayName, are missing or too "
                         "long together");
    return OK;
}

/* SCIM-5 */
static enum err
email_of(struct use *u, struct slice *ret_email)
{
    const struct scim_user *a = &u->after;
    struct slice typed = a->text[is_stated(a, SCIM_EMAIL) ? SCIM_EMAIL : SCIM_USER_NAME];
    enum err e;

    *ret_email = u->now.email;
    if (u->now.id.n != 0 && !has_said(a, SCIM_EMAIL))
        return OK;
    e = account_email_parse(u->talk->ctx->arena, typed, ret_email);
    return e == ERR_INVALID ? scim_fail(u->talk, SCIM_INVALID_VALUE,
                                        "emails.value is no mail address that we can send to")
                            : e;
}

/* SCIM-7 */
static enum err
check_user_name(struct use *u)
{
    struct slice name = u->after.text[SCIM_USER_NAME];

    if (!has_said(&u->after, SCIM_USER_NAME))
        return OK;
    for (int i = 0; i < u->view.job.book.all.len; i++) {
        const struct employment *e = u->view.by_id[i];
        const struct directory_entry *entry = scim_view_entry(&u->view, e->id);
        struct slice other = entry != NULL ? entry->user_name : e->email;

        if (e->id.n != u->now.id.n && scim_view_sees(&u->view, e) &&
            slice_eq_ascii_nocase(other, name))
            return scim_fail(u->talk, SCIM_UNIQUENESS, "userName is another user's");
    }
    return OK;
}

/* --- as a list of one ------------------------------------------------------ */

static enum err
put_superior(struct use *u, struct employee_entry *entry)
{
    const struct employment *e = scim_view_find(&u->view, u->after.text[SCIM_MANAGER]);

    if (e == NULL || !employment_is_current(e, day_of(u->talk->ctx->now)))
        return scim_fail(u->talk, SCIM_INVALID_VALUE,
                         "manager.value is the id of nobody who works here");
    entry->superior = e->email;
    return OK;
}

static enum err
complain(struct use *u, const struct employee_problem *p)
{
    switch ((int)p->fault) {
    case EMPLOYEE_NUMBER_TAKEN:
        return scim_fail(u->talk, SCIM_UNIQUENESS, "employeeNumber is another user's");
    case EMPLOYEE_SUPERIORS_CIRCLE:
        return scim_fail(u->talk, SCIM_INVALID_VALUE, "manager.value would make a circle");
    default:
        return scim_fail(u->talk, SCIM_INVALID_VALUE,
                         "manager.value is the id of nobody who works here");
    }
}

/* What a list of employees with this one line would do, done. */
static enum err
save_as_list(struct db *db, struct use *u, struct employee_entry *entry, struct employment *ret)
{
    struct employee_job *j = &u->view.job;

    j->snap = u->snap;
    j->plan = &u->plan;
    j->list = (struct employee_list){.entries = entry, .len = 1, .rows = 1};
    if (is_stated(&u->after, SCIM_NUMBER))
        entry->number = u->after.text[SCIM_NUMBER];
    if (is_stated(&u->after, SCIM_DEPARTMENT))
        scim_view_units(&u->view, u->now.unit, u->after.text[SCIM_DEPARTMENT], entry);
    if (is_stated(&u->after, SCIM_MANAGER))
        TRY(put_superior(u, entry));
    TRY(employee_job_plan(j));
    if (j->list.problems_len > 0)
        return complain(u, &j->list.problems[0]);
    return employee_job_save(db, j, ret);
}

/* SCIM-12: what is removed by name: a list cannot say that, the page of a person can. */
static enum err
clear(struct db *db, struct use *u, struct employment *e)
{
    struct employment before = *e;

    if (has_said(&u->after, SCIM_NUMBER) && u->after.text[SCIM_NUMBER].len == 0)
        e->number = SLICE("");
    if (has_said(&u->after, SCIM_DEPARTMENT) && u->after.text[SCIM_DEPARTMENT].len == 0)
        e->unit.n = 0;
    if (has_said(&u->after, SCIM_MANAGER) && u->after.text[SCIM_MANAGER].len == 0)
        e->superior.n = 0;
    if (e->number.len == before.number.len && e->unit.n == before.unit.n &&
        e->superior.n == before.superior.n)
        return OK;
    TRY(employment_store_save(db, e));
    return employee_note(db, &u->door->use, &before, e);
}

static struct day
yesterday(const struct use *u)
{
    return day_plus(day_of(u->talk->ctx->now), -1);
}

static enum err
invite(struct db *db, const struct use *u, struct employment *e)
{
    struct organisation o = {0};

    if (!u->door->invites || e->answer != EMPLOYMENT_ASKED || e->invited.ms != 0)
        return OK;
    TRY(organisation_store_by_id(db, db_ctx(db)->arena, u->door->use.organisation, &o));
    return employee_ask(db, &u->door->use, o.name, e);
}

/* The directory's own words, the roles of work that is over, and the user as it is now. */
static enum err
finish(struct db *db, struct use *u, struct employment_id id)
{
    struct text t = text_init(u->talk->ctx->arena, 24);

    u->entry.employment = id;
    TRY(directory_store_save(db, u->door->use.organisation, &u->entry));
    TRY(role_change_end(db, u->door->use.actor, u->door->use.organisation));
    text_int(&t, id.n);
    TRY(text_end(&t, &u->id));
    if (u->entry.state == DIRECTORY_DELETED)
        return OK;
    TRY(scim_view_load(db, u->door, &u->view));
    return find_user(u, u->id, &u->result);
}

/* --- somebody new ---------------------------------------------------------- */

static void
put_words(struct use *u)
{
    if (has_said(&u->after, SCIM_USER_NAME))
        u->entry.user_name = u->after.text[SCIM_USER_NAME];
    if (has_said(&u->after, SCIM_EXTERNAL_ID))
        u->entry.external_id = u->after.text[SCIM_EXTERNAL_ID];
    if (has_said(&u->after, SCIM_ACTIVE))
        u->entry.state = u->after.active ? DIRECTORY_ACTIVE : DIRECTORY_INACTIVE;
}

/* SCIM-6: work that the directory ended goes on. */
static enum err
reopen(struct db *db, struct use *u, const struct directory_entry *entry)
{
    struct employments *all = &u->view.job.book.all;
    struct employment before = u->now;
    enum err e;

    if (entry == NULL || entry->state == DIRECTORY_ACTIVE || !u->now.has_last_day)
        return OK;
    for (int i = 0; i < all->len; i++) {
        if (all->at[i].id.n != u->now.id.n)
            continue;
        all->at[i].has_last_day = false;
        e = employee_job_alone(u->talk->ctx, all, &all->at[i]);
        if (e == ERR_CONFLICT) {
            ctx_clear(u->talk->ctx);
            return scim_fail(u->talk, SCIM_UNIQUENESS, "the person is another user who works here");
        }
        TRY(e);
        TRY(employment_store_save(db, &all->at[i]));
        TRY(employee_note(db, &u->door->use, &before, &all->at[i]));
        TRY(employee_regain(db, &u->door->use, &all->at[i]));
        u->now = all->at[i];
    }
    return OK;
}

/* Whoever works here under this address, and was not spoken of by the directory or deleted. */
static enum err
adopt(struct db *db, struct use *u, struct slice email)
{
    const struct directory_entry *entry = NULL;

    for (int i = 0; i < u->view.by_account_len; i++) {
        const struct employment *e = u->view.by_account[i];

        if (!slice_eq(e->email, email))
            continue;
        entry = scim_view_entry(&u->view, e->id);
        if (entry != NULL && entry->state != DIRECTORY_DELETED)
            return scim_fail(u->talk, SCIM_UNIQUENESS, "emails.value is another user's");
        u->now = *e;
    }
    if (entry != NULL)
        u->entry.created = entry->created;
    return u->after.active ? reopen(db, u, entry) : OK;
}

static enum err
create(struct db *db, void *arg)
{
    struct use *u = arg;
    struct employee_entry entry = {.first_day = {DAY_MIN}, .last_day = {DAY_MIN}};
    struct employment saved = {0};

    TRY(begin(db, u));
    u->now = (struct employment){.email = SLICE("")};
    u->entry = (struct directory_entry){.external_id = SLICE(""),
                                        .given_name = SLICE(""),
                                        .family_name = SLICE(""),
                                        .created = db_ctx(db)->now};
    TRY(email_of(u, &entry.email));
    TRY(adopt(db, u, entry.email));
    TRY(check_user_name(u));
    TRY(name_of(u, &entry.name));
    put_words(u);
    if (!u->after.active && u->now.id.n == 0)
        entry.last_day = yesterday(u);
    TRY(save_as_list(db, u, &entry, &saved));
    if (!u->after.active && u->now.id.n != 0)
        TRY(employee_job_end(db, &u->door->use, &saved, yesterday(u)));
    if (u->after.active)
        TRY(invite(db, u, &saved));
    return finish(db, u, saved.id);
}

static enum err
write(struct use *u, db_use_case *use_case)
{
    struct platform *platform = u->door->use.platform;
    struct ctx *ctx = u->talk->ctx;
    enum err e;

    u->snap = snapshot_acquire(platform);
    e = db_write(platform_db(platform), ctx, use_case, u);
    snapshot_release(platform, u->snap);
    u->talk->ctx = ctx;
    return e;
}

static void
clear_texts(struct scim_user *user)
{
    *user = (struct scim_user){.active = true};
    for (int i = 0; i < SCIM_ATTRS; i++)
        user->text[i] = SLICE("");
}

enum err
scim_users_create(struct scim_talk *t, const struct scim_door *d, const struct json_value *body,
                  struct scim_user *ret_user)
{
    struct use *u = arena_new(t->ctx->arena, struct use);

    if (u == NULL)
        return fail(t->ctx, ERR_LIMIT, "no memory left for a user");
    *u = (struct use){.talk = t, .door = d};
    clear_texts(&u->before);
    clear_texts(&u->after);
    TRY(employee_need(t->ctx, &d->use, RIGHT_EMPLOYEES_MANAGE));
    TRY(scim_user_read(t, body, &u->after));
    u->after.said |= SCIM_BIT(SCIM_ACTIVE);
    if (!is_stated(&u->after, SCIM_USER_NAME))
        return scim_fail(t, SCIM_INVALID_VALUE, "userName is needed");
    TRY(write(u, create));
    *ret_user = u->result;
    return OK;
}

/* --- somebody known -------------------------------------------------------- */

/* SCIM-13: the address that a person who has not answered is asked under is another one's mailbox
 * now. */
static enum err
readdress(struct db *db, struct use *u, struct slice email)
{
    struct employments *all = &u->view.job.book.all;
    struct employee_entry entry = {.email = email, .name = u->now.name};
    struct account account = {.id = {0}};
    struct employment *e = NULL;

    if (slice_eq(email, u->now.email))
        return OK;
    for (int i = 0; i < all->len; i++) {
        if (all->at[i].id.n == u->now.id.n)
            e = &all->at[i];
        else if (slice_eq(all->at[i].email, email) &&
                 employment_is_current(&all->at[i], day_of(u->talk->ctx->now)))
            return scim_fail(u->talk, SCIM_UNIQUENESS, "emails.value is another user's");
    }
    assert(e != NULL);
    if (e->answer == EMPLOYMENT_ASKED) {
        TRY(employee_job_account(db, &u->view.job, &entry, &account));
        if (account.id.n != e->account.n)
            TRY(employment_store_readdress(db, e, account.id));
    }
    e->email = email;
    TRY(employment_store_save(db, e));
    u->now = *e;
    return OK;
}

/* Somebody whose work goes on: all that a list can say, and what was removed by name. */
static enum err
change_work(struct db *db, struct use *u, const struct slice name, struct slice email)
{
    struct employee_entry entry = {.name = name, .first_day = {DAY_MIN}, .last_day = {DAY_MIN}};
    struct employment saved = u->now;

    TRY(readdress(db, u, email));
    entry.email = u->now.email;
    TRY(save_as_list(db, u, &entry, &saved));
    TRY(clear(db, u, &saved));
    if (!u->after.active)
        return employee_job_end(db, &u->door->use, &saved, yesterday(u));
    return has_said(&u->after, SCIM_EMAIL) ? invite(db, u, &saved) : OK;
}

/* SCIM-16 */
static enum err
take_change(struct use *u)
{
    if (u->change->if_match.at != NULL && !slice_is(u->change->if_match, "*") &&
        !slice_eq(u->change->if_match, u->before.text[SCIM_META])) {
        u->talk->is_stale = true;
        return fail(u->talk->ctx, ERR_CONFLICT, "the user has changed since");
    }
    u->after = u->before;
    if (u->change->verb == SCIM_DELETE)
        return OK;
    return u->change->verb == SCIM_PUT ? scim_user_read(u->talk, u->change->body, &u->after)
                                       : scim_patch_apply(u->talk, u->change->body, &u->after);
}

static enum err
drop(struct db *db, struct use *u)
{
    if (employment_is_current(&u->now, day_of(db_ctx(db)->now)))
        TRY(employee_job_end(db, &u->door->use, &u->now, yesterday(u)));
    u->entry.state = DIRECTORY_DELETED;
    return finish(db, u, u->now.id);
}

static enum err
change(struct db *db, void *arg)
{
    struct use *u = arg;
    const struct directory_entry *entry;
    struct slice name = SLICE("");
    struct slice email = SLICE("");

    TRY(begin(db, u));
    TRY(find_user(u, u->change->id, &u->before));
    u->now = *scim_view_find(&u->view, u->change->id);
    entry = scim_view_entry(&u->view, u->now.id);
    u->entry = entry != NULL ? *entry
                             : (struct directory_entry){.user_name = u->now.email,
                                                        .external_id = SLICE(""),
                                                        .given_name = SLICE(""),
                                                        .family_name = SLICE(""),
                                                        .created = db_ctx(db)->now};
    TRY(take_change(u));
    if (u->change->verb == SCIM_DELETE)
        return drop(db, u);
    TRY(check_user_name(u));
    TRY(name_of(u, &name));
    TRY(email_of(u, &email));
    if (has_said(&u->after, SCIM_ACTIVE) && u->after.active)
        TRY(reopen(db, u, entry));
    if (u->before.active || !u->now.has_last_day) /* SCIM-15 */
        TRY(change_work(db, u, name, email));
    put_words(u);
    return finish(db, u, u->now.id);
}

enum err
scim_users_change(struct scim_talk *t, const struct scim_door *d, const struct scim_change *c,
                  struct scim_user *ret_user)
{
    struct use *u = arena_new(t->ctx->arena, struct use);

    if (u == NULL)
        return fail(t->ctx, ERR_LIMIT, "no memory left for a user");
    *u = (struct use){.talk = t, .door = d, .change = c};
    TRY(employee_need(t->ctx, &d->use, RIGHT_EMPLOYEES_MANAGE));
    TRY(write(u, change));
    *ret_user = u->result;
    return OK;
}

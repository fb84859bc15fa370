/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demo_people.h"

#include "base/crypto_password.h"
#include "domain/employment.h"
#include "domain/organisation.h"
#include "service/account_entry.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/unit_store.h"

enum { PEOPLE_OF_A_TOWN = 30, UNITS = 5, WORKED_DAYS = 900 };

static const char *const TOWNS[] = {"heidelberg", "mannheim"};
static const char *const UNIT_NAMES[UNITS] = {"Hauptamt", "B\xc3\xbcrgeramt", "Bauamt", "Sozialamt",
                                              "K\xc3\xa4mmerei"};
static const char *const JOBS[UNITS] = {"organisation", "buergerbuero", "bauamt", "sozialamt",
                                        "kaemmerei"};

static const struct {
    const char *name;
    const char *plain; /* for the mail address */
} GIVEN[] =
    {
        {"Anna", "anna"},   {"Bekir", "bekir"},           {"Carla", "carla"}, {"David", "david"},
        {"Elif", "elif"},   {"Florian", "florian"},       {"Greta", "greta"}, {"Hannes", "hannes"},
        {"Ivana", "ivana"}, {"J\xc3\xbcrgen", "juergen"},
},
  FAMILY[] = {
      {"Ackerl", "ackerl"},       {"Birnstein", "birnstein"},       {"Demirbach", "demirbach"},
      {"Eulenthal", "eulenthal"}, {"Fr\xc3\xb6hling", "froehling"}, {"Grasholm", "grasholm"},
      {"Haselwart", "haselwart"},
};

static const struct {
    struct demo_account account;
    const char *name;
    const char *organisation; /* code */
    enum role role;
} ROLES_SHOWN[] = {
    {{"betrieb@kommunalcampus.example", "operator"},
     "Bettina Betrieb",
     "kommunalcampus",
     ROLE_OPERATOR},
    {{"hr@heidelberg.example", "hr"}, "Petra Personal", "heidelberg", ROLE_HR},
    {{"hr@mannheim.example", "hr"}, "Peter Person", "mannheim", ROLE_HR},
    {{"anna.ackerl@heidelberg.example", "learner"}, "Anna Ackerl", "heidelberg", ROLE_LEARNER},
    {{"bekir.birnstein@heidelberg.example", "superior"},
     "Bekir Birnstein",
     "heidelberg",
     ROLE_SUPERIOR},
    {{"kurse@va-rheinbogen.example", "provider"}, "Karla Kurs", "va-rheinbogen", ROLE_PROVIDER},
    {{"lektorat@va-rheinbogen.example", "provider"}, "Lars Lektor", "va-rheinbogen", ROLE_PROVIDER},
    {{"beirat@fachbeirat.example", "certifier"}, "Bernd Beirat", "fachbeirat", ROLE_CERTIFIER},
    {{"gutachten@fachbeirat.example", "certifier"},
     "Gudrun Gutachten",
     "fachbeirat",
     ROLE_CERTIFIER},
    {{"foerderung@landesfoerderung.example", "funder"},
     "Frauke F\xc3\xb6rder",
     "landesfoerderung",
     ROLE_FUNDER},
};

const struct demo_account *
demo_people_account(int i)
{
    return i >= 0 && (size_t)i < ARRAY_LEN(ROLES_SHOWN) ? &ROLES_SHOWN[i].account : NULL;
}

/* --- employees ----------------------------------------------------------- */

struct town {
    struct organisation organisation;
    struct unit units[UNITS];
    struct account_id heads[UNITS]; /* n == 0: none yet */
    const struct job_profile *jobs;
    int jobs_len;
};

static enum err
save_units(struct db *db, struct town *t)
{
    struct unit *known = NULL;
    int len = 0;

    TRY(unit_store_load(db, db_ctx(db)->arena, t->organisation.id, &known, &len));
    for (int i = 0; i < UNITS; i++) {
        t->units[i] = (struct unit){.name = slice_of(UNIT_NAMES[i])};
        for (int k = 0; k < len; k++) {
            if (slice_is(known[k].name, UNIT_NAMES[i]))
                t->units[i] = known[k];
        }
        if (t->units[i].id.n == 0)
            TRY(unit_store_add(db, t->organisation.id, &t->units[i]));
    }
    return OK;
}

static struct job_profile_id
job_of(const struct town *t, const char *code)
{
    for (int i = 0; i < t->jobs_len; i++) {
        if (slice_is(t->jobs[i].code, code))
            return t->jobs[i].id;
    }
    return (struct job_profile_id){0};
}

static enum err
name_of(struct arena *a, int i, struct employment *e, const char *town)
{
    size_t given = (size_t)i % ARRAY_LEN(GIVEN);
    size_t family = ((size_t)i + (size_t)i / ARRAY_LEN(GIVEN) * 3) % ARRAY_LEN(FAMILY);
    struct text name = text_init(a, 80);
    struct text email = text_init(a, 80);

    text_printf(&name, "%s %s", GIVEN[given].name, FAMILY[family].name);
    text_printf(&email, "%s.%s@%s.example", GIVEN[given].plain, FAMILY[family].plain, town);
    TRY(text_end(&name, &e->name));
    return text_end(&email, &e->email);
}

/* Whoever has answered has an account that works. */
static enum err
account_of(struct db *db, const struct employment *e, struct account *ret_account)
{
    TRY(account_entry_make(db, e->email, e->name, ret_account));
    if (e->answer != EMPLOYMENT_ACCEPTED || ret_account->status != ACCOUNT_UNCONFIRMED)
        return OK;
    ret_account->status = ACCOUNT_ACTIVE;
    ret_account->confirmed = db_ctx(db)->now;
    return account_store_save(db, ret_account);
}

static bool
is_known(const struct employments *all, struct slice email, struct account_id *ret_account)
{
    for (int i = 0; i < all->len; i++) {
        if (slice_eq(all->at[i].email, email)) {
            *ret_account = all->at[i].account;
            return true;
        }
    }
    return false;
}

/* The first of each unit leads it; two of three have answered. */
static enum err
save_employee(struct db *db, struct town *t, int i, const struct employments *known)
{
    struct instant now = db_ctx(db)->now;
    int unit = i == 0 || i == 1 ? 1 : i % UNITS;
    struct account account = {.code = SLICE("")};
    struct text number = text_init(db_ctx(db)->arena, 16);
    struct employment e = {
        .organisation = t->organisation.id,
        .unit = t->units[unit].id,
        .job = i % 4 == 3 ? (struct job_profile_id){0} : job_of(t, JOBS[unit]),
        .superior = t->heads[unit],
        .first_day = day_plus(day_of(now), -WORKED_DAYS + 20 * i),
        .answer = i % 3 == 2 ? EMPLOYMENT_ASKED : EMPLOYMENT_ACCEPTED,
    };
    struct role_change c = {.organisation = t->organisation.id,
                            .organisation_code = t->organisation.code,
                            .role = ROLE_LEARNER};

    TRY(name_of(db_ctx(db)->arena, i, &e, t->organisation.code.at));
    if (is_known(known, e.email, &account.id)) {
        if (t->heads[unit].n == 0)
            t->heads[unit] = account.id;
        return OK;
    }
    text_printf(&number, "%d", 1000 + i);
    TRY(text_end(&number, &e.number));
    TRY(account_of(db, &e, &account));
    e.account = account.id;
    if (e.answer == EMPLOYMENT_ACCEPTED)
        e.answered = now;
    if (e.answer == EMPLOYMENT_ACCEPTED && e.job.n != 0 && i > 1)
        e.job_confirmed = now; /* those whose demand providers see; the first two are played with */
    TRY(employment_store_save(db, &e));
    if (t->heads[unit].n == 0)
        t->heads[unit] = account.id;
    c.account = account.id;
    c.account_code = account.code;
    c.email = e.email;
    return e.answer == EMPLOYMENT_ACCEPTED ? role_change_give(db, &c) : OK;
}

static enum err
save_town(struct db *db, const char *code, const struct job_profile *jobs, int jobs_len)
{
    struct arena *a = db_ctx(db)->arena;
    struct town t = {.jobs = jobs, .jobs_len = jobs_len};
    struct employments known = {0};

    TRY(organisation_store_by_code(db, a, slice_of(code), &t.organisation));
    TRY(save_units(db, &t));
    TRY(employment_store_load(db, a, t.organisation.id, &known));
    /* Bekir leads the unit in which Anna works. */
    TRY(save_employee(db, &t, 1, &known));
    for (int i = 0; i < PEOPLE_OF_A_TOWN; i++) {
        if (i != 1)
            TRY(save_employee(db, &t, i, &known));
    }
    return OK;
}

/* --- roles --------------------------------------------------------------- */

static enum err
save_role(struct db *db, size_t i)
{
    struct account a = {.code = SLICE("")};
    struct organisation o = {0};
    struct role_change c = {.role = ROLES_SHOWN[i].role};

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, slice_of(ROLES_SHOWN[i].organisation),
                                   &o));
    TRY(account_entry_make(db, slice_of(ROLES_SHOWN[i].account.email),
                           slice_of(ROLES_SHOWN[i].name), &a));
    if (a.status == ACCOUNT_UNCONFIRMED) {
        a.status = ACCOUNT_ACTIVE;
        a.confirmed = db_ctx(db)->now;
        TRY(account_store_save(db, &a));
    }
    c.account = a.id;
    c.account_code = a.code;
    c.organisation = o.id;
    c.organisation_code = o.code;
    c.email = a.email;
    return role_change_give(db, &c);
}

enum err
demo_people_seed(struct db *db, const struct job_profile *jobs, int jobs_len, int *ret_people)
{
    for (size_t i = 0; i < ARRAY_LEN(TOWNS); i++)
        TRY(save_town(db, TOWNS[i], jobs, jobs_len));
    for (size_t i = 0; i < ARRAY_LEN(ROLES_SHOWN); i++)
        TRY(save_role(db, i));
    *ret_people = (int)(ARRAY_LEN(TOWNS) * PEOPLE_OF_A_TOWN);
    return OK;
}

/* --- their password ------------------------------------------------------ */

static enum err
set_passwords(struct db *db, void *arg)
{
    const struct crypto_password *hash = arg;

    for (size_t i = 0; i < ARRAY_LEN(ROLES_SHOWN); i++) {
        struct account a = {.code = SLICE("")};

        TRY(account_store_by_email(db, slice_of(ROLES_SHOWN[i].account.email), &a));
        TRY(account_store_set_password(db, a.id, slice_of(hash->text), db_ctx(db)->now));
    }
    return OK;
}

enum err
demo_people_set_password(struct ctx *ctx, struct database *db, struct slice password)
{
    struct crypto_password hash;

    if (crypto_password_make(password, &hash) != OK)
        return fail(ctx, ERR_BUSY, "no memory to hash a password now");
    return db_write(db, ctx, set_passwords, &hash);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demo_city.h"

#include "domain/employment.h"
#include "domain/organisation.h"
#include "service/account_entry.h"
#include "service/data_file.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/unit_store.h"

#define CITY "mannheim"

enum { NAMES_MAX = 128, FIRST_NUMBER = 2000, WORKED_DAYS_MIN = 100, WORKED_DAYS_STEP = 37 };
enum { WORKED_DAYS_MAX = 5000, LEAVES_DAYS = 60 };

static const struct office {
    const char *name;
    const char *above; /* NULL: at the top */
    const char *job;
    const char *other; /* job of every third; NULL: all have the same */
    int people;        /* the first leads it */
} OFFICES[] = {
    {"Dezernat I", NULL, "amtsleitung", NULL, 2},
    {"Personalamt", "Dezernat I", "personal", "nachwuchsfuehrungskraft", 14},
    {"IT und Digitalisierung", "Dezernat I", "it-koordination", "digitallotse", 16},
    {"Zentrale Vergabestelle", "Dezernat I", "vergabestelle", NULL, 8},
    {"Ratsb\xc3\xbcro", "Dezernat I", "gremiendienst", "oeffentlichkeitsarbeit", 7},
    {"Dezernat II", NULL, "amtsleitung", NULL, 2},
    {"Standesamt", "Dezernat II", "standesamt", NULL, 9},
    {"Ordnungsamt", "Dezernat II", "ordnungsamt", NULL, 18},
    {"Ausl\xc3\xa4nderbeh\xc3\xb6rde", "Dezernat II", "auslaenderbehoerde", NULL, 14},
    {"Dezernat III", NULL, "amtsleitung", NULL, 2},
    {"Jugendamt", "Dezernat III", "jugendamt", NULL, 24},
    {"Kindertagesst\xc3\xa4tten", "Dezernat III", "kita-leitung", NULL, 12},
    {"Stadtbibliothek", "Dezernat III", "kultur-bibliothek", NULL, 10},
    {"Dezernat IV", NULL, "amtsleitung", NULL, 2},
    {"Geb\xc3\xa4udemanagement", "Dezernat IV", "gebaeudemanagement", NULL, 13},
    {"Baubetriebshof", "Dezernat IV", "bauhof-technik", NULL, 14},
    {"Umwelt und Klima", "Dezernat IV", "klimaschutzmanagement", NULL, 3},
};

enum { OFFICES_LEN = ARRAY_LEN(OFFICES) };

struct name {
    struct slice shown;
    struct slice plain; /* in mail addresses */
};

struct names {
    struct name given[NAMES_MAX];
    size_t given_len;
    struct name family[NAMES_MAX];
    size_t family_len;
};

struct city {
    struct db *db;
    struct organisation organisation;
    struct unit units[OFFICES_LEN];
    struct account_id heads[OFFICES_LEN];
    const struct job_profile *jobs;
    int jobs_len;
    struct names names;
    struct employments known;
    int people; /* so far */
};

/* --- names --------------------------------------------------------------- */

static bool
take_name(struct slice line, const char *kind, struct name *list, size_t *len)
{
    struct slice word = {0};

    if (!slice_next(&line, ' ', &word) || !slice_is(word, kind) || *len == NAMES_MAX ||
        !slice_next(&line, ' ', &list[*len].shown) || line.len == 0)
        return false;
    list[(*len)++].plain = line;
    return true;
}

static enum err
names_read(struct ctx *ctx, struct names *names)
{
    struct slice rest = {0};
    struct slice line;

    if (data_file_find(SLICE("demo/names.txt"), &rest) != OK)
        return fail(ctx, ERR_CORRUPT, "data/demo/names.txt is not in the program");
    while (slice_next(&rest, '\n', &line)) {
        if (line.len > 0 && line.at[0] != '#' &&
            !take_name(line, "vorname", names->given, &names->given_len) &&
            !take_name(line, "nachname", names->family, &names->family_len))
            return fail(ctx, ERR_CORRUPT, "data/demo/names.txt: \"%.*s\" is no name",
                        SLICE_ARG(line));
    }
    return names->given_len > 0 && names->family_len > 0
               ? OK
               : fail(ctx, ERR_CORRUPT, "data/demo/names.txt has too few names");
}

/* Each pair comes once in as many people as there are given names times family names, as long as
 * their numbers, the first one more, have no common divisor. */
static enum err
name_make(struct arena *a, const struct names *n, int i, struct employment *e)
{
    size_t k = (size_t)i;
    const struct name *given = &n->given[k % n->given_len];
    const struct name *family = &n->family[(k + k / n->given_len) % n->family_len];
    struct text name = text_init(a, ACCOUNT_NAME_BYTES_MAX);
    struct text email = text_init(a, ACCOUNT_EMAIL_BYTES_MAX);
    struct text number = text_init(a, EMPLOYEE_NUMBER_BYTES_MAX);

    text_printf(&name, "%.*s %.*s", SLICE_ARG(given->shown), SLICE_ARG(family->shown));
    text_printf(&email, "%.*s.%.*s@" CITY ".example", SLICE_ARG(given->plain),
                SLICE_ARG(family->plain));
    text_int(&number, FIRST_NUMBER + i);
    TRY(text_end(&name, &e->name));
    TRY(text_end(&email, &e->email));
    return text_end(&number, &e->number);
}

/* --- offices ------------------------------------------------------------- */

static int
office_of(const char *name)
{
    for (int i = 0; i < OFFICES_LEN; i++) {
        if (name != NULL && slice_is(slice_of(name), OFFICES[i].name))
            return i;
    }
    return -1;
}

static enum err
save_offices(struct city *c)
{
    struct unit *known = NULL;
    int len = 0;

    TRY(unit_store_load(c->db, db_ctx(c->db)->arena, c->organisation.id, &known, &len));
    for (int i = 0; i < OFFICES_LEN; i++) {
        int above = office_of(OFFICES[i].above);

        c->units[i] = (struct unit){.name = slice_of(OFFICES[i].name)};
        if (above >= 0)
            c->units[i].parent = c->units[above].id;
        for (int k = 0; k < len; k++) {
            if (slice_is(known[k].name, OFFICES[i].name))
                c->units[i] = known[k];
        }
        if (c->units[i].id.n == 0)
            TRY(unit_store_add(c->db, c->organisation.id, &c->units[i]));
    }
    return OK;
}

/* --- people -------------------------------------------------------------- */

static struct job_profile_id
job_of(const struct city *c, const char *code)
{
    for (int i = 0; i < c->jobs_len; i++) {
        if (slice_is(c->jobs[i].code, code))
            return c->jobs[i].id;
    }
    return (struct job_profile_id){0};
}

/* The n-th of the city, the nth of its office. What is uneven here makes reports worth looking at.
 */
static struct employment
employment_of(const struct city *c, int office, int nth)
{
    const struct office *o = &OFFICES[office];
    struct instant now = db_ctx(c->db)->now;
    struct day today = day_of(now);
    int n = c->people;
    bool leads = nth == 0;
    int above = office_of(o->above);
    struct employment e = {
        .organisation = c->organisation.id,
        .unit = c->units[office].id,
        .first_day = day_plus(today, -WORKED_DAYS_MIN - n * WORKED_DAYS_STEP % WORKED_DAYS_MAX),
        .answer = n % 11 == 7  ? EMPLOYMENT_DECLINED
                  : n % 4 == 3 ? EMPLOYMENT_ASKED
                               : EMPLOYMENT_ACCEPTED,
        .superior = !leads       ? c->heads[office]
                    : above >= 0 ? c->heads[above]
                                 : c->heads[office],
    };

    if (leads)
        e.answer = EMPLOYMENT_ACCEPTED;
    if (leads || n % 9 != 8)
        e.job = job_of(c, leads                              ? "amtsleitung"
                          : o->other != NULL && nth % 3 == 2 ? o->other
                                                             : o->job);
    if (e.answer != EMPLOYMENT_ASKED)
        e.answered = now;
    if (e.answer == EMPLOYMENT_ACCEPTED && e.job.n != 0 && n % 5 != 4)
        e.job_confirmed = now;
    e.has_last_day = !leads && (n % 14 == 13 || n % 40 == 20);
    if (e.has_last_day)
        e.last_day = n % 14 == 13 ? day_plus(today, -30) : day_plus(today, LEAVES_DAYS);
    return e;
}

static bool
is_known(const struct employments *all, struct slice email, struct account_id *ret_account)
{
    for (int i = 0; i < all->len; i++) {
        if (slice_eq(all->at[i].email, email))
            return *ret_account = all->at[i].account, true;
    }
    return false;
}

static enum err
save_account(struct city *c, const struct employment *e, struct account *ret_account)
{
    TRY(account_entry_make(c->db, e->email, e->name, ret_account));
    if (e->answer != EMPLOYMENT_ACCEPTED || ret_account->status != ACCOUNT_UNCONFIRMED)
        return OK;
    ret_account->status = ACCOUNT_ACTIVE;
    ret_account->confirmed = db_ctx(c->db)->now;
    return account_store_save(c->db, ret_account);
}

static enum err
save_person(struct city *c, int office, int nth)
{
    struct employment e = employment_of(c, office, nth);
    struct account account = {.code = SLICE("")};
    struct role_change role = {.organisation = c->organisation.id,
                               .organisation_code = c->organisation.code,
                               .role = ROLE_LEARNER};

    TRY(name_make(db_ctx(c->db)->arena, &c->names, c->people++, &e));
    if (!is_known(&c->known, e.email, &account.id)) {
        TRY(save_account(c, &e, &account));
        e.account = account.id;
        TRY(employment_store_save(c->db, &e));
        role.account = account.id;
        role.account_code = account.code;
        role.email = e.email;
        if (e.answer == EMPLOYMENT_ACCEPTED &&
            employment_is_current(&e, day_of(db_ctx(c->db)->now)))
            TRY(role_change_give(c->db, &role));
    }
    if (nth == 0)
        c->heads[office] = account.id;
    return OK;
}

enum err
demo_city_seed(struct db *db, const struct job_profile *jobs, int jobs_len, int *people)
{
    struct arena *a = db_ctx(db)->arena;
    struct city *c = arena_new(a, struct city);

    if (c == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for the people of a city");
    *c = (struct city){.db = db, .jobs = jobs, .jobs_len = jobs_len};
    TRY(names_read(db_ctx(db), &c->names));
    TRY(organisation_store_by_code(db, a, SLICE(CITY), &c->organisation));
    TRY(save_offices(c));
    TRY(employment_store_load(db, a, c->organisation.id, &c->known));
    for (int i = 0; i < OFFICES_LEN; i++) {
        for (int k = 0; k < OFFICES[i].people; k++)
            TRY(save_person(c, i, k));
    }
    *people += c->people;
    return OK;
}

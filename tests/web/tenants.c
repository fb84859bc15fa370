/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations are kept apart, tried: two municipalities of the demo with words in every tenant
 * table that stand nowhere else; every route as every role of the first one, and as others, on
 * addresses of both; every answer is searched for the words of both. What is expected of a route
 * comes from its right, domain/right and PLACES below: a route with a parameter of which nobody
 * said what it is fails the test.
 *
 *   web_tenants sqlite|postgres            nothing of the other municipality is seen or changed
 *   web_tenants_careless sqlite|postgres   the same with router and services that ask for no right
 *                                          (tenants_careless.c): the database alone holds; and the
 *                                          control: without its guard the words are found
 */
#include <string.h>

#include "campus.h"
#include "domain/right.h"
#include "service/scim_token.h"
#include "storage/account_store.h"
#include "storage/employee_import_store.h"
#include "storage/employment_store.h"
#include "storage/job_profile_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"
#include "storage/role_store.h"
#include "storage/unit_store.h"
#include "store/ground.h"
#include "walk.h"

#ifdef TENANTS_CARELESS
enum { CARELESS = 1 };
#else
enum { CARELESS = 0 };
#endif

enum { OURS, THEIRS, TOWNS };
enum word {
    WORD_UNIT,
    WORD_PERSON,
    WORD_MAIL,
    WORD_NUMBER,
    WORD_STAFF,
    WORD_JOB,
    WORD_TASK,
    WORDS
};
static const struct {
    const char *before;
    const char *behind;
} WORD_PARTS[WORDS] = {{"Kanarienamt-", ""},
                       {"Kanari Mensch-", ""},
                       {"kanari-", "@stadt.example"},
                       {"K4711", ""},
                       {"kanari-personal-", "@stadt.example"},
                       {"Kanarienstelle-", ""},
                       {"Kanarienaufgabe-", ""}};

/* What the parameters of a path are. A new route with one needs its line here. */
static const struct {
    const char *path;  /* begins with this */
    bool organisation; /* :code is one; else nothing of an organisation */
} PLACES[] = {
    {"/verwaltung/:code", true},
    {"/betrieb/organisation/:code", true},
    {"/betrieb/seiten/:page", false},
    {"/k/:code", false}, /* shown to everybody */
    {"/baustein/:code", false},
    {"/sprache/:lang", false},
    {"/check/:id", false},
    {"/anmelden/", false},
    {"/freigaben/:code", false},
    {"/aufgaben/:id", false},
    {"/anbieter/:org", false}, /* towns are no providers: nothing of theirs is there */
    {"/zertifizierung/:id", false},
    {"/guetekriterien/:version", false},
    {"/scim/v2/", false}, /* the organisation is the token's, see walk_directory() */
};

static struct campus c;
static struct {
    struct organisation town[TOWNS];
    char words[TOWNS][WORDS][64];
    char employment[TOWNS][24];
    char job[TOWNS][24];
    int judged; /* answers of which something was expected */
    int wrong;
} t;

/* --- words in every tenant table -------------------------------------------- */

static struct slice
word(int town, enum word w)
{
    return slice_of(t.words[town][w]);
}

static enum err
add_employee(struct db *db, int town)
{
    struct employments all = {0};
    struct unit unit = {.name = word(town, WORD_UNIT)};
    struct employment *e;

    TRY(unit_store_add(db, t.town[town].id, &unit));
    TRY(employment_store_load(db, db_ctx(db)->arena, t.town[town].id, &all));
    e = &all.at[all.len - 1];
    e->unit = unit.id;
    e->name = word(town, WORD_PERSON);
    e->email = word(town, WORD_MAIL);
    e->number = word(town, WORD_NUMBER);
    (void)snprintf(t.employment[town], sizeof t.employment[town], "%lld", (long long)e->id.n);
    return employment_store_save(db, e);
}

static enum err
add_staff(struct db *db, int town)
{
    struct account a = {.code = slice_of(town == OURS ? "kanari-staff---0" : "kanari-staff---1"),
                        .email = word(town, WORD_STAFF),
                        .name = word(town, WORD_STAFF),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};
    struct employee_import_owner owner = {.organisation = t.town[town].id};
    struct slice list = {0};
    bool is_new = false;
    int64_t id = 0;

    TRY(account_store_add(db, &a));
    TRY(role_store_add(db, (struct role_of){a.id, t.town[town].id, ROLE_HR}, a.id,
                       word(town, WORD_STAFF), &is_new));
    owner.account = a.id;
    TRY(arena_copy(db_ctx(db)->arena, word(town, WORD_PERSON), &list));
    return employee_import_store_add(db, owner, list, &id);
}

static enum err
add_job(struct db *db, int town)
{
    struct job_profile *all = NULL;
    struct job_profile copy;
    int len = 0;

    TRY(job_profile_store_load(db, db_ctx(db)->arena, &all, &len));
    copy = all[0];
    copy.code = slice_of(t.job[town]);
    copy.name_de = word(town, WORD_JOB);
    copy.description = word(town, WORD_TASK);
    copy.organisation = t.town[town].id;
    return job_profile_store_copy(db, all[0].id, &copy);
}

static enum err
use_towns(struct db *db, void *arg)
{
    (void)arg;
    for (int i = 0; i < TOWNS; i++)
        TRY(organisation_store_by_code(db, db_ctx(db)->arena, slice_of(TOWN_CODES[i]), &t.town[i]));
    return OK;
}

static enum err
use_words(struct db *db, void *arg)
{
    TRY(use_towns(db, arg));
    for (int i = 0; i < TOWNS; i++) {
        (void)snprintf(t.job[i], sizeof t.job[i], "kanaristelle%d", i);
        for (int w = 0; w < WORDS; w++)
            (void)snprintf(t.words[i][w], sizeof t.words[i][w], "%s%s%s", WORD_PARTS[w].before,
                           i == OURS ? "ours7391" : "theirs8256", WORD_PARTS[w].behind);
        TRY(add_employee(db, i));
        TRY(add_staff(db, i));
        TRY(add_job(db, i));
    }
    return OK;
}

static int
set_up(void **state)
{
    memset(&t, 0, sizeof t);
    if (campus_open(&c, state) != 0)
        return -1;
    CHECK_ERR("words", db_write(c.g->database, &c.g->ctx, use_words, NULL), OK);
    campus_serve(&c); /* with the words in its snapshot; the arena begins anew */
    CHECK_ERR("towns", db_read(c.g->database, &c.g->ctx, use_towns, NULL), OK);
    campus_sign_in(&c);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    return campus_close(&c);
}

/* --- what is expected of an answer ------------------------------------------ */

/* Which organisation the path is about; NULL: none, or every one. */
static const struct organisation *
place_of(const struct route *r, const char *path)
{
    bool known = strchr(r->path, ':') == NULL;

    for (size_t i = 0; i < ARRAY_LEN(PLACES); i++) {
        if (strncmp(r->path, PLACES[i].path, strlen(PLACES[i].path)) != 0)
            continue;
        known = true;
        for (int town = 0; town < TOWNS && PLACES[i].organisation; town++) {
            if (strstr(path, TOWN_CODES[town]) != NULL)
                return &t.town[town];
        }
    }
    if (!known)
        fail_msg("route %s at %s: nobody said what its parameter is; say it in PLACES of "
                 "tests/web/tenants.c",
                 r->name, r->path);
    return NULL;
}

static void
want(const struct walk_actor *a, const struct route *r, const char *path, bool fine, int status)
{
    t.judged++;
    if (fine)
        return;
    if (t.wrong++ < 20)
        print_message("tenants: %s, %s %s (%s) is answered %d\n", a->name,
                      http_method_name(r->method), path, right_name(r->right), status);
}

/* Where a service wants more than the right of the route; nothing of it is wider. */
static bool
is_narrower(const struct walk_actor *a, const struct route *r)
{
    /* drafts of one's own; the log of all; a municipality's pages are for its own personnel */
    return strcmp(r->name, "item_edit") == 0 ||
           (strcmp(r->name, "audit") == 0 && strcmp(a->name, "operator") != 0) ||
           (strcmp(r->name, "audit_staff") == 0 && strcmp(a->name, "operator") == 0) ||
           (strcmp(r->name, "landing_edit") == 0 && strcmp(a->name, "operator") == 0) ||
           (strcmp(r->name, "landing_edit_colour") == 0 && strcmp(a->name, "operator") == 0);
}

static void
judge(const struct walk_actor *a, const struct route *r, const char *path,
      const struct answer *answer)
{
    const struct organisation *o = place_of(r, path);
    const struct actor *actor = NULL;
    bool denied = answer->status == 403 || answer->status == 404 || answer->status == 400;

    want(a, r, path, answer->status < 500 || answer->status == 503, answer->status);
    if (r->right == RIGHT_DIRECTORY && strcmp(a->name, "directory") != 0)
        want(a, r, path, answer->status == 401, answer->status);
    if (CARELESS || strcmp(a->name, "directory") == 0)
        return;
    for (int i = HR; i < SUSPENDED; i++)
        if (strcmp(a->name, WHO_NAMES[i]) == 0)
            actor = &c.who[i];
    if (actor == NULL && right_needs_actor(r->right))
        want(a, r, path, answer->status == (r->method == METHOD_GET ? 303 : 403), answer->status);
    if (actor == NULL || !right_is_action(r->right))
        return;
    if (!right_reaches(r->right, actor))
        want(a, r, path, answer->status == 403, answer->status);
    else if (o != NULL && !right_allows(r->right, actor, o->id))
        want(a, r, path, denied, answer->status);
    else if (r->method == METHOD_GET && !is_narrower(a, r))
        want(a, r, path, answer->status != 403, answer->status);
}

/* --- the walk --------------------------------------------------------------- */

static const char *const WORD_NAMES[WORDS] = {"a unit", "a person", "a mail address", "a number",
                                              "staff",  "a job",    "a task"};

/* A directory of that town, with its token in the place of a cookie, looks for words of THEIRS. */
static struct walk_found
walk_directory(int town)
{
    static const struct walk_allowed all[] = {{NULL, NULL, NULL}};
    const struct walk_value values[] = {{"code", TOWN_CODES[OURS]}, {"code", TOWN_CODES[THEIRS]},
                                        {"id", t.employment[OURS]}, {"id", t.employment[THEIRS]},
                                        {"job", t.job[THEIRS]},     {"lang", "de"}};
    struct scim_token_wish wish = {SLICE("V"), 1, false};
    struct employee_use use = {c.app.platform, &c.who[town == OURS ? HR : HR_ELSEWHERE],
                               t.town[town].id, &c.acc};
    struct walk_canary canaries[WORDS];
    struct slice secret = {0};
    char header[160];
    struct walk_actor actor = {"directory", header, true};
    struct walk w = {.f = &c.f,
                     .routes = ROUTES,
                     .routes_len = ROUTES_LEN,
                     .actors = &actor,
                     .actors_len = 1,
                     .values = values,
                     .values_len = ARRAY_LEN(values),
                     .canaries = canaries,
                     .canaries_len = WORDS,
                     .allowed = all,
                     .allowed_len = town == THEIRS,
                     .judge = judge};

    for (int i = 0; i < WORDS; i++)
        canaries[i] = (struct walk_canary){WORD_NAMES[i], t.words[THEIRS][i]};
    CHECK_ERR("a token", scim_token_make(&c.g->ctx, &use, &wish, &secret), OK);
    (void)snprintf(header, sizeof header, "kc_x=1\r\nAuthorization: Bearer %.*s",
                   SLICE_ARG(secret));
    return walk_all(&w);
}

static struct walk_found
walk_as(enum who from, enum who until, bool looks_only)
{
    const struct walk_value values[] = {{"code", TOWN_CODES[OURS]},
                                        {"code", TOWN_CODES[THEIRS]},
                                        {"id", t.employment[OURS]},
                                        {"id", t.employment[THEIRS]},
                                        {"job", t.job[OURS]},
                                        {"job", t.job[THEIRS]},
                                        {"lang", "de"}};
    static const char *const last[] = {"sign_out", "account_end", NULL};
    /* Who holds roles the cooperative may meet (across.def), so on any page where no service asks.
     * Copies of job profiles lie in the snapshot, in memory: there services alone guard them. */
    static const struct walk_allowed allowed[] = {{"operator", "office_one", "staff"},
                                                  {"operator", "staff", "staff"},
                                                  {NULL, NULL, "a job"},
                                                  {NULL, NULL, "a task"}};
    static const struct walk_allowed all[] = {{NULL, NULL, NULL}};
    struct walk_canary canaries[WORDS];
    struct walk_actor actors[PEOPLE];
    struct walk w = {.f = &c.f,
                     .routes = ROUTES,
                     .routes_len = ROUTES_LEN,
                     .actors = actors,
                     .values = values,
                     .values_len = ARRAY_LEN(values),
                     .canaries = canaries,
                     .canaries_len = WORDS,
                     .allowed = from == HR_ELSEWHERE ? all : allowed,
                     .allowed_len = from == HR_ELSEWHERE || !CARELESS ? 1 : ARRAY_LEN(allowed),
                     .fields = "role=operator&rolle=operator&organisation=1&status=admitted&"
                               "kind=cooperative&account=1&account_id=1&admin=1&"
                               "zurueck=https%3A%2F%2Fevil.example%2F&name=x&email=x%40y.example",
                     .last = last,
                     .judge = judge};

    for (int i = 0; i < WORDS; i++)
        canaries[i] = (struct walk_canary){WORD_NAMES[i], t.words[THEIRS][i]};
    for (int i = (int)from; i <= (int)until; i++)
        if (i != HR_ELSEWHERE || from == HR_ELSEWHERE)
            actors[w.actors_len++] = (struct walk_actor){WHO_NAMES[i], c.cookies[i], looks_only};
    return walk_all(&w);
}

static void
told(const char *what, const struct walk_found *f)
{
    print_message("tenants: %s: %d requests, %d pages, %d leaks, %d seen where they may be\n", what,
                  f->asked, f->served, f->leaked, f->allowed);
}

/* Roles and organisations, the first municipality's roles aside: what no form of theirs changes. */
static enum err
use_state(struct db *db, void *arg)
{
    struct text *out = arg;
    struct arena *a = db_ctx(db)->arena;

    for (int kind = 0; kind < ORGANISATION_KINDS; kind++) {
        struct organisation *all = NULL;
        int len = 0;

        TRY(organisation_store_load(db, a, (enum organisation_kind)kind, &all, &len));
        for (int i = 0; i < len; i++) {
            struct role_holder *holders = NULL;
            int holders_len = 0;

            text_printf(out, "%.*s %.*s %d %d %d\n", SLICE_ARG(all[i].code), SLICE_ARG(all[i].name),
                        (int)all[i].kind, (int)all[i].status, (int)all[i].shares);
            TRY(role_store_load(db, a, all[i].id, &holders, &holders_len));
            for (int k = 0; k < holders_len && all[i].id.n != t.town[OURS].id.n; k++)
                text_printf(out, " %lld %d\n", (long long)holders[k].of.account.n,
                            (int)holders[k].of.role);
        }
    }
    return OK;
}

static char *
state_of_all(void)
{
    struct text out = text_init(c.g->arena, 1 << 20);
    struct slice s = {0};

    CHECK_ERR("state", db_read(c.g->database, &c.g->ctx, use_state, &out), OK);
    CHECK_ERR("state", text_end(&out, &s), OK);
    return arena_cstr(c.g->arena, s);
}

static enum err
use_role(struct db *db, void *arg)
{
    bool is_new = false;

    (void)arg;
    return role_store_add(db, (struct role_of){c.who[LEARNER].id, t.town[THEIRS].id, ROLE_FUNDER},
                          c.who[HR].id, SLICE("x@y.example"), &is_new);
}

static enum err
use_restore(struct db *db, void *arg)
{
    (void)arg;
    return organisation_store_save(db, &t.town[THEIRS]);
}

/* --- tests ------------------------------------------------------------------ */

static void
nothing_of_another_municipality_is_seen_or_changed(void **state)
{
    char *before = state_of_all();
    struct walk_found theirs = walk_as(HR_ELSEWHERE, HR_ELSEWHERE, true);
    struct walk_found found;

    (void)state;
    CHECK_TRUE("HR of the other one sees its own words, so the walk finds them",
               theirs.allowed >= 10);
    /* whoever may do most within the own one goes last: what they change is theirs */
    found = walk_as(LEARNER, FUNDER, false);
    told("roles of one's own", &found);
    CHECK_INT("leaks", found.leaked, 0);
    found = walk_as(SUSPENDED, SUSPENDED, false);
    CHECK_INT("leaks to somebody suspended", found.leaked, 0);
    found = walk_as(NOBODY, HR, false);
    told("nobody, and HR", &found);
    CHECK_INT("leaks", found.leaked, 0);
    found = walk_as(OPERATOR, OPERATOR, true);
    told("the cooperative", &found);
    CHECK_INT("leaks to the cooperative", found.leaked, 0);
    CHECK_TRUE("who the cooperative named is told to it", CARELESS || found.allowed > 0);
    found = walk_directory(OURS);
    told("a directory", &found);
    CHECK_INT("leaks to a directory", found.leaked, 0);
    CHECK_TRUE("control: their own directory finds their words",
               walk_directory(THEIRS).allowed >= 8);
    CHECK_INT("answers that were not expected", t.wrong, 0);
    CHECK_TRUE("expected was something", t.judged > 1000);
    if (CARELESS) /* organisations themselves are no tenants' rows: it may have been sent away */
        CHECK_ERR("again", db_write(c.g->database, &c.g->ctx, use_restore, NULL), OK);
    else
        assert_string_equal(before, state_of_all());
    CHECK_ERR("one more role", db_write(c.g->database, &c.g->ctx, use_role, NULL), OK);
    CHECK_TRUE("control: it is noticed", strcmp(before, state_of_all()) != 0);
    CHECK_INT("the words of the other one are all there still",
              walk_as(HR_ELSEWHERE, HR_ELSEWHERE, true).allowed, theirs.allowed);
}

/* A directory reads JSON alone. The control is a page, and a body that is just small enough. */
static void
a_body_that_is_too_large_is_refused_in_the_words_of_scim(void **state)
{
    static char big[SCIM_BODY_BYTES_MAX + 512];
    struct answer a;
    int len;

    (void)state;
    for (int more = 0; more <= 1; more++) {
        len = snprintf(big, sizeof big,
                       "POST /scim/v2/Users HTTP/1.1\r\nHost: localhost\r\n"
                       "Content-Type: application/scim+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "%x\r\n",
                       SCIM_BODY_BYTES_MAX + more);
        memset(big + len, ' ', SCIM_BODY_BYTES_MAX + (size_t)more);
        (void)strcpy(big + len + SCIM_BODY_BYTES_MAX + more, "\r\n0\r\n\r\n");
        a = client_ask(&c.f, big);
        CHECK_INT("in chunks", a.status, more ? 413 : 401);
        assert_string_equal(answer_header(&a, "Content-Type"), "application/scim+json");
        CHECK_TRUE("an error of SCIM", strstr(a.body, more ? "\"413\"" : "\"401\"") != NULL);
    }
    (void)snprintf(big, sizeof big,
                   "PUT /scim/v2/Users/1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n",
                   SCIM_BODY_BYTES_MAX + 1);
    a = client_ask(&c.f, big);
    CHECK_INT("said before", a.status, 413);
    assert_string_equal(answer_header(&a, "Content-Type"), "application/scim+json");
    CHECK_TRUE("an error of SCIM",
               strstr(a.body, "urn:ietf:params:scim:api:messages:2.0:Error") != NULL);
    (void)snprintf(big, sizeof big,
                   "POST /anmelden HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n",
                   16 * SCIM_BODY_BYTES_MAX);
    a = client_ask(&c.f, big);
    CHECK_INT("control", a.status, 413);
    CHECK_TRUE("a page", strstr(answer_header(&a, "Content-Type"), "text/html") != NULL);
}

#ifdef TENANTS_CARELESS
/* The same server on a database without its guard. */
static void
without_the_guard_of_the_database_it_is_seen(void **state)
{
    struct db_options o = {.control_without_reach = ground_is_sqlite()};
    char *role = strstr(c.g->setting, "user=program");

    (void)state;
    CHECK_INT("guarded", walk_as(HR, HR, true).leaked, 0);
    campus_serve_no_more(&c);
    db_close(c.g->database);
    if (role != NULL) /* the superuser of the cluster: no policy holds for it */
        memcpy(role, "user=campus ", strlen("user=campus "));
    CHECK_ERR("open", db_open(&c.g->ctx, slice_of(c.g->setting), &o, &c.g->database), OK);
    campus_serve(&c);
    CHECK_TRUE("control", walk_as(HR, HR, true).leaked > 0);
}
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_of_another_municipality_is_seen_or_changed),
        TEST(a_body_that_is_too_large_is_refused_in_the_words_of_scim),
#ifdef TENANTS_CARELESS
        TEST(without_the_guard_of_the_database_it_is_seen),
#endif
    };
    int failed =
        argc != 2 || given_start(argv[1]) != 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);

    given_stop();
    return failed;
}

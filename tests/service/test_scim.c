/* SPDX-License-Identifier: EUPL-1.2 */
/* What directories of two municipalities do to people: as lists do, and never to the other one's.
 */
#include <string.h>

#include "service/employment_service.h"
#include "service/given_house.h"
#include "service/invitation.h"
#include "service/scim_gate.h"
#include "service/scim_service.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"

#define ENT "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
#define SCHEMAS "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" ENT "\"],"
#define ANNA                                                                                       \
    SCHEMAS                                                                                        \
    "\"userName\":\"anna@a.example\",\"externalId\":\"x1\",\"name\":{\"givenName\":\"Anna\","      \
    "\"familyName\":\"Muster\"},\"emails\":[{\"value\":\"Anna@A.example\",\"type\":\"work\"}]"     \
    ","                                                                                            \
    "\"active\":true,\"" ENT "\":{\"employeeNumber\":\"1\",\"department\":\"Bauhof\"}}"
#define CHEF SCHEMAS "\"userName\":\"chef@a.example\",\"displayName\":\"Carla Chef\"}"
#define PATCH "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["

struct scene {
    struct given *g;
    struct house h;
    struct accounts acc;
    char bytes[2][64];
    struct slice secret[2]; /* in `bytes`: the arena is emptied between days */
};

static struct employee_use
hr_of(struct scene *s, int town)
{
    struct employee_use use = use_of(&s->h, town, town);

    use.accounts = &s->acc;
    return use;
}

static void
begin(struct scene *s, struct given *g, bool invites)
{
    memset(s, 0, sizeof *s);
    s->g = g;
    given_house(g, &s->h);
    given_accounts(g, &s->acc);
    for (int i = 0; i < 2; i++) {
        struct employee_use use = hr_of(s, i);
        struct scim_token_wish wish = {SLICE("Verzeichnis"), 30, invites};

        assert_int_equal(scim_token_make(&g->ctx, &use, &wish, &s->secret[i]), OK);
        memcpy(s->bytes[i], s->secret[i].at, s->secret[i].len);
        s->secret[i].at = s->bytes[i];
    }
}

/* As the web does: with nothing but what the secret opens. */
static struct scim_response
ask(struct scene *s, int town, enum scim_ask what, struct slice name, const char *body)
{
    struct scim_door door;
    struct scim_request r = {.ask = what,
                             .name = name,
                             .content_type = SLICE("application/scim+json"),
                             .body = slice_of(body)};
    struct scim_response res = {.status = 0};
    struct ctx ctx = {.arena = s->g->arena, .now = s->g->ctx.now};

    assert_int_equal(scim_token_enter(&ctx, s->h.platform, &s->acc, s->secret[town], &door), OK);
    assert_int_equal(scim_answer(&ctx, &door, &r, &res), OK);
    return res;
}

static struct scim_response
find(struct scene *s, int town, const char *filter)
{
    struct scim_door door;
    struct scim_request r = {.ask = SCIM_ASK_LIST, .filter = slice_of(filter)};
    struct scim_response res = {.status = 0};
    struct ctx ctx = {.arena = s->g->arena, .now = s->g->ctx.now};

    assert_int_equal(scim_token_enter(&ctx, s->h.platform, &s->acc, s->secret[town], &door), OK);
    assert_int_equal(scim_answer(&ctx, &door, &r, &res), OK);
    return res;
}

static bool
has(struct scim_response res, const char *words)
{
    return slice_find(res.body, slice_of(words)) < res.body.len;
}

/* What stands between the quotes behind "id": of the first user. */
static struct slice
id_of(struct scim_response res)
{
    size_t at = slice_find(res.body, SLICE("\"id\":\""));
    struct slice rest = slice_sub(res.body, at + 6, res.body.len);

    assert_true(at < res.body.len);
    return slice_sub(rest, 0, slice_find_char(rest, '"'));
}

static void
check(const char *why, struct scim_response res, int status, const char *words)
{
    if (res.status != status || !has(res, words))
        fail_msg("%s: %d %.*s", why, res.status, SLICE_ARG(res.body));
}

static struct scim_response
patch(struct scene *s, int town, struct slice id, const char *operation)
{
    char body[1024];

    (void)snprintf(body, sizeof body, PATCH "%s]}", operation);
    return ask(s, town, SCIM_ASK_PATCH, id, body);
}

/* --- tests ---------------------------------------------------------------- */

static void
a_person_comes_changes_and_leaves(void **state)
{
    struct scene s;
    struct employee_book b;
    struct employment *anna;
    struct slice id;
    struct slice chef;
    char body[300];

    begin(&s, *state, true);
    chef = id_of(ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), CHEF));
    check("created", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA), 201, "\"givenName\":\"Anna\"");
    id = id_of(find(&s, 0, "userName eq \"ANNA@a.example\""));
    b = book_of(s.g, &s.h, 0);
    anna = person(&b, "anna@a.example");
    CHECK_SLICE("name", anna->name, "Anna Muster");
    CHECK_SLICE("number", anna->number, "1");
    CHECK_TRUE("unit", anna->unit.n != 0);
    CHECK_TRUE("invited", mailed_secret(s.g, "anna@a.example").at != NULL);
    check("twice", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA), 409, "uniqueness");
    (void)snprintf(body, sizeof body,
                   "{\"op\":\"Add\",\"path\":\"" ENT ":manager\",\"value\":\"%.*s\"}",
                   SLICE_ARG(chef));
    check("superior", patch(&s, 0, id, body), 200, "\"manager\":{\"value\":\"");
    (void)snprintf(body, sizeof body,
                   "{\"op\":\"Add\",\"path\":\"" ENT ":manager\",\"value\":\"%.*s\"}",
                   SLICE_ARG(id));
    check("circle", patch(&s, 0, chef, body), 400, "invalidValue");
    check(
        "number of another",
        patch(&s, 0, chef, "{\"op\":\"add\",\"path\":\"" ENT ":employeeNumber\",\"value\":\"1\"}"),
        409, "uniqueness");
    check("name",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"name.familyName\",\"value\":\"Neu\"}"),
          200, "\"displayName\":\"Anna Neu\"");
    check("unit", patch(&s, 0, id, "{\"op\":\"remove\",\"path\":\"" ENT ":department\"}"), 200,
          "\"employeeNumber\"");
    check("off", patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}"),
          200, "\"active\":false");
    b = book_of(s.g, &s.h, 0);
    anna = person(&b, "anna@a.example");
    CHECK_TRUE("the work has ended", anna->has_last_day);
    CHECK_INT("no unit", anna->unit.n, 0);
    CHECK_TRUE("a superior", anna->superior.n == person(&b, "chef@a.example")->account.n);
    check("still there", find(&s, 0, "active eq false"), 200, "\"totalResults\":1");
    check("on", patch(&s, 0, id, "{\"op\":\"Replace\",\"value\":{\"active\":true}}"), 200,
          "\"active\":true");
    CHECK_INT("deleted", ask(&s, 0, SCIM_ASK_DELETE, id, "").status, 204);
    CHECK_INT("gone", ask(&s, 0, SCIM_ASK_USER, id, "").status, 404);
    CHECK_INT("twice", ask(&s, 0, SCIM_ASK_DELETE, id, "").status, 404);
    b = book_of(s.g, &s.h, 0);
    CHECK_TRUE("what HR has stays", person(&b, "anna@a.example")->has_last_day);
    check("comes again", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA), 201, "\"active\":true");
    platform_close(s.h.platform);
}

static enum err
end_of(struct scene *s, const char *email, int days, bool has_last_day)
{
    struct employee_book b = book_of(s->g, &s->h, 0);
    struct employee_use use = hr_of(s, 0);
    struct employment e = *person(&b, email);

    e.has_last_day = has_last_day;
    e.last_day = day_plus(day_of(s->g->ctx.now), days);
    return employee_change(&s->g->ctx, &use, &e);
}

/* SCIM-6, SCIM-10, SCIM-12 */
static void
what_hr_decided_is_not_undone(void **state)
{
    struct scene s;
    struct employee_book b;
    struct employee_use use;
    struct employment e;
    struct slice id;
    char kept[24];

    begin(&s, *state, false);
    id = id_of(ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA));
    b = book_of(s.g, &s.h, 0);
    CHECK_INT("nobody is asked", person(&b, "anna@a.example")->invited.ms, 0);
    e = *person(&b, "anna@a.example");
    e.name = SLICE("Dr. Anna Muster");
    use = hr_of(&s, 0);
    assert_int_equal(employee_change(&s.g->ctx, &use, &e), OK);
    check("her title stays",
          ask(&s, 0, SCIM_ASK_PUT, id, SCHEMAS "\"userName\":\"anna@a.example\"}"), 200,
          "\"displayName\":\"Dr. Anna Muster\"");
    check("and what PUT does not say", ask(&s, 0, SCIM_ASK_USER, id, ""), 200,
          "\"department\":\"Bauhof\"");
    (void)snprintf(kept, sizeof kept, "%.*s", SLICE_ARG(id));
    id = slice_of(kept);
    given_later(s.g, 10);
    assert_int_equal(end_of(&s, "anna@a.example", -1, true), OK);
    check("ended by HR",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"True\"}"), 200,
          "\"active\":false");
    assert_int_equal(end_of(&s, "anna@a.example", 0, false), OK);
    check("opened by HR", ask(&s, 0, SCIM_ASK_USER, id, ""), 200, "\"active\":true");
    check("control: ended by the directory",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":false}"), 200,
          "\"active\":false");
    check(
        "words alone",
        patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"" ENT ":department\",\"value\":\"Neu\"}"),
        200, "\"department\":\"Bauhof\"");
    check("control: goes on",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":true}"), 200,
          "\"active\":true");
    platform_close(s.h.platform);
}

static bool
is_learner(struct scene *s, struct account_id account)
{
    struct employee_book b = book_of(s->g, &s->h, 0);

    for (int i = 0; i < b.roles_len; i++) {
        if (b.roles[i].of.account.n == account.n && b.roles[i].of.role == ROLE_LEARNER)
            return true;
    }
    return false;
}

/* ORG-35, ORG-34, SCIM-6. The control is who has not left. */
static void
who_comes_and_goes_on_one_day_has_no_role_that_night(void **state)
{
    struct scene s;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct employee_use use;
    struct employment again;
    struct slice id;

    begin(&s, *state, false);
    use = hr_of(&s, 0);
    id = id_of(ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA));
    b = book_of(s.g, &s.h, 0);
    anna.id = person(&b, "anna@a.example")->account;
    assert_int_equal(employment_answer(&s.g->ctx, s.h.platform, &anna,
                                       person(&b, "anna@a.example")->id, EMPLOYMENT_ACCEPTED),
                     OK);
    CHECK_TRUE("control: she is a learner", is_learner(&s, anna.id));
    check("off", patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":false}"), 200,
          "\"active\":false");
    CHECK_TRUE("at once no more", !is_learner(&s, anna.id));
    check("on", patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":true}"), 200,
          "\"active\":true");
    CHECK_TRUE("again", is_learner(&s, anna.id));
    check("off", patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":false}"), 200,
          "\"active\":false");
    {
        struct employee_plan plan = {0};
        struct employee_leavers stay = {false, {0}};
        int64_t list = 0;

        assert_int_equal(employee_import_preview(&s.g->ctx, &use,
                                                 SLICE("Name;E-Mail;Austritt\nAnna;anna@a.example;"
                                                       "31.12.2039\n"),
                                                 &plan, &list),
                         OK);
        assert_int_equal(employee_import_confirm(&s.g->ctx, &use, list, stay, &plan), OK);
    }
    check("HR entered her anew",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":true}"), 409,
          "uniqueness");
    b = book_of(s.g, &s.h, 0);
    again = b.all.at[0].last_day.n > day_of(s.g->ctx.now).n ? b.all.at[0] : b.all.at[1];
    again.last_day = day_plus(day_of(s.g->ctx.now), -1);
    again.first_day = again.last_day;
    assert_int_equal(employee_change(&s.g->ctx, &use, &again), OK);
    check("control: it is the only one again",
          patch(&s, 0, id, "{\"op\":\"Replace\",\"path\":\"active\",\"value\":true}"), 200,
          "\"active\":true");
    platform_close(s.h.platform);
}

static enum err
add_private(struct db *db, void *arg)
{
    struct account a = {.code = SLICE("privateprivatepr"),
                        .email = SLICE("anna@home.example"),
                        .name = SLICE("Anna privat"),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};

    TRY(account_store_add(db, &a));
    *(struct account *)arg = a;
    return OK;
}

/* Everything but the number and times must be the same. */
static void
check_alike(struct scim_response a, struct scim_response b, const char *in_a, const char *in_b)
{
    struct slice x = a.body;
    struct slice y = b.body;

    CHECK_INT("status", a.status, b.status);
    for (size_t i = 0, k = 0; i < x.len && k < y.len;) {
        struct slice p = slice_sub(x, i, x.len);
        struct slice q = slice_sub(y, k, y.len);

        if (slice_starts(p, slice_of(in_a)) && slice_starts(q, slice_of(in_b))) {
            i += strlen(in_a);
            k += strlen(in_b);
        } else if (slice_starts(p, SLICE("\"id\":")) || slice_starts(p, SLICE("/Users/")) ||
                   slice_starts(p, SLICE("W/"))) {
            i += slice_find_char(slice_sub(p, 7, p.len), '"') + 7;
            k += slice_find_char(slice_sub(q, 7, q.len), '"') + 7;
        } else {
            CHECK_INT("a byte", x.at[i++], y.at[k++]);
        }
    }
}

#define PERSON(email) SCHEMAS "\"userName\":\"" email "\",\"displayName\":\"Jemand\"}"

/* SCIM-14, ORG-31: an address of an account elsewhere, of one's own people, and of nobody. */
static void
no_answer_tells_whether_an_address_has_an_account(void **state)
{
    struct scene s;
    struct account owner = {.id = {0}};
    struct employee_book b;
    struct actor anna = {.code = SLICE("privateprivatepr")};
    struct scim_response nobody;
    struct scim_response own;

    begin(&s, *state, false);
    assert_int_equal(db_write(s.g->database, &s.g->ctx, add_private, &owner), OK);
    nobody = ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), PERSON("nemo@home.example"));
    check_alike(nobody, ask(&s, 1, SCIM_ASK_CREATE, SLICE(""), PERSON("anna@home.example")),
                "nemo@home", "anna@home");
    /* Anna takes what was entered at work into the account of her own. */
    (void)ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA);
    {
        struct employee_use use = hr_of(&s, 0);
        int invited = 0;

        b = book_of(s.g, &s.h, 0);
        assert_int_equal(
            employee_invite(&s.g->ctx, &use, person(&b, "anna@a.example")->id, &invited), OK);
        anna.id = owner.id;
        assert_int_equal(
            invitation_take(&s.acc, &s.g->ctx, &anna, mailed_secret(s.g, "anna@a.example")), OK);
    }
    own = ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), PERSON("anna@home.example"));
    check_alike(nobody, own, "nemo@home", "anna@home");
    b = book_of(s.g, &s.h, 0);
    CHECK_TRUE("control: hers is at work", person(&b, "anna@a.example")->account.n == owner.id.n);
    CHECK_TRUE("not hers", person(&b, "anna@home.example")->account.n != owner.id.n);
    CHECK_TRUE("nothing of the account", !has(own, "privat"));
    CHECK_TRUE("nor in any answer", !has(find(&s, 0, "userName pr"), "privat"));
    platform_close(s.h.platform);
}

/* SCIM-3 */
static void
a_directory_meets_its_municipality_alone(void **state)
{
    struct scene s;
    struct slice theirs;
    struct slice ours;
    char body[300];

    begin(&s, *state, false);
    theirs = id_of(ask(&s, 1, SCIM_ASK_CREATE, SLICE(""), PERSON("bea@b.example")));
    ours = id_of(ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA));
    CHECK_INT("look", ask(&s, 0, SCIM_ASK_USER, theirs, "").status, 404);
    CHECK_INT("put", ask(&s, 0, SCIM_ASK_PUT, theirs, PERSON("bea@b.example")).status, 404);
    CHECK_INT(
        "patch",
        patch(&s, 0, theirs, "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}").status,
        404);
    CHECK_INT("delete", ask(&s, 0, SCIM_ASK_DELETE, theirs, "").status, 404);
    check("list", find(&s, 0, "userName co \"b.example\""), 200, "\"totalResults\":0");
    (void)snprintf(body, sizeof body,
                   "{\"op\":\"add\",\"path\":\"" ENT ":manager\",\"value\":\"%.*s\"}",
                   SLICE_ARG(theirs));
    check("as superior", patch(&s, 0, ours, body), 400, "invalidValue");
    check("same name", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), PERSON("bea@b.example")), 201, "id");
    check("control", ask(&s, 1, SCIM_ASK_USER, theirs, ""), 200, "bea@b.example");
    platform_close(s.h.platform);
}

static enum err
enter(struct scene *s, struct slice secret)
{
    struct scim_door door;
    struct ctx ctx = {.arena = s->g->arena, .now = s->g->ctx.now};

    return scim_token_enter(&ctx, s->h.platform, &s->acc, secret, &door);
}

/* SCIM-1, SCIM-2 */
static void
a_token_that_does_not_work_opens_nothing(void **state)
{
    struct scene s;
    struct employee_use use;
    struct employee_use across;
    struct directory_token *tokens = NULL;
    struct scim_token_wish wish = {SLICE("V"), 1, false};
    struct slice secret = SLICE("");
    char changed[64];
    int len = 0;

    begin(&s, *state, false);
    use = hr_of(&s, 0);
    across = hr_of(&s, 0);
    across.organisation = s.h.town[1];
    CHECK_ERR("control", enter(&s, s.secret[0]), OK);
    CHECK_ERR("empty", enter(&s, SLICE("")), ERR_DENIED);
    CHECK_ERR("cut", enter(&s, slice_sub(s.secret[0], 0, s.secret[0].len - 1)), ERR_DENIED);
    memcpy(changed, s.secret[0].at, s.secret[0].len);
    changed[s.secret[0].len - 1] ^= 1;
    CHECK_ERR("a letter", enter(&s, (struct slice){changed, s.secret[0].len}), ERR_DENIED);
    CHECK_ERR("for another municipality", scim_token_make(&s.g->ctx, &across, &wish, &secret),
              ERR_DENIED);
    ctx_clear(&s.g->ctx);
    CHECK_ERR("theirs", scim_token_list(&s.g->ctx, &across, &tokens, &len), ERR_DENIED);
    ctx_clear(&s.g->ctx);
    for (int i = 1; i < SCIM_TOKENS_MAX; i++)
        CHECK_ERR("as many as may be", scim_token_make(&s.g->ctx, &use, &wish, &secret), OK);
    CHECK_ERR("one more", scim_token_make(&s.g->ctx, &use, &wish, &secret), ERR_LIMIT);
    ctx_clear(&s.g->ctx);
    wish.days = SCIM_TOKEN_DAYS_MAX + 1;
    CHECK_ERR("too long", scim_token_make(&s.g->ctx, &use, &wish, &secret), ERR_INVALID);
    ctx_clear(&s.g->ctx);
    wish = (struct scim_token_wish){SLICE(""), 1, false};
    CHECK_ERR("no name", scim_token_make(&s.g->ctx, &use, &wish, &secret), ERR_INVALID);
    ctx_clear(&s.g->ctx);
    assert_int_equal(scim_token_list(&s.g->ctx, &use, &tokens, &len), OK);
    CHECK_INT("listed", len, SCIM_TOKENS_MAX);
    CHECK_TRUE("used", tokens[len - 1].last_used.ms != 0);
    CHECK_TRUE("by whom", tokens[len - 1].made_by.n == s.h.hr[0].id.n);
    CHECK_ERR("revoked by others", scim_token_revoke(&s.g->ctx, &across, tokens[len - 1].id),
              ERR_DENIED);
    ctx_clear(&s.g->ctx);
    across = hr_of(&s, 1);
    CHECK_ERR("revoked elsewhere", scim_token_revoke(&s.g->ctx, &across, tokens[len - 1].id),
              ERR_NOT_FOUND);
    ctx_clear(&s.g->ctx);
    CHECK_ERR("control: still in", enter(&s, s.secret[0]), OK);
    CHECK_ERR("revoke", scim_token_revoke(&s.g->ctx, &use, tokens[len - 1].id), OK);
    CHECK_ERR("revoked", enter(&s, s.secret[0]), ERR_DENIED);
    CHECK_ERR("twice", scim_token_revoke(&s.g->ctx, &use, tokens[len - 1].id), ERR_NOT_FOUND);
    given_later(s.g, 29);
    CHECK_ERR("control: the other's last day", enter(&s, s.secret[1]), OK);
    given_later(s.g, 31);
    CHECK_ERR("ended", enter(&s, s.secret[1]), ERR_DENIED);
    platform_close(s.h.platform);
}

/* SCIM-13 */
static void
an_address_that_changes_is_asked_anew(void **state)
{
    struct scene s;
    struct slice id;
    struct slice old_secret;
    struct invitation found = {.names_len = 0};
    struct employee_book b;

    begin(&s, *state, true);
    id = id_of(ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA));
    old_secret = mailed_secret(s.g, "anna@a.example");
    check("taken", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), PERSON("bob@a.example")), 201, "bob");
    check("bob's",
          patch(&s, 0, id,
                "{\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":"
                "\"bob@a.example\"}"),
          409, "uniqueness");
    check("new",
          patch(&s, 0, id,
                "{\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":"
                "\"neu@a.example\"}"),
          200, "neu@a.example");
    CHECK_TRUE("asked there", mailed_secret(s.g, "neu@a.example").at != NULL);
    assert_int_equal(invitation_look(&s.acc, &s.g->ctx, old_secret, &found), OK);
    CHECK_INT("the old link leads to nothing", found.names_len, 0);
    b = book_of(s.g, &s.h, 0);
    CHECK_SLICE("the same person", person(&b, "neu@a.example")->number, "1");
    platform_close(s.h.platform);
}

/* SCIM-7, SCIM-9, SCIM-11 */
static void
whom_a_list_brought_is_taken_over(void **state)
{
    static const char list[] = "Nachname;Vorname;E-Mail;Dezernat;Amt\n"
                               "Muster;Anna;anna@a.example;Dezernat I;Bauhof\n"
                               "Alt;Adam;adam@a.example;;\n";
    struct scene s;
    struct employee_use use;
    struct employee_plan plan = {0};
    struct employee_book b;
    struct slice before;
    int64_t import = 0;

    begin(&s, *state, false);
    use = hr_of(&s, 0);
    assert_int_equal(employee_import_preview(&s.g->ctx, &use, slice_of(list), &plan, &import), OK);
    assert_int_equal(
        employee_import_confirm(&s.g->ctx, &use, import, (struct employee_leavers){0}, &plan), OK);
    before = id_of(find(&s, 0, "userName eq \"anna@a.example\""));
    check("taken over", ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA), 201, "\"x1\"");
    CHECK_TRUE("the same", slice_eq(before, id_of(find(&s, 0, "externalId eq \"x1\""))));
    b = book_of(s.g, &s.h, 0);
    CHECK_INT("no second person", b.all.len, 2);
    CHECK_INT("nor a second unit of the name", b.units_len, 2);
    assert_int_equal(end_of(&s, "adam@a.example", 0, true), OK);
    check("nobody who leaves today", find(&s, 0, "userName pr"), 200, "\"totalResults\":1");
    platform_close(s.h.platform);
}

static void
a_stale_version_changes_nothing(void **state)
{
    struct scene s;
    struct scim_response made;
    struct scim_door door;
    struct scim_request r = {.ask = SCIM_ASK_DELETE};
    struct scim_response res = {.status = 0};

    begin(&s, *state, false);
    made = ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), ANNA);
    r.name = id_of(made);
    r.if_match = made.etag;
    (void)patch(&s, 0, r.name, "{\"op\":\"add\",\"path\":\"externalId\",\"value\":\"x2\"}");
    assert_int_equal(scim_token_enter(&s.g->ctx, s.h.platform, &s.acc, s.secret[0], &door), OK);
    assert_int_equal(scim_answer(&s.g->ctx, &door, &r, &res), OK);
    CHECK_INT("stale", res.status, 412);
    r.if_match = ask(&s, 0, SCIM_ASK_USER, r.name, "").etag;
    assert_int_equal(scim_answer(&s.g->ctx, &door, &r, &res), OK);
    CHECK_INT("control", res.status, 204);
    platform_close(s.h.platform);
}

static void
wrong_bodies_are_told_apart(void **state)
{
    static const struct {
        const char *body;
        int status;
        const char *words;
    } table[] = {
        {"", 400, "invalidSyntax"},
        {"{", 400, "invalidSyntax"},
        {"{}", 400, "invalidSyntax"},
        {"[]", 400, "invalidSyntax"},
        {SCHEMAS "\"displayName\":\"A\"}", 400, "userName is needed"},
        {SCHEMAS "\"userName\":\"a\",\"displayName\":\"A\"}", 400, "mail address"},
        {SCHEMAS "\"userName\":\"a@b.example\"}", 400, "givenName"},
        {SCHEMAS "\"userName\":\"a@b.example\",\"displayName\":\"A\",\"active\":\"perhaps\"}", 400,
         "invalidValue"},
        {SCHEMAS "\"userName\":\"a@b.example\",\"displayName\":\"A\",\"" ENT
                 "\":{\"manager\":{\"value\":\"99\"}}}",
         400, "manager.value"},
        {SCHEMAS "\"userName\":\"a@b.example\",\"displayName\":\"A\",\"title\":\"T\"}", 201, "a@b"},
    };
    struct scene s;
    struct employee_book b;

    begin(&s, *state, false);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        check(table[i].body, ask(&s, 0, SCIM_ASK_CREATE, SLICE(""), table[i].body), table[i].status,
              table[i].words);
    b = book_of(s.g, &s.h, 0);
    CHECK_INT("the last alone was taken", b.all.len, 1);
    check("filter", find(&s, 0, "title eq \"T\""), 400, "invalidFilter");
    check("no id", ask(&s, 0, SCIM_ASK_USER, SLICE("x"), ""), 404, "\"404\"");
    check("schema", ask(&s, 0, SCIM_ASK_SCHEMA, SLICE("urn:x"), ""), 404, "\"404\"");
    check("config", ask(&s, 0, SCIM_ASK_CONFIG, SLICE(""), ""), 200,
          "\"bulk\":{\"supported\":false");
    platform_close(s.h.platform);
}

static void
a_hasty_directory_waits(void **state)
{
    static struct scim_gate gate;
    struct instant now = {1790000000000};
    struct directory_token_id one = {1};

    (void)state;
    assert_int_equal(scim_gate_init(&gate), OK);
    for (int i = 0; i < SCIM_REQUESTS_PER_MINUTE; i++)
        CHECK_INT("within", scim_gate_ask(&gate, one, now), 0);
    CHECK_INT("one more", scim_gate_ask(&gate, one, now), 60 - 20);
    CHECK_INT("another", scim_gate_ask(&gate, (struct directory_token_id){2}, now), 0);
    now.ms += 40000;
    CHECK_INT("the next minute", scim_gate_ask(&gate, one, now), 0);
    scim_gate_done(&gate);
}

int
suite_scim(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_person_comes_changes_and_leaves, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(who_comes_and_goes_on_one_day_has_no_role_that_night,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_hr_decided_is_not_undone, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(no_answer_tells_whether_an_address_has_an_account,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_directory_meets_its_municipality_alone, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_token_that_does_not_work_opens_nothing, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(an_address_that_changes_is_asked_anew, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(whom_a_list_brought_is_taken_over, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_stale_version_changes_nothing, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(wrong_bodies_are_told_apart, given_seeded, given_done),
        cmocka_unit_test(a_hasty_directory_waits),
    };

    return cmocka_run_group_tests_name("scim", tests, NULL, NULL);
}

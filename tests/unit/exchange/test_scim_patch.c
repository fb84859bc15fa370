/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies of POST, PUT and PATCH, as the standard and as directories write them. */
#include <string.h>

#include "check.h"
#include "exchange/scim_discovery.h"
#include "exchange/scim_patch.h"

#define PATCH "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
#define END "]}"
#define ENT "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
#define USER "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]"

struct desk {
    struct arena *arena;
    struct ctx ctx;
    struct scim_talk talk;
    struct scim_user user;
};

static void
begin(struct desk *d)
{
    memset(d, 0, sizeof *d);
    d->arena = arena_open(1 << 22);
    d->ctx.arena = d->arena;
    d->talk.ctx = &d->ctx;
    for (int i = 0; i < SCIM_ATTRS; i++)
        d->user.text[i] = SLICE("");
    d->user.active = true;
    d->user.text[SCIM_USER_NAME] = SLICE("anna");
    d->user.text[SCIM_EMAIL] = SLICE("anna@a.example");
    d->user.text[SCIM_EMAIL_TYPE] = SLICE("work");
    d->user.text[SCIM_NUMBER] = SLICE("1");
    d->user.text[SCIM_MANAGER] = SLICE("7");
    d->user.text[SCIM_DEPARTMENT] = SLICE("Bauhof");
}

static enum err
run(struct desk *d, const char *body, bool is_patch)
{
    const struct json_value *top = NULL;

    begin(d);
    CHECK_ERR(body, json_read(&d->ctx, slice_of(body), &top), OK);
    return is_patch ? scim_patch_apply(&d->talk, top, &d->user)
                    : scim_user_read(&d->talk, top, &d->user);
}

static void
operations_do_what_they_say(void **state)
{
    static const struct {
        const char *body;
        enum scim_attr attr;
        const char *want; /* "true" and "false" of active */
    } table[] = {
        {"{\"op\":\"replace\",\"path\":\"active\",\"value\":false}", SCIM_ACTIVE, "false"},
        {"{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}", SCIM_ACTIVE, "false"},
        {"{\"op\":\"Add\",\"path\":\"active\",\"value\":\"True\"}", SCIM_ACTIVE, "true"},
        {"{\"op\":\"replace\",\"value\":{\"active\":false}}", SCIM_ACTIVE, "false"},
        {"{\"op\":\"Replace\",\"path\":\"emails[type eq "
         "\\\"work\\\"].value\",\"value\":\"b@a.example\"}",
         SCIM_EMAIL, "b@a.example"},
        {"{\"op\":\"add\",\"path\":\"emails[primary eq "
         "true]\",\"value\":{\"value\":\"c@a.example\"}}",
         SCIM_EMAIL, "c@a.example"},
        {"{\"op\":\"replace\",\"path\":\"emails\",\"value\":[{\"value\":\"h@a.example\",\"type\":"
         "\"home\"},"
         "{\"value\":\"w@a.example\",\"type\":\"work\"}]}",
         SCIM_EMAIL, "w@a.example"},
        {"{\"op\":\"replace\",\"path\":\"emails.value\",\"value\":\"d@a.example\"}", SCIM_EMAIL,
         "d@a.example"},
        {"{\"op\":\"Replace\",\"path\":\"emails[type eq "
         "\\\"home\\\"].value\",\"value\":\"h@a.example\"}",
         SCIM_EMAIL, "anna@a.example"},
        {"{\"op\":\"remove\",\"path\":\"emails[type eq \\\"other\\\"]\"}", SCIM_EMAIL,
         "anna@a.example"},
        {"{\"op\":\"replace\",\"value\":{\"emails[type eq \\\"work\\\"].value\":\"e@a.example\"}}",
         SCIM_EMAIL, "e@a.example"},
        {"{\"op\":\"Add\",\"path\":\"name.givenName\",\"value\":\" Anna \"}", SCIM_GIVEN_NAME,
         "Anna"},
        {"{\"op\":\"replace\",\"value\":{\"name.familyName\":\"Neu\"}}", SCIM_FAMILY_NAME, "Neu"},
        {"{\"op\":\"replace\",\"path\":\"name\",\"value\":{\"familyName\":\"Neu\",\"middleName\":"
         "\"X\"}}",
         SCIM_FAMILY_NAME, "Neu"},
        {"{\"op\":\"Add\",\"path\":\"" ENT ":manager\",\"value\":\"9\"}", SCIM_MANAGER, "9"},
        {"{\"op\":\"Add\",\"path\":\"" ENT
         ":manager\",\"value\":[{\"$ref\":\"x\",\"value\":\"8\"}]}",
         SCIM_MANAGER, "8"},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":manager\",\"value\":{\"value\":\"6\"}}",
         SCIM_MANAGER, "6"},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":manager.value\",\"value\":\"5\"}", SCIM_MANAGER,
         "5"},
        {"{\"op\":\"Remove\",\"path\":\"" ENT ":manager\"}", SCIM_MANAGER, ""},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":manager\",\"value\":\"\"}", SCIM_MANAGER, ""},
        {"{\"op\":\"replace\",\"path\":\"" ENT "\",\"value\":{\"department\":\"Amt\"}}",
         SCIM_DEPARTMENT, "Amt"},
        {"{\"op\":\"replace\",\"value\":{\"" ENT "\":{\"department\":\"Amt 2\"}}}", SCIM_DEPARTMENT,
         "Amt 2"},
        {"{\"op\":\"replace\",\"value\":{\"" ENT ":department\":\"Amt 3\"}}", SCIM_DEPARTMENT,
         "Amt 3"},
        {"{\"op\":\"remove\",\"path\":\"" ENT ":department\"}", SCIM_DEPARTMENT, ""},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":employeeNumber\",\"value\":4712}", SCIM_NUMBER,
         "4712"},
        {"{\"op\":\"add\",\"path\":\"phoneNumbers[type eq \\\"work\\\"].value\",\"value\":\"1\"}",
         SCIM_NUMBER, "1"},
        {"{\"op\":\"add\",\"path\":\"title\",\"value\":\"Amtsleitung\"}", SCIM_NUMBER, "1"},
        {"{\"op\":\"replace\",\"value\":{\"id\":\"99\",\"userName\":\"anna2\"}}", SCIM_USER_NAME,
         "anna2"},
        {"{\"op\":\"replace\",\"value\":{\"id\":\"99\"}}", SCIM_ID, ""},
        {"{\"op\":\"add\",\"path\":\"urn:ietf:params:scim:schemas:core:2.0:User:externalId\","
         "\"value\":\"k\"}",
         SCIM_EXTERNAL_ID, "k"},
        {"{\"op\":\"remove\",\"path\":\"externalId\"}", SCIM_EXTERNAL_ID, ""},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char body[1024];
        struct desk d;
        enum err e;

        (void)snprintf(body, sizeof body, PATCH "%s" END, table[i].body);
        e = run(&d, body, true);
        CHECK_ERR(e == OK ? table[i].body : ctx_message(&d.ctx, e), e, OK);
        if (table[i].attr == SCIM_ACTIVE)
            CHECK_INT(table[i].body, d.user.active, strcmp(table[i].want, "true") == 0);
        else
            CHECK_SLICE(table[i].body, d.user.text[table[i].attr], table[i].want);
        arena_close(d.arena);
    }
    (void)state;
}

static void
wrong_operations_say_what_is_wrong(void **state)
{
    static const struct {
        const char *body;
        enum scim_type type;
    } table[] = {
        {"{}", SCIM_INVALID_SYNTAX},
        {"5", SCIM_INVALID_SYNTAX},
        {"{\"op\":\"move\",\"path\":\"active\",\"value\":true}", SCIM_INVALID_SYNTAX},
        {"{\"op\":5,\"path\":\"active\",\"value\":true}", SCIM_INVALID_SYNTAX},
        {"{\"op\":\"add\"}", SCIM_INVALID_VALUE},
        {"{\"op\":\"add\",\"value\":5}", SCIM_INVALID_VALUE},
        {"{\"op\":\"add\",\"value\":[]}", SCIM_INVALID_VALUE},
        {"{\"op\":\"add\",\"path\":\"active\"}", SCIM_INVALID_VALUE},
        {"{\"op\":\"remove\"}", SCIM_NO_TARGET},
        {"{\"op\":\"remove\",\"path\":\"\"}", SCIM_NO_TARGET},
        {"{\"op\":\"remove\",\"path\":\"active\"}", SCIM_MUTABILITY},
        {"{\"op\":\"remove\",\"path\":\"userName\"}", SCIM_MUTABILITY},
        {"{\"op\":\"remove\",\"path\":\"emails\"}", SCIM_MUTABILITY},
        {"{\"op\":\"remove\",\"path\":\"emails[type eq \\\"work\\\"]\"}", SCIM_MUTABILITY},
        {"{\"op\":\"remove\",\"path\":\"emails[type eq \\\"work\\\"].value\"}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"\"}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":null}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"id\",\"value\":\"9\"}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"meta.created\",\"value\":\"9\"}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"meta\",\"value\":{}}", SCIM_MUTABILITY},
        {"{\"op\":\"add\",\"path\":\"groups\",\"value\":[]}", SCIM_MUTABILITY},
        {"{\"op\":\"remove\",\"path\":\"groups[value eq \\\"1\\\"]\"}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"active\",\"value\":\"yes\"}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"active\",\"value\":1}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"active\",\"value\":[true]}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":5}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":{}}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"a\\nb\"}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"name\",\"value\":\"Anna\"}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"emails\",\"value\":[\"a@b.example\"]}",
         SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"emails\",\"value\":[]}", SCIM_MUTABILITY},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":manager\",\"value\":5}", SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":employeeNumber\",\"value\":"
         "\"12345678901234567890123456789012345678901\"}",
         SCIM_INVALID_VALUE},
        {"{\"op\":\"replace\",\"path\":\"emails[value eq "
         "\\\"x@a.example\\\"].value\",\"value\":\"y\"}",
         SCIM_NO_TARGET},
        {"{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].nonsense\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"]value\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"userName[type eq \\\"work\\\"]\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"emails[type is \\\"work\\\"].value\",\"value\":\"y\"}",
         SCIM_INVALID_FILTER},
        {"{\"op\":\"replace\",\"path\":\"emails[].value\",\"value\":\"y\"}", SCIM_INVALID_FILTER},
        {"{\"op\":\"replace\",\"path\":\"nonsense\",\"value\":\"y\"}", SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"name.nonsense\",\"value\":\"y\"}", SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"" ENT ":nonsense\",\"value\":\"y\"}", SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"urn:example:Other:userName\",\"value\":\"y\"}",
         SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":5,\"value\":\"y\"}", SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"value\":{\"nonsense\":1}}", SCIM_INVALID_PATH},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"new\"},{\"op\":\"nonsense\"}",
         SCIM_INVALID_SYNTAX},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char body[1024];
        struct desk d;

        (void)snprintf(body, sizeof body, PATCH "%s" END, table[i].body);
        CHECK_ERR(table[i].body, run(&d, body, true), ERR_INVALID);
        if (d.talk.type != table[i].type)
            fail_msg("%s: is %s", table[i].body, scim_type_name(d.talk.type));
        arena_close(d.arena);
    }
    (void)state;
}

static void
a_patch_names_its_schema_and_has_a_limit(void **state)
{
    static const char one[] = "{\"op\":\"add\",\"path\":\"title\",\"value\":\"x\"}";
    static char many[SCIM_PATCH_OPERATIONS_MAX * sizeof one + 200];
    struct desk d;

    CHECK_ERR("no schema",
              run(&d, "{\"Operations\":[{\"op\":\"add\",\"path\":\"title\",\"value\":1}]}", true),
              ERR_INVALID);
    arena_close(d.arena);
    CHECK_ERR("no operations", run(&d, PATCH END, true), ERR_INVALID);
    arena_close(d.arena);
    (void)strcpy(many, PATCH);
    for (int i = 0; i < SCIM_PATCH_OPERATIONS_MAX; i++) {
        (void)strcat(many, i > 0 ? "," : "");
        (void)strcat(many, one);
    }
    (void)strcat(many, END);
    CHECK_ERR("as many as may be", run(&d, many, true), OK);
    arena_close(d.arena);
    many[strlen(many) - 2] = 0;
    (void)strcat(many, ",");
    (void)strcat(many, one);
    (void)strcat(many, END);
    CHECK_ERR("one more", run(&d, many, true), ERR_INVALID);
    CHECK_INT("type", d.talk.type, SCIM_TOO_MANY);
    arena_close(d.arena);
    (void)state;
}

static void
bodies_are_read_and_what_is_not_kept_is_passed_over(void **state)
{
    static const char okta[] =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" ENT "\"],"
        "\"userName\":\"anna.muster\",\"id\":\"1\",\"meta\":{\"version\":\"x\"},"
        "\"name\":{\"givenName\":\"Anna\",\"familyName\":\"Muster\",\"middleName\":\"X\"},"
        "\"emails\":[{\"primary\":true,\"value\":\"Anna@a.example\",\"type\":\"work\"}],"
        "\"phoneNumbers\":[{\"value\":\"1\"}],\"title\":\"x\",\"groups\":[],\"password\":"
        "\"geheim\","
        "\"locale\":\"de-DE\",\"externalId\":\"00u1\",\"active\":true,"
        "\"urn:example:other\":{\"a\":1},"
        "\"" ENT "\":{\"employeeNumber\":\"17\",\"department\":\"Amt\",\"costCenter\":\"9\","
        "\"manager\":{\"value\":\"3\",\"displayName\":\"Chef\"}}}";
    struct desk d;

    CHECK_ERR("okta", run(&d, okta, false), OK);
    CHECK_SLICE("name", d.user.text[SCIM_FAMILY_NAME], "Muster");
    CHECK_SLICE("email", d.user.text[SCIM_EMAIL], "Anna@a.example");
    CHECK_SLICE("number", d.user.text[SCIM_NUMBER], "17");
    CHECK_SLICE("manager", d.user.text[SCIM_MANAGER], "3");
    CHECK_SLICE("the id is ours", d.user.text[SCIM_ID], "");
    arena_close(d.arena);
    CHECK_ERR("not a user", run(&d, "{\"userName\":\"a\"}", false), ERR_INVALID);
    CHECK_INT("type", d.talk.type, SCIM_INVALID_SYNTAX);
    arena_close(d.arena);
    CHECK_ERR("no object", run(&d, "[]", false), ERR_INVALID);
    arena_close(d.arena);
    CHECK_ERR("no name", run(&d, USER ",\"userName\":null}", false), ERR_INVALID);
    CHECK_INT("type", d.talk.type, SCIM_INVALID_VALUE);
    arena_close(d.arena);
    CHECK_ERR("wrong kind", run(&d, USER ",\"name\":\"Anna\"}", false), ERR_INVALID);
    arena_close(d.arena);
    (void)state;
}

static void
answers_have_what_was_asked_for(void **state)
{
    static const struct {
        const char *only;
        const char *without;
        const char *want;
    } table[] = {
        {"userName", NULL,
         "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" ENT
         "\"],\"userName\":\"anna\"}"},
        {"USERNAME , nonsense, emails.value", NULL,
         "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" ENT
         "\"],\"userName\":\"anna\",\"emails\":[{\"value\":\"anna@a.example\"}]}"},
        {NULL, "meta,emails,name,active,userName",
         "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" ENT "\"],\"" ENT
         "\":{\"employeeNumber\":\"1\",\"department\":\"Bauhof\",\"manager\":{\"value\":\"7\","
         "\"$ref\":\"https://c.example/scim/v2/Users/7\"}}}"},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct desk d;
        struct text t;
        struct json_write w;
        struct slice s = {0};

        begin(&d);
        t = text_init(d.arena, 4096);
        w = json_write_init(&t);
        scim_user_write(&w, &d.user,
                        scim_wanted_of(slice_of(table[i].only), slice_of(table[i].without)),
                        SLICE("https://c.example/scim/v2"));
        json_write_end(&w);
        assert_int_equal(text_end(&t, &s), OK);
        CHECK_SLICE("answer", s, table[i].want);
        arena_close(d.arena);
    }
    (void)state;
}

/* What the service says of itself is JSON, and promises no more than there is. */
static void
discovery_says_what_is_kept(void **state)
{
    struct arena *a = arena_open(1 << 22);
    struct ctx ctx = {.arena = a};
    struct text t = text_init(a, 65536);
    struct json_write w = json_write_init(&t);
    const struct json_value *top = NULL;
    struct slice s = {0};

    scim_write_schemas(&w, SLICE("https://c.example/scim/v2"));
    json_write_end(&w);
    assert_int_equal(text_end(&t, &s), OK);
    assert_int_equal(json_read(&ctx, s, &top), OK);
    for (int i = 0; i < SCIM_ATTRS; i++) {
        struct slice path = slice_of(SCIM_INFO[i].path);
        size_t dot = slice_find_char(path, '.');
        struct text quoted = text_init(a, 80);
        struct slice name = {0};

        if (SCIM_INFO[i].is_readonly || i == SCIM_EXTERNAL_ID)
            continue;
        text_printf(&quoted, "\"%.*s\"", (int)(path.len - (dot < path.len ? dot + 1 : 0)),
                    path.at + (dot < path.len ? dot + 1 : 0));
        assert_int_equal(text_end(&quoted, &name), OK);
        CHECK_TRUE(SCIM_INFO[i].path, slice_find(s, name) < s.len);
    }
    CHECK_TRUE("not kept", slice_find(s, SLICE("\"phoneNumbers\"")) == s.len);
    CHECK_TRUE("says so", slice_find(s, SLICE("not kept and not returned")) < s.len);
    CHECK_ERR("no groups", scim_write_resource_type(&w, SLICE(""), SLICE("Group")), ERR_NOT_FOUND);
    CHECK_ERR("no such", scim_write_schema(&w, SLICE(""), SLICE("urn:x")), ERR_NOT_FOUND);
    arena_close(a);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_do_what_they_say),
        cmocka_unit_test(wrong_operations_say_what_is_wrong),
        cmocka_unit_test(a_patch_names_its_schema_and_has_a_limit),
        cmocka_unit_test(bodies_are_read_and_what_is_not_kept_is_passed_over),
        cmocka_unit_test(answers_have_what_was_asked_for),
        cmocka_unit_test(discovery_says_what_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What an OpenID provider describes of itself, and which addresses may be asked at all. */
#include "exchange/oidc.h"

#include "exchange/http_fetch.h"
#include "exchange/issuer_json.h"
#include "given.h"

static void
only_safe_addresses_are_asked(void **state)
{
    static const struct {
        const char *url;
        bool may;
        bool in_a_test;
    } rows[] = {
        {"https://idp.example", true, true},
        {"https://idp.example/realms/a/.well-known/x?y=z", true, true},
        {"http://127.0.0.1:8080/x", false, true},
        {"http://localhost:1/x", false, true},
        {"http://[::1]:1/x", false, true},
        {"http://127.0.0.1.evil.example:80/", false, false},
        {"http://localhost@evil.example/", false, false},
        {"http://idp.example", false, false},
        {"https://", false, false},
        {"https:///x", false, false},
        {"https://?x", false, false},
        {"https://a@idp.example/", false, false},
        {"https://idp.example/#x", false, false},
        {"https://idp.example/ x", false, false},
        {"https://idp.example/\nx", false, false},
        {"https://idp.example/\xc3\xa4", false, false},
        {"HTTPS://idp.example", false, false},
        {"file:///etc/passwd", false, false},
        {"ftp://idp.example", false, false},
        {"javascript:alert(1)", false, false},
        {"//idp.example", false, false},
        {"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CHECK_INT(rows[i].url, http_fetch_may(slice_of(rows[i].url), false), rows[i].may);
        CHECK_INT(rows[i].url, http_fetch_may(slice_of(rows[i].url), true), rows[i].in_a_test);
    }
}

static const struct json_value *
read_json(const char *json)
{
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = NULL;

    CHECK_ERR(json, json_read(&ctx, slice_of(json), &top), OK);
    return top;
}

static void
claims_are_compared_whole(void **state)
{
    static const struct {
        const char *json;
        const char *name;
        bool has;
    } rows[] = {
        {"{\"g\":\"hr\"}", "g", true},
        {"{\"g\":[\"x\",\"hr\"]}", "g", true},
        {"{\"a\":{\"b\":[\"hr\"]}}", "a.b", true},
        {"{\"a.b\":\"hr\",\"a\":{\"b\":\"x\"}}", "a.b", true},
        {"{\"g\":\"hr2\"}", "g", false},
        {"{\"g\":\" hr\"}", "g", false},
        {"{\"g\":\"HR\"}", "g", false},
        {"{\"g\":[\"hr2\",7,null,[\"hr\"]]}", "g", false},
        {"{\"g\":{\"hr\":\"hr\"}}", "g", false},
        {"{\"g\":true}", "g", false},
        {"{}", "g", false},
        {"{\"a\":\"hr\"}", "a.b", false},
        {"{\"b\":\"hr\"}", "a.b", false},
        {"{\"g\":\"hr\"}", "", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_INT(rows[i].json,
                  oidc_claim_has(read_json(rows[i].json), slice_of(rows[i].name), SLICE("hr")),
                  rows[i].has);
}

static void
only_the_word_true_verifies_an_address(void **state)
{
    static const struct {
        const char *json;
        const char *email;
    } rows[] = {
        {"{\"email\":\"a@b.c\",\"email_verified\":true}", "a@b.c"},
        {"{\"email\":\"a@b.c\",\"email_verified\":\"true\"}", ""},
        {"{\"email\":\"a@b.c\",\"email_verified\":1}", ""},
        {"{\"email\":\"a@b.c\",\"email_verified\":false}", ""},
        {"{\"email\":\"a@b.c\"}", ""},
        {"{\"email\":[\"a@b.c\"],\"email_verified\":true}", ""},
        {"{\"email_verified\":true}", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_SLICE(rows[i].json, oidc_verified_email(read_json(rows[i].json)), rows[i].email);
}

static void
names_are_one_line_and_not_too_long(void **state)
{
    char longest[ACCOUNT_NAME_BYTES_MAX + 64];
    struct slice name = SLICE("");

    (void)state;
    (void)snprintf(longest, sizeof longest, "{\"name\":\"%0*d\"}", ACCOUNT_NAME_BYTES_MAX + 1, 7);
    struct {
        const char *json;
        const char *name;
    } rows[] = {
        {"{\"name\":\" Erika Muster \"}", "Erika Muster"},
        {"{\"given_name\":\"Erika\",\"family_name\":\"Muster\"}", "Erika Muster"},
        {"{\"family_name\":\"Muster\"}", "Muster"},
        {"{\"name\":\"a\\nb\"}", ""},
        {"{\"name\":\"a\\u0085b\"}", "ab"},
        {"{\"name\":\"Mu\\u0308ller\"}", "M\xc3\xbcller"},
        {"{\"name\":7}", ""},
        {longest, ""},
        {"{}", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CHECK_ERR(rows[i].json, oidc_person_name(arena, read_json(rows[i].json), &name), OK);
        CHECK_SLICE(rows[i].json, name, rows[i].name);
    }
}

#define HEAD                                                                                       \
    "{\"format\":\"kommunalcampus-issuer/1\",\"code\":\"a\",\"kind\":\"oidc\",\"name\":\"A\","
#define URL "\"issuer\":\"https://a.example\""

static void
files_of_operators_are_held_to_the_letter(void **state)
{
    static const struct {
        const char *json;
        enum err want;
    } rows[] = {
        {HEAD URL ",\"client_id\":\"c\",\"mail_domains\":[\"a.example\",\"*\"]}", OK},
        {HEAD URL ",\"rules\":[{\"claim\":\"g\",\"value\":\"v\",\"organisation\":\"o\",\"role\":"
                  "\"hr\"}]}",
         OK},
        {HEAD "\"issuer\":7}", ERR_INVALID},
        {HEAD "\"client_id\":\"c\"}", ERR_INVALID},
        {HEAD URL ",\"client_secret\":\"x\"}", ERR_INVALID},
        {HEAD URL ",\"mail_domains\":\"a.example\"}", ERR_INVALID},
        {HEAD URL ",\"mail_domains\":[\"x@a.example\"]}", ERR_INVALID},
        {HEAD URL ",\"mail_domains\":[\"a b\"]}", ERR_INVALID},
        {HEAD URL ",\"mail_domains\":[\"\"]}", ERR_INVALID},
        {HEAD URL ",\"rules\":[{\"claim\":\"g\",\"value\":\"v\",\"organisation\":\"o\"}]}",
         ERR_INVALID},
        {HEAD URL ",\"rules\":[{\"claim\":\"g\",\"value\":\"v\",\"organisation\":\"o\",\"role\":"
                  "\"king\"}]}",
         ERR_INVALID},
        {HEAD URL ",\"rules\":[{\"claim\":\"\",\"value\":\"v\",\"organisation\":\"o\",\"role\":"
                  "\"hr\"}]}",
         ERR_INVALID},
        {"{\"format\":\"kommunalcampus-issuer/2\"}", ERR_INVALID},
        {"[]", ERR_INVALID},
        {"", ERR_INVALID},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct ctx ctx = {.arena = arena};
        struct issuer_file file;

        CHECK_ERR(rows[i].json, issuer_json_read(&ctx, slice_of(rows[i].json), &file),
                  rows[i].want);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_safe_addresses_are_asked),
        TEST(claims_are_compared_whole),
        TEST(only_the_word_true_verifies_an_address),
        TEST(names_are_one_line_and_not_too_long),
        TEST(files_of_operators_are_held_to_the_letter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

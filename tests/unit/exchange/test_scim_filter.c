/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "check.h"
#include "exchange/scim_filter.h"

static struct scim_user
somebody(void)
{
    struct scim_user u = {.active = true, .created = {1780000000000}, .modified = {1790000000000}};

    for (int i = 0; i < SCIM_ATTRS; i++)
        u.text[i] = SLICE("");
    u.text[SCIM_ID] = SLICE("12");
    u.text[SCIM_USER_NAME] = SLICE("Anna.Muster@astadt.example");
    u.text[SCIM_EXTERNAL_ID] = SLICE("a-7F");
    u.text[SCIM_EMAIL] = SLICE("anna.muster@astadt.example");
    u.text[SCIM_EMAIL_TYPE] = SLICE("work");
    u.text[SCIM_DISPLAY_NAME] = u.text[SCIM_FORMATTED] = SLICE("Anna M\xc3\xbcller");
    u.text[SCIM_NUMBER] = SLICE("4711");
    u.text[SCIM_DEPARTMENT] = SLICE("B\xc3\xbcrgeramt");
    return u;
}

static void
filters_find_whom_they_describe(void **state)
{
    static const struct {
        const char *filter;
        bool fits;
    } table[] = {
        {"userName eq \"anna.muster@ASTADT.example\"", true},
        {"username EQ \"anna.muster@astadt.example\"", true},
        {"userName eq \"anna\"", false},
        {"urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ANNA.\"", true},
        {"userName sw \"anna.muster@astadt.example.and.more\"", false},
        {"userName ew \"@astadt.example\"", true},
        {"userName ew \"@bstadt.example\"", false},
        {"userName co \"muster\"", true},
        {"userName co \"\"", true},
        {"externalId eq \"a-7F\"", true},
        {"externalId eq \"a-7f\"", false}, /* exact */
        {"id eq \"12\"", true},
        {"id ne \"12\"", false},
        {"emails.value eq \"anna.muster@astadt.example\"", true},
        {"emails eq \"anna.muster@astadt.example\"", true},
        {"emails[type eq \"work\"]", true},
        {"emails[type eq \"work\" and value ew \"astadt.example\"]", true},
        {"emails[type eq \"home\" or value eq \"x\"]", false},
        {"emails[not (type eq \"home\")] and active eq true", true},
        {"emails.primary eq true", true},
        {"active eq true", true},
        {"active eq \"True\"", true},
        {"active eq false", false},
        {"active ne false", true},
        {"active pr", true},
        {"externalId pr", true},
        {"name.familyName pr", false},
        {"name.familyName eq null", true},
        {"name.familyName ne null", false},
        {"name.familyName ne \"Muster\"", true},
        {"name.familyName eq \"Muster\"", false},
        {"name.familyName gt \"A\"", false},
        {"name.formatted co \"M\\u00fcller\"", true},
        {"displayName co \"M\xc3\xbcller\"", true},
        {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq \"4711\"",
         true},
        {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager pr", false},
        {"meta.lastModified ge \"2026-09-21T14:13:20Z\"", true},
        {"meta.lastModified eq \"2026-09-21T14:13:20Z\"", true},
        {"meta.lastModified gt \"2026-09-21T14:13:20Z\"", false},
        {"meta.lastModified lt \"2027-01-01T00:00:00Z\"", true},
        {"meta.created le \"2026-01-01T00:00:00Z\"", false},
        {"userName lt \"b\"", true},
        {"userName ge \"b\"", false},
        {"not (userName eq \"x\")", true},
        {"not(userName eq \"x\")", true},
        {"(active eq true)", true},
        {"active eq false or id eq \"12\"", true},
        {"active eq false or id eq \"12\" and userName eq \"x\"", false},
        {"(active eq false or id eq \"12\") and userName sw \"a\"", true},
        {"id eq \"12\" or id eq \"13\" and active eq false", true}, /* and binds more */
        {"not (id eq \"13\" or active eq false) and externalId pr", true},
        {"  userName   pr  ", true},
    };
    struct scim_user user = somebody();

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct arena *a = arena_open(1 << 20);
        struct ctx ctx = {.arena = a};
        struct scim_talk t = {.ctx = &ctx};
        struct scim_filter f;
        enum err e = scim_filter_read(&t, slice_of(table[i].filter), &f);

        CHECK_ERR(e == OK ? table[i].filter : ctx_message(&ctx, e), e, OK);
        CHECK_INT(table[i].filter, scim_filter_fits(&f, &user), table[i].fits);
        arena_close(a);
    }
    (void)state;
}

static void
what_is_no_filter_is_refused_and_says_where(void **state)
{
    static const struct {
        const char *filter;
        const char *says; /* part of the message */
    } table[] = {
        {"", "attribute is expected"},
        {"   ", "attribute is expected"},
        {"userName", "a space and an operator"},
        {"userName ", "operator is expected"},
        {"userName eq", "a space and a value"},
        {"userName eq ", "value is expected"},
        {"userName eq anna", "neither text"},
        {"userName eq \"anna", "no end"},
        {"userName eq \"anna\\\"", "no end"},
        {"userName eq \"a\\x\"", "neither text"},
        {"userName eq \"a\" trailing", "the end is expected"},
        {"userName eq \"a\" and", "the end is expected"},
        {"userName eq \"a\" and ", "attribute is expected"},
        {"userName eq \"a\" or or id pr", "no attribute"},
        {"userName eq \"a\"and id pr", "the end is expected"},
        {"userName eq 5", "quotation marks"},
        {"userName eq true", "quotation marks"},
        {"userName gt null", "quotation marks"},
        {"userName is \"a\"", "operator is expected"},
        {"userName == \"a\"", "operator is expected"},
        {"and userName pr", "no attribute"},
        {"not userName pr", "no attribute"},
        {"not", "no attribute"},
        {"(userName pr", ") is expected"},
        {"userName pr)", "the end is expected"},
        {"()", "attribute is expected"},
        {"((((((((((((((((((userName pr))))))))))))))))))", "within each other"},
        {"title eq \"a\"", "not kept"},
        {"password eq \"a\"", "not kept"},
        {"groups.value eq \"a\"", "not kept"},
        {"phoneNumbers[type eq \"work\"]", "not kept"},
        {"nonsense eq \"a\"", "no attribute"},
        {"emails.nonsense eq \"a\"", "no attribute"},
        {"urn:example:Other:userName eq \"a\"", "no attribute"},
        {"name eq \"a\"", "has parts"},
        {"meta pr", "has parts"},
        {"meta.version eq \"a\"", "nothing can be found"},
        {"name[givenName eq \"a\"]", "only \"emails\""},
        {"userName[value eq \"a\"]", "only \"emails\""},
        {"emails[type eq \"work\"", "] is expected"},
        {"emails[]", "attribute is expected"},
        {"emails[emails[type pr]]", "no attribute"},
        {"emails[userName eq \"a\"]", "no attribute"},
        {"emails[type eq \"work\"].value eq \"a\"", "the end is expected"},
        {"active gt true", "eq and ne alone"},
        {"active eq \"yes\"", "true or false"},
        {"active eq 1", "true or false"},
        {"active eq null", "not null"},
        {"active co \"r\"", "eq and ne alone"},
        {"meta.created eq \"yesterday\"", "time is expected"},
        {"meta.created eq 2026", "time is expected"},
        {"meta.created co \"2026\"", "times are compared"},
        {"meta.lastModified eq null", "not null"},
        {"userName eq \"\xc3\x28\"", "neither text"},
        {"\xff eq \"a\"", "attribute is expected"},
        {"userName\teq\t\"a\"", "a space and an operator"},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct arena *a = arena_open(1 << 20);
        struct ctx ctx = {.arena = a};
        struct scim_talk t = {.ctx = &ctx};
        struct scim_filter f;
        enum err e = scim_filter_read(&t, slice_of(table[i].filter), &f);

        CHECK_ERR(table[i].filter, e, ERR_INVALID);
        CHECK_INT(table[i].filter, t.type, SCIM_INVALID_FILTER);
        if (strstr(ctx_message(&ctx, e), table[i].says) == NULL)
            fail_msg("%s: says \"%s\"", table[i].filter, ctx_message(&ctx, e));
        arena_close(a);
    }
    (void)state;
}

static void
a_filter_has_limits(void **state)
{
    static char longest[SCIM_FILTER_BYTES_MAX + 2];
    struct arena *a = arena_open(1 << 22);
    struct ctx ctx = {.arena = a};
    struct scim_talk t = {.ctx = &ctx};
    struct scim_filter f;
    struct text many = text_init(a, 4096);
    struct slice s = {0};

    memset(longest, ' ', sizeof longest);
    memcpy(longest, "id pr", 5);
    CHECK_ERR("as long as may be",
              scim_filter_read(&t, (struct slice){longest, SCIM_FILTER_BYTES_MAX}, &f), OK);
    CHECK_ERR("a byte more",
              scim_filter_read(&t, (struct slice){longest, SCIM_FILTER_BYTES_MAX + 1}, &f),
              ERR_INVALID);
    text_puts(&many, "id pr");
    for (int i = 1; i <= SCIM_FILTER_NODES_MAX / 2;
         i++) { /* two nodes for each condition but one */
        text_puts(&many, " or id pr");
        assert_int_equal(text_end(&many, &s), OK);
        if (i == SCIM_FILTER_NODES_MAX / 2 - 1)
            CHECK_ERR("as many as may be", scim_filter_read(&t, s, &f), OK);
    }
    ctx_clear(&ctx);
    CHECK_ERR("one more", scim_filter_read(&t, s, &f), ERR_INVALID);
    CHECK_TRUE("says so", strstr(ctx_message(&ctx, ERR_INVALID), "more conditions") != NULL);
    arena_close(a);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_find_whom_they_describe),
        cmocka_unit_test(what_is_no_filter_is_refused_and_says_where),
        cmocka_unit_test(a_filter_has_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

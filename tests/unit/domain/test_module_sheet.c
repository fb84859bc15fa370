/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_sheet.h"

#include <string.h>

#include "check.h"

static struct competence COMPETENCES[2];
static struct framework FRAMEWORK = {.competences = COMPETENCES, .competences_len = 2};
static const struct topic TOPICS[] = {{.id = {3}, .code = SLICE_INIT("e-akte")}};
static const struct job_profile JOBS[] = {
    {.id = {7}, .code = SLICE_INIT("buergerbuero")},
    {.id = {8}, .code = SLICE_INIT("eigene"), .organisation = {5}}};
static struct block_base BASE = {&FRAMEWORK, TOPICS, 1, JOBS, 2};

static struct module_sheet
whole(void)
{
    return (struct module_sheet){
        .fields = {[BLOCK_TITLE] = SLICE_INIT("Titel"),
                   [BLOCK_SUMMARY] = SLICE_INIT("Kurz"),
                   [BLOCK_DESCRIPTION] = SLICE_INIT("Lang"),
                   [BLOCK_FORMAT] = SLICE_INIT("live_online"),
                   [BLOCK_LANGUAGE] = SLICE_INIT("de"),
                   [BLOCK_HOURS] = SLICE_INIT("1,5"),
                   [BLOCK_PRICE] = SLICE_INIT("1.234,50"),
                   [BLOCK_GIVES] = SLICE_INIT("A1 0-3;A2 2-3"),
                   [BLOCK_NEEDS] = SLICE_INIT("A2 1"),
                   [BLOCK_TOPICS] = SLICE_INIT("e-akte"),
                   [BLOCK_ACCESS] = SLICE_INIT("captions, keyboard"),
                   [BLOCK_TARGET_GROUPS] = SLICE_INIT("buergerbuero\nbuergerbuero")}};
}

static int
setup(void **state)
{
    (void)state;
    COMPETENCES[0] = (struct competence){.id = {1}, .code = SLICE("A1")};
    COMPETENCES[1] = (struct competence){.id = {2}, .code = SLICE("A2")};
    return framework_index(&FRAMEWORK) == OK ? 0 : -1;
}

static void
a_whole_sheet_makes_the_module(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct module_sheet s = whole();
    struct block_faults faults;
    struct module_sheet again;
    struct module m;

    (void)state;
    CHECK_ERR("read", module_sheet_read(a, &s, &BASE, &m, &faults), OK);
    CHECK_INT("faults", faults.count, 0);
    CHECK_INT("minutes", m.minutes, 90);
    CHECK_INT("cents", m.price.n, 123450);
    CHECK_INT("gives", m.gives_len, 2);
    CHECK_INT("needs", m.needs[0].level, 1);
    CHECK_INT("jobs, each once", m.target_groups_len, 1);
    CHECK_INT("access", m.accessibility, 1 << ACCESS_CAPTIONS | 1 << ACCESS_KEYBOARD);
    CHECK_INT("topics", m.topics, 8);
    CHECK_ERR("written down", module_sheet_of(a, &m, &BASE, &again), OK);
    CHECK_SLICE("hours", again.fields[BLOCK_HOURS], "1,50");
    CHECK_SLICE("gives", again.fields[BLOCK_GIVES], "A1 0-3\nA2 2-3\n");
    CHECK_ERR("again", module_sheet_read(a, &again, &BASE, &m, &faults), OK);
    CHECK_INT("no faults", faults.count, 0);
    CHECK_INT("the same minutes", m.minutes, 90);
}

/* PUBLISH-9 */
static void
what_is_wrong_is_told_at_its_field(void **state)
{
    static const struct {
        const char *value;
        enum block_field field;
        enum block_wrong wrong;
    } table[] = {
        {"", BLOCK_TITLE, BLOCK_MISSING},
        {"  ", BLOCK_SUMMARY, BLOCK_MISSING},
        {"", BLOCK_DESCRIPTION, BLOCK_MISSING},
        {"", BLOCK_FORMAT, BLOCK_MISSING},
        {"webinar", BLOCK_FORMAT, BLOCK_UNKNOWN},
        {"gold", BLOCK_KIND, BLOCK_UNKNOWN},
        {"diplom", BLOCK_CERTIFICATE, BLOCK_UNKNOWN},
        {"", BLOCK_LANGUAGE, BLOCK_MISSING},
        {"Deutsch", BLOCK_LANGUAGE, BLOCK_UNKNOWN},
        {"d", BLOCK_LANGUAGE, BLOCK_UNKNOWN},
        {"javascript:alert(1)", BLOCK_URL, BLOCK_NO_URL},
        {"", BLOCK_HOURS, BLOCK_MISSING},
        {"0", BLOCK_HOURS, BLOCK_NO_NUMBER},
        {"acht", BLOCK_HOURS, BLOCK_NO_NUMBER},
        {"-3", BLOCK_HOURS, BLOCK_NO_NUMBER},
        {"2001", BLOCK_HOURS, BLOCK_NO_NUMBER},
        {"12 Taler", BLOCK_PRICE, BLOCK_NO_AMOUNT},
        {"-1", BLOCK_PRICE, BLOCK_NO_AMOUNT},
        {"100000,01", BLOCK_PRICE, BLOCK_NO_AMOUNT},
        {"", BLOCK_GIVES, BLOCK_MISSING},
        {"A9 0-3", BLOCK_GIVES, BLOCK_UNKNOWN},
        {"A1", BLOCK_GIVES, BLOCK_NO_LEVELS},
        {"A1 3", BLOCK_GIVES, BLOCK_NO_LEVELS},
        {"A1 3-3", BLOCK_GIVES, BLOCK_NO_LEVELS},
        {"A1 0-9", BLOCK_GIVES, BLOCK_NO_LEVELS},
        {"A1 0-1;A1 1-2", BLOCK_GIVES, BLOCK_TWICE},
        {"A2 0", BLOCK_NEEDS, BLOCK_NO_LEVELS},
        {"A2 1-2", BLOCK_NEEDS, BLOCK_NO_LEVELS},
        {"gibt-es-nicht", BLOCK_TARGET_GROUPS, BLOCK_UNKNOWN},
        {"eigene", BLOCK_TARGET_GROUPS, BLOCK_UNKNOWN}, /* another one's own copy */
        {"gibt-es-nicht", BLOCK_TOPICS, BLOCK_UNKNOWN},
        {"fahrstuhl", BLOCK_ACCESS, BLOCK_UNKNOWN},
        {"vielleicht", BLOCK_SELF_PACED, BLOCK_UNKNOWN},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(8 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct module_sheet s = whole();
        struct block_faults faults;
        struct module m;

        s.fields[table[i].field] = slice_of(table[i].value);
        CHECK_ERR(table[i].value, module_sheet_read(a, &s, &BASE, &m, &faults), OK);
        CHECK_INT(table[i].value, faults.count, 1);
        CHECK_INT(table[i].value, faults.at[0].field, table[i].field);
        CHECK_INT(table[i].value, faults.at[0].wrong, table[i].wrong);
        CHECK_INT(table[i].value, faults.at[0].run, -1);
    }
}

static void
each_field_has_a_length_and_its_limit_is_reached(void **state)
{
    static char bytes[BLOCK_DESCRIPTION_BYTES_MAX + 1];
    CLEANUP(arena_cleanup) struct arena *a = arena_open(8 << 20);

    (void)state;
    memset(bytes, 'a', sizeof bytes);
    for (int f = 0; f < BLOCK_FIELDS; f++) {
        size_t max = sheet_block_max((enum block_field)f);

        for (size_t more = 0; more < 2; more++) {
            struct module_sheet s = whole();
            struct block_faults faults;
            struct module m;
            int longs = 0;

            s.fields[f] = (struct slice){bytes, max + more};
            CHECK_ERR("read", module_sheet_read(a, &s, &BASE, &m, &faults), OK);
            for (int i = 0; i < faults.len; i++)
                longs += faults.at[i].wrong == BLOCK_LONG;
            CHECK_INT(sheet_block_name((enum block_field)f), longs, (int)more);
        }
    }
}

/* PUBLISH-10 */
static void
what_is_wrong_with_a_date_is_told(void **state)
{
    static const struct {
        const char *why;
        enum module_format format;
        struct run_sheet sheet;
        int field;
        enum block_wrong wrong;
    } table[] = {
        {"no day", FORMAT_MOOC, {.fields = {{0}}}, RUN_FIRST, BLOCK_MISSING},
        {"31 February",
         FORMAT_MOOC,
         {.fields = {[RUN_FIRST] = SLICE_INIT("31.02.2026")}},
         RUN_FIRST,
         BLOCK_NO_DAY},
        {"backwards",
         FORMAT_MOOC,
         {.fields =
              {[RUN_FIRST] = SLICE_INIT("02.02.2026"), [RUN_LAST] = SLICE_INIT("2026-02-01")}},
         RUN_LAST,
         BLOCK_DISORDER},
        {"no sitting",
         FORMAT_LIVE_ONLINE,
         {.fields = {[RUN_SITTINGS] = SLICE_INIT("14.12.2026 neun bis vier")}},
         RUN_SITTINGS,
         BLOCK_NO_SITTING},
        {"one in the other",
         FORMAT_LIVE_ONLINE,
         {.fields = {[RUN_SITTINGS] =
                         SLICE_INIT("14.12.2026 09:00-12:00\n14.12.2026 11:00-13:00")}},
         RUN_SITTINGS,
         BLOCK_DISORDER},
        {"a place online",
         FORMAT_LIVE_ONLINE,
         {.fields = {[RUN_SITTINGS] = SLICE_INIT("14.12.2026 9:00-12:00"),
                     [RUN_CITY] = SLICE_INIT("Mainz")}},
         RUN_CITY,
         BLOCK_ONLINE},
        {"no postcode",
         FORMAT_IN_PERSON,
         {.fields = {[RUN_SITTINGS] = SLICE_INIT("14.12.2026 9:00-12:00"),
                     [RUN_CITY] = SLICE_INIT("Mainz")}},
         RUN_POSTCODE,
         BLOCK_NO_PLACE},
        {"no sitting in a room",
         FORMAT_IN_PERSON,
         {.fields = {[RUN_FIRST] = SLICE_INIT("14.12.2026"),
                     [RUN_POSTCODE] = SLICE_INIT("55116"),
                     [RUN_CITY] = SLICE_INIT("Mainz")}},
         RUN_SITTINGS,
         BLOCK_MISSING},
        {"no seats",
         FORMAT_MOOC,
         {.fields = {[RUN_FIRST] = SLICE_INIT("14.12.2026"), [RUN_SEATS] = SLICE_INIT("0")}},
         RUN_SEATS,
         BLOCK_NO_NUMBER},
        {"a group larger than the room",
         FORMAT_MOOC,
         {.fields = {[RUN_FIRST] = SLICE_INIT("14.12.2026"),
                     [RUN_SEATS] = SLICE_INIT("5"),
                     [RUN_SEATS_MIN] = SLICE_INIT("6")}},
         RUN_SEATS_MIN,
         BLOCK_FEW},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(8 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct block_faults faults = {.len = 0};
        struct run r;

        CHECK_ERR(table[i].why,
                  sheet_run_read(a, &table[i].sheet, (struct sheet_run_at){table[i].format, 4}, &r,
                                 &faults),
                  OK);
        CHECK_INT(table[i].why, faults.count, 1);
        CHECK_INT(table[i].why, faults.at[0].field, table[i].field);
        CHECK_INT(table[i].why, faults.at[0].wrong, table[i].wrong);
        CHECK_INT(table[i].why, faults.at[0].run, 4);
    }
}

/* CERT-12 */
static void
what_experts_judge_and_what_not(void **state)
{
    static const struct {
        enum block_field field;
        bool same;
    } table[] = {
        {BLOCK_PRICE, true},    {BLOCK_URL, true},          {BLOCK_TARGET_GROUPS, true},
        {BLOCK_TOPICS, true},   {BLOCK_SELF_PACED, true},   {BLOCK_TITLE, false},
        {BLOCK_SUMMARY, false}, {BLOCK_DESCRIPTION, false}, {BLOCK_FORMAT, false},
        {BLOCK_KIND, false},    {BLOCK_CERTIFICATE, false}, {BLOCK_LANGUAGE, false},
        {BLOCK_HOURS, false},   {BLOCK_GIVES, false},       {BLOCK_NEEDS, false},
        {BLOCK_ACCESS, false},
    };

    (void)state;
    CHECK_INT("every field is said of", (int)ARRAY_LEN(table), BLOCK_FIELDS);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct module_sheet a = whole();
        struct module_sheet b = whole();

        b.fields[table[i].field] = SLICE("anders");
        CHECK_INT(sheet_block_name(table[i].field), module_sheet_is_judged_same(&a, &b),
                  table[i].same);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_makes_the_module),
        cmocka_unit_test(what_is_wrong_is_told_at_its_field),
        cmocka_unit_test(each_field_has_a_length_and_its_limit_is_reached),
        cmocka_unit_test(what_is_wrong_with_a_date_is_told),
        cmocka_unit_test(what_experts_judge_and_what_not),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}

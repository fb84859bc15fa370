/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/catalogue_json.h"

#include <dirent.h>

#include "given.h"

#define FIXTURE "tests/fixtures/exchange/"

/* A Wednesday. */
static const struct day TODAY = {19858};

static struct catalogue_base
given_base(struct ctx *ctx)
{
    struct topic_list *topics = arena_new(arena, struct topic_list);
    struct framework_file *file = arena_new(arena, struct framework_file);

    assert_true(topics != NULL && file != NULL);
    assert_int_equal(topics_json_read(ctx, own_file("data/topics.json"), topics), OK);
    assert_int_equal(framework_json_read(ctx, own_file("data/framework.json"), topics, file), OK);
    return (struct catalogue_base){&file->framework, topics, SLICE("haus"), TODAY};
}

static void
dates_come_out_absolute_and_runs_in_order(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct catalogue_base base = given_base(&ctx);
    struct module_draft_list got = {0};
    const struct module_draft *d;
    enum err e = modules_json_read(&ctx, own_file(FIXTURE "modules.json"), &base, &got);
    struct day monday = day_monday(TODAY);

    (void)state;
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    CHECK_INT("modules", got.len, 3);
    d = &got.drafts[0];
    CHECK_INT("the fixture's day is a Wednesday", day_weekday(TODAY), WEDNESDAY);
    CHECK_INT("minutes", d->module.minutes, 450);
    CHECK_INT("runs", d->module.runs_len, 3);
    CHECK_SLICE("the earliest first", d->module.runs[0].code, "2-1");
    CHECK_SLICE("its venue", d->run_venues[0], "labor");
    CHECK_INT("its day", d->module.runs[0].first.n, monday.n + 2 * 7 + 4);
    CHECK_SLICE("then", d->module.runs[1].code, "1-1");
    CHECK_INT("first", d->module.runs[1].first.n, monday.n + 5 * 7 + 1);
    CHECK_INT("last", d->module.runs[1].last.n, monday.n + 5 * 7 + 8);
    CHECK_INT("seats free", run_seats_free(&d->module.runs[1]), 0);
    CHECK_INT("four weeks later", d->module.runs[2].first.n, monday.n + 9 * 7 + 1);
    CHECK_INT("time", d->module.runs[0].sessions[0].from_minute, 8 * 60 + 15);
    CHECK_TRUE("expired", !module_is_certified(&d->module, TODAY));
    CHECK_INT("features", d->module.accessibility,
              1 << ACCESS_WHEELCHAIR | 1 << ACCESS_EASY_LANGUAGE);
    CHECK_SLICE("provider", d->provider, "haus");
    CHECK_SLICE("chain", d->chain_after, "vorkurs");
    CHECK_SLICE("follows", got.drafts[2].follows, "kurs");
    CHECK_INT("line", got.drafts[1].line, 15);
}

static void
a_mistake_in_a_module_is_named(void **state)
{
    static const struct mistake table[] = {
        {"no hours", "\"hours\": 7.5", "\"hours\": 0", "is 0, expected 0.25 to"},
        {"too long", "\"hours\": 7.5", "\"hours\": 2001", "modules[0].hours"},
        {"price below zero", "\"price_cents\": 12000", "\"price_cents\": -1", "price_cents"},
        {"price in fractions", "\"price_cents\": 12000", "\"price_cents\": 1.5", "is a fraction"},
        {"backwards", "\"from\": 0, \"to\": 2", "\"from\": 2, \"to\": 2", "gives[0].to: is 2"},
        {"gives nothing", "[{\"competence\": \"D1.1\", \"from\": 0, \"to\": 2}]", "[]",
         "gives something"},
        {"no competence", "\"S1.1\"", "\"S9.1\"", "there is no competence \"S9.1\""},
        {"no topic", "\"topics\": [\"ki\"]", "\"topics\": [\"ik\"]", "no topic \"ik\""},
        {"format", "\"in_person\"", "\"in-person\"", "no format"},
        {"kind", "\"kind\": \"basic\"", "\"kind\": \"base\"", "no kind"},
        {"language", "\"language\": \"de\"", "\"language\": \"fr\"", "expected \"de\" or \"en\""},
        {"feature", "[\"wheelchair\"]", "[\"ramp\"]", "no feature \"ramp\""},
        {"feature twice", "[\"wheelchair\"]", "[\"wheelchair\", \"wheelchair\"]", "there twice"},
        {"code twice", "\"code\": \"nach\"", "\"code\": \"kurs\"", "there twice"},
        {"online without room", "\"format\": \"in_person\"", "\"format\": \"live_online\"",
         "without venue"},
        {"room missing", "\"venue\": \"raum\"", "\"venue\": null", "needs a venue"},
        {"taken more than seats", "\"taken\": [10, 3]", "\"taken\": [11, 3]",
         "taken[0]: is 11, expected 0 to 10"},
        {"a group larger than the seats", "\"taken\": [10, 3]",
         "\"seats_min\": 11, \"taken\": [10, 3]", "seats_min: is 11, expected 0 to 10"},
        {"taken too short", "\"taken\": [10, 3]", "\"taken\": [10]", "has 1 numbers for 2"},
        {"no such time", "\"09:00\"", "\"24:00\"", "no time like 09:00"},
        {"short time", "\"09:00\"", "\"9:00\"", "no time like 09:00"},
        {"a sign in it", "\"09:00\"", "\"-1:00\"", "no time like 09:00"},
        {"ends before", "\"to\": \"12:30\"", "\"to\": \"09:00\"", "ends before it begins"},
        {"sessions not in order", "\"day\": 8", "\"day\": 0", "not after the session before"},
        {"too far", "\"starts_in_weeks\": 5", "\"starts_in_weeks\": 103", "weeks away"},
        {"never repeats", "\"repeat_every_weeks\": 4", "\"repeat_every_weeks\": 0",
         "is 0, expected 1"},
        {"self-paced with runs", "\"self_paced\": false", "\"self_paced\": true",
         "self-paced or has runs"},
        {"follows nothing", "\"follows\": \"kurs\"", "\"follows\": null", "\"follows\" is for"},
        {"unknown member", "\"demo\": true", "\"dmo\": true", "dmo: is not known here"},
        {"no list", "\"modules\": [", "\"modules\": {}, \"note\": [",
         "is an object, expected a list"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct catalogue_base base = given_base(&ctx);
        struct module_draft_list got = {0};

        says(&table[i], &ctx,
             modules_json_read(&ctx, with_mistake(FIXTURE "modules.json", &table[i]), &base, &got));
        CHECK_INT("nothing returned", got.len, 0);
    }
}

static void
a_mistake_in_a_venue_or_provider_is_named(void **state)
{
    static const struct mistake venues_table[] = {
        {"postcode", "\"68159\"", "\"6815\"", "no postcode of five digits"},
        {"kind", "\"seminar_room\"", "\"room\"", "no kind"},
        {"position", "\"longitude\": 8.466275", "\"longitude\": 181", "no place on earth"},
        {"twice", "\"code\": \"labor\"", "\"code\": \"raum\"", "there twice"},
        {"provider", "\"provider\": \"haus\"", "\"provider\": \"Das Haus\"", "only a-z"},
    };
    static const struct mistake providers_table[] = {
        {"kind", "\"academy\"", "\"akademie\"", "no kind"},
        {"name empty", "\"Haus (Demo)\"", "\" \"", "is empty"},
        {"demo", "\"demo\": true", "\"demo\": 1", "expected true or false"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(venues_table); i++) {
        struct ctx ctx = {.arena = arena};
        struct venue_list got = {0};

        says(&venues_table[i], &ctx,
             venues_json_read(&ctx, with_mistake(FIXTURE "venues.json", &venues_table[i]), &got));
    }
    for (size_t i = 0; i < ARRAY_LEN(providers_table); i++) {
        struct ctx ctx = {.arena = arena};
        struct provider_list got = {0};

        says(&providers_table[i], &ctx,
             providers_json_read(&ctx, with_mistake(FIXTURE "providers.json", &providers_table[i]),
                                 &got));
    }
}

static void
codes_are_checked_over_all_files(void **state)
{
    static const struct {
        const char *file;
        struct mistake m;
    } table[] = {
        {"modules", {"provider", "", "", ""}},
        {"modules",
         {"unknown venue", "\"venue\": \"labor\"", "\"venue\": \"keller\"",
          "keller, which is not there"}},
        {"modules",
         {"too many seats", "\"seats\": 10", "\"seats\": 13",
          "has 13 seats at raum, which has 12"}},
        {"modules",
         {"chain to nowhere", "\"chain_after\": \"vorkurs\"", "\"chain_after\": \"fort\"",
          "comes after fort"}},
        {"modules",
         {"chain in a ring", "\"chain_after\": null", "\"chain_after\": \"kurs\"",
          "leads back to itself"}},
        {"modules",
         {"exclusion one way", "\"excludes\": [\"kurs\"]", "\"excludes\": []",
          "not the other way round"}},
        {"modules",
         {"excludes itself", "\"excludes\": [\"kurs\"]", "\"excludes\": [\"vorkurs\"]",
          "not the other way"}},
        {"modules",
         {"follows nothing", "\"follows\": \"kurs\"", "\"follows\": \"fort\"", "is not there"}},
        {"modules",
         {"follows itself", "\"follows\": \"kurs\"", "\"follows\": \"nach\"", "follow-up itself"}},
        {"venues",
         {"run by nobody", "\"provider\": \"haus\"", "\"provider\": \"weg\"",
          "weg, who is not there"}},
        {"providers",
         {"offered by nobody", "\"code\": \"haus\"", "\"code\": \"hof\"",
          "haus, who is not there"}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct catalogue_base base = given_base(&ctx);
        struct catalogue_files files = {0};
        bool in_modules = strcmp(table[i].file, "modules") == 0;
        bool in_venues = strcmp(table[i].file, "venues") == 0;
        bool in_providers = strcmp(table[i].file, "providers") == 0;
        const struct mistake *m = &table[i].m;
        enum err e;

        assert_int_equal(modules_json_read(&ctx,
                                           in_modules ? with_mistake(FIXTURE "modules.json", m)
                                                      : own_file(FIXTURE "modules.json"),
                                           &base, &files.modules),
                         OK);
        assert_int_equal(venues_json_read(&ctx,
                                          in_venues ? with_mistake(FIXTURE "venues.json", m)
                                                    : own_file(FIXTURE "venues.json"),
                                          &files.venues),
                         OK);
        assert_int_equal(providers_json_read(&ctx,
                                             in_providers
                                                 ? with_mistake(FIXTURE "providers.json", m)
                                                 : own_file(FIXTURE "providers.json"),
                                             &files.providers),
                         OK);
        e = catalogue_check(&ctx, &files);
        if (m->says[0] == '\0')
            CHECK_ERR(ctx_message(&ctx, e), e, OK);
        else
            says(m, &ctx, e);
    }
}

static void
the_demo_catalogue_is_read_whole_and_fits_together(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct catalogue_base base = given_base(&ctx);
    struct catalogue_files files = {0};
    struct module_draft *all = arena_array(arena, struct module_draft, 5000);
    DIR *folder = opendir(KC_SOURCE_DIR "/data/demo/modules");
    struct dirent *entry;
    enum err e;

    (void)state;
    if (folder == NULL)
        skip();
    assert_non_null(all);
    files.modules.drafts = all;
    while ((entry = readdir(folder)) != NULL) {
        struct slice name = slice_of(entry->d_name);
        struct module_draft_list list = {0};
        char path[512];

        if (!slice_ends(name, SLICE(".json")))
            continue;
        (void)snprintf(path, sizeof path, "data/demo/modules/%s", entry->d_name);
        assert_int_equal(arena_copy(arena, slice_sub(name, 0, name.len - 5), &base.provider), OK);
        e = modules_json_read(&ctx, own_file(path), &base, &list);
        if (e != OK)
            fail_msg("%s: %s", path, ctx_message(&ctx, e));
        memcpy(all + files.modules.len, list.drafts, (size_t)list.len * sizeof *all);
        files.modules.len += list.len;
    }
    closedir(folder);
    e = providers_json_read(&ctx, own_file("data/demo/providers.json"), &files.providers);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    e = venues_json_read(&ctx, own_file("data/demo/venues.json"), &files.venues);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    e = catalogue_check(&ctx, &files);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    print_message("%d providers, %d venues, %d modules\n", files.providers.len, files.venues.len,
                  files.modules.len);
}

static enum err
read_modules(struct ctx *ctx, struct slice bytes)
{
    static struct catalogue_base base;
    struct module_draft_list got = {0};
    struct ctx own = {.arena = arena};
    enum err e;

    base = given_base(&own);
    e = modules_json_read(ctx, bytes, &base, &got);
    if (e != OK)
        CHECK_INT("half a result", got.len, 0);
    return e;
}

static void
survives_damaged_modules(void **state)
{
    (void)state;
    survives_damage_to(own_file(FIXTURE "modules.json"), read_modules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(dates_come_out_absolute_and_runs_in_order),
        TEST(a_mistake_in_a_module_is_named),
        TEST(a_mistake_in_a_venue_or_provider_is_named),
        TEST(codes_are_checked_over_all_files),
        TEST(the_demo_catalogue_is_read_whole_and_fits_together),
        TEST(survives_damaged_modules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/framework_json.h"

#include "exchange/job_profile_json.h"
#include "exchange/members_json.h"
#include "given.h"

static struct topic_list
given_topics(struct ctx *ctx)
{
    struct topic_list topics = {0};

    CHECK_ERR(ctx->failure.message, topics_json_read(ctx, own_file("data/topics.json"), &topics),
              OK);
    return topics;
}

static void
our_own_files_are_read_whole(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct topic_list topics = given_topics(&ctx);
    struct framework_file *file = arena_new(arena, struct framework_file);
    struct job_profile_list jobs = {0};
    struct member_list members = {0};
    const struct competence *c;
    enum err e;

    (void)state;
    assert_non_null(file);
    e = framework_json_read(&ctx, own_file("data/framework.json"), &topics, file);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    e = job_profile_json_read(&ctx, own_file("data/job_profiles.json"), &file->framework, &jobs);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    e = members_json_read(&ctx, own_file("data/members.json"), &members);
    CHECK_ERR(ctx_message(&ctx, e), e, OK);

    CHECK_TRUE("topics", topics.len >= 20 && topics.synonyms[0].len > 0);
    CHECK_TRUE("competences", file->framework.competences_len >= 37);
    CHECK_TRUE("job profiles", jobs.len >= 16);
    CHECK_INT("members", members.len, 15);
    c = framework_by_digcomp(&file->framework, SLICE("1.1"));
    assert_non_null(c);
    CHECK_SLICE("code", c->code, "D1.1");
    CHECK_TRUE("indexed", file->framework.by_id[c->id.n] == c);
    CHECK_TRUE("topics", c->topics != 0);
    for (int i = 0; i < file->framework.competences_len; i++)
        CHECK_TRUE("sound", competence_is_sound(&file->framework.competences[i]));
    for (int i = 0; i < jobs.len; i++)
        CHECK_TRUE("sound", job_profile_is_sound(&jobs.profiles[i]));
    CHECK_SLICE("band", file->band[0].name_de, "Grundlagen");
    CHECK_TRUE("level", file->level[LEVEL_MAX].name_de.len > 0);
    CHECK_SLICE("state from the key", members.members[0].state, "08");
}

static void
a_mistake_in_the_framework_is_named(void **state)
{
    static const struct mistake table[] = {
        {"other format", "kommunalcampus-framework/1", "kommunalcampus-framework/2",
         "line 2, format"},
        {"unknown member", "\"version\":", "\"versoin\":", "versoin: is not known here"},
        {"unknown area", "\"code\": \"digital\"", "\"code\": \"digitel\"", "no area \"digitel\""},
        {"area twice", "\"code\": \"social\"", "\"code\": \"digital\"", "there twice"},
        {"group twice", "\"code\": \"D2\"", "\"code\": \"D1\"", "twice"},
        {"wrong band", "\"from\": 3", "\"from\": 4", "bands[1].from: is 4, expected 3 to 3"},
        {"level missing", "\"level\": 1", "\"level\": 2", "levels[1].level"},
        {"code twice", "\"code\": \"D1.2\"", "\"code\": \"D1.1\"", "there twice, first in line"},
        {"no such group", "\"group\": \"D1\"", "\"group\": \"M1\"", "no group of this area"},
        {"number twice", "\"digcomp\": \"1.2\"", "\"digcomp\": \"1.1\"", "another competence"},
        {"no address", "\"http://data.europa.eu", "\"data.europa.eu", "is no address"},
        {"no German name", "{\"de\": \"Informationen suchen und finden\", ", "{",
         "\"de\" is missing"},
        {"band text empty", "\"1\": \"", "\"2\": \"", "\"1\" is missing"},
        {"unknown topic", "\"topics\": [\"wissen\"", "\"topics\": [\"wisen\"",
         "no topic \"wisen\""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct topic_list topics = given_topics(&ctx);
        struct framework_file *file = arena_new(arena, struct framework_file);

        assert_non_null(file);
        if (strcmp(table[i].why, "band text empty") == 0)
            says(&(struct mistake){table[i].why, NULL, NULL, "2: is not known here"}, &ctx,
                 framework_json_read(&ctx, with_mistake("data/framework.json", &table[i]), &topics,
                                     file));
        else
            says(&table[i], &ctx,
                 framework_json_read(&ctx, with_mistake("data/framework.json", &table[i]), &topics,
                                     file));
        CHECK_INT("nothing returned", file->framework.competences_len, 0);
    }
}

static void
a_mistake_in_topics_jobs_or_members_is_named(void **state)
{
    static const struct mistake topics_table[] = {
        {"no code", "\"code\": \"e-akte\"", "\"code\": \"E-Akte\"", "only a-z, 0-9 and hyphens"},
        {"twice", "\"code\": \"e-akte\"", "\"code\": \"ki\"", "there twice"},
        {"synonym", "\"Chatbot\"", "7", "is a number, expected a text"},
    };
    static const struct mistake jobs_table[] = {
        {"no such competence", "\"D1.1\"", "\"D9.9\"", "job_profiles[0].targets[0].competence"},
        {"level 9", "\"level\": 3", "\"level\": 9", "is 9, expected 1 to 8"},
        {"level 0", "\"level\": 3", "\"level\": 0", "is 0, expected 1 to 8"},
        {"weight 6", "\"weight\": 3", "\"weight\": 6", "expected 1 to 5"},
        {"target twice", "\"D1.3\"", "\"D1.1\"", "there twice"},
    };
    static const struct mistake members_table[] = {
        {"key too short", "\"08222000\"", "\"0822200\"", "no key of 8 digits"},
        {"key no digits", "\"08222000\"", "\"0822200x\"", "no key of 8 digits"},
        {"district with 8", "\"kind\": \"city\"", "\"kind\": \"district\"", "no key of 5 digits"},
        {"other kind", "\"kind\": \"city\"", "\"kind\": \"town\"", "\"city\" or \"district\""},
        {"other state", "\"state\": \"BW\"", "\"state\": \"HE\"", "lies elsewhere"},
        {"no such state", "\"08222000\"", "\"99222000\"", "lies elsewhere"},
        {"off the earth", "\"latitude\": 49", "\"latitude\": 149", "no place on earth"},
        {"negative", "\"population\": ", "\"population\": -", "expected 0 to"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(topics_table); i++) {
        struct ctx ctx = {.arena = arena};
        struct topic_list got = {0};

        says(&topics_table[i], &ctx,
             topics_json_read(&ctx, with_mistake("data/topics.json", &topics_table[i]), &got));
        CHECK_INT("nothing returned", got.len, 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(jobs_table); i++) {
        struct ctx ctx = {.arena = arena};
        struct topic_list topics = given_topics(&ctx);
        struct framework_file *file = arena_new(arena, struct framework_file);
        struct job_profile_list got = {0};

        CHECK_ERR("framework",
                  framework_json_read(&ctx, own_file("data/framework.json"), &topics, file), OK);
        says(&jobs_table[i], &ctx,
             job_profile_json_read(&ctx, with_mistake("data/job_profiles.json", &jobs_table[i]),
                                   &file->framework, &got));
        CHECK_INT("nothing returned", got.len, 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(members_table); i++) {
        struct ctx ctx = {.arena = arena};
        struct member_list got = {0};

        says(&members_table[i], &ctx,
             members_json_read(&ctx, with_mistake("data/members.json", &members_table[i]), &got));
        CHECK_INT("nothing returned", got.len, 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(our_own_files_are_read_whole),
        TEST(a_mistake_in_the_framework_is_named),
        TEST(a_mistake_in_topics_jobs_or_members_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

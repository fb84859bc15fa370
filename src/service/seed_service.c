/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/seed_service.h"

#include "exchange/catalogue_json.h"
#include "exchange/framework_json.h"
#include "exchange/job_profile_json.h"
#include "exchange/members_json.h"
#include "service/data_file.h"
#include "service/demo_city.h"
#include "service/demo_organisations.h"
#include "service/demo_people.h"
#include "service/demo_publish.h"
#include "service/draft_service.h"
#include "service/item_seed.h"
#include "storage/db.h"
#include "storage/framework_store.h"
#include "storage/job_profile_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"
#include "storage/setting_store.h"
#include "storage/topic_store.h"

struct seeding {
    bool demo;
    struct day today;
    struct seed_report report;
    struct topic_list topics;
    struct framework_file framework;
    struct job_profile_list jobs;
    const struct slice *members; /* official keys, report.members of them */
};

static enum err
file(struct ctx *ctx, const char *name, struct slice *ret_bytes)
{
    enum err e = data_file_find(slice_of(name), ret_bytes);

    return e == OK ? OK : fail(ctx, ERR_CORRUPT, "data/%s is not in the program", name);
}

static enum err
words_save(struct db *db, enum framework_word_kind kind, const struct framework_word *words,
           int len)
{
    for (int i = 0; i < len; i++) {
        struct framework_word_row row = {kind, i, words[i].name_de, words[i].name_en,
                                         words[i].description};

        TRY(framework_store_save_word(db, &row));
    }
    return OK;
}

static enum err
framework_seed(struct db *db, struct seeding *s)
{
    struct ctx *ctx = db_ctx(db);
    struct slice bytes = {0};

    TRY(file(ctx, "topics.json", &bytes));
    TRY(topics_json_read(ctx, bytes, &s->topics));
    TRY(topic_store_save(db, s->topics.topics, s->topics.len));
    TRY(file(ctx, "framework.json", &bytes));
    TRY(framework_json_read(ctx, bytes, &s->topics, &s->framework));
    TRY(framework_store_save(db, &s->framework.framework));
    TRY(words_save(db, WORD_AREA, s->framework.area, AREAS));
    TRY(words_save(db, WORD_BAND, s->framework.band, BANDS));
    TRY(words_save(db, WORD_LEVEL, s->framework.level, LEVEL_MAX + 1));
    TRY(setting_store_set(db, SLICE("framework_version"), s->framework.framework.version));
    TRY(file(ctx, "job_profiles.json", &bytes));
    TRY(job_profile_json_read(ctx, bytes, &s->framework.framework, &s->jobs));
    TRY(job_profile_store_save(db, s->jobs.profiles, s->jobs.len));
    s->report.framework_version = s->framework.framework.version;
    s->report.topics = s->topics.len;
    s->report.competences = s->framework.framework.competences_len;
    s->report.job_profiles = s->jobs.len;
    return OK;
}

/* A member that the register holds already keeps what the register says. */
static enum err
members_seed(struct db *db, struct seeding *s)
{
    struct ctx *ctx = db_ctx(db);
    struct member_list members;
    struct slice bytes = {0};
    struct slice *keys;

    TRY(file(ctx, "members.json", &bytes));
    TRY(members_json_read(ctx, bytes, &members));
    keys = arena_array(ctx->arena, struct slice, (size_t)members.len + 1);
    if (keys == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for members");
    for (int i = 0; i < members.len; i++) {
        const struct member *m = &members.members[i];
        struct municipality_id id;
        enum err e = municipality_store_id(db, m->ags, &id);

        keys[i] = m->ags;
        if (e == ERR_NOT_FOUND)
            TRY(draft_member_save(db, m));
        else
            TRY(e);
    }
    TRY(member_store_replace(db, keys, members.len, SLICE("data/members.json")));
    s->members = keys;
    s->report.members = members.len;
    return OK;
}

static enum err
providers_seed(struct db *db, struct seeding *s, struct catalogue_files *files)
{
    struct ctx *ctx = db_ctx(db);
    struct slice bytes = {0};

    TRY(file(ctx, "demo/providers.json", &bytes));
    TRY(providers_json_read(ctx, bytes, &files->providers));
    for (int i = 0; i < files->providers.len; i++)
        TRY(provider_store_save(db, &files->providers.providers[i]));
    TRY(file(ctx, "demo/venues.json", &bytes));
    TRY(venues_json_read(ctx, bytes, &files->venues));
    for (int i = 0; i < files->venues.len; i++) {
        struct venue_draft *v = &files->venues.venues[i];

        if (v->provider.len > 0)
            TRY(provider_store_id(db, v->provider, &v->venue.provider));
        TRY(venue_store_save(db, &v->venue));
    }
    s->report.providers = files->providers.len;
    s->report.venues = files->venues.len;
    return OK;
}

/* data/demo/modules/PROVIDER.json, every one of them, into one list. */
static enum err
modules_read(struct ctx *ctx, struct seeding *s, struct module_draft_list *ret_all)
{
    struct slice folder = SLICE("demo/modules/");
    struct slice ending = SLICE(".json");
    struct module_draft *all = NULL;
    size_t len = 0;
    size_t size = 0;
    const struct data_file *f;

    for (size_t i = 0; (f = data_file_at(i)) != NULL; i++) {
        struct slice name = slice_of(f->name);
        struct catalogue_base base = {&s->framework.framework, &s->topics, {0}, s->today};
        struct module_draft_list some;

        if (!slice_starts(name, folder) || !slice_ends(name, ending))
            continue;
        base.provider = slice_sub(name, folder.len, name.len - folder.len - ending.len);
        TRY(modules_json_read(ctx, f->bytes, &base, &some));
        for (int k = 0; k < some.len; k++) {
            void *grown = all;

            if (arena_grow(ctx->arena, &grown, len, &size, sizeof *all) != OK)
                return fail(ctx, ERR_LIMIT, "no memory for the demo catalogue");
            all = grown;
            all[len++] = some.drafts[k];
        }
    }
    *ret_all = (struct module_draft_list){all, (int)len};
    return OK;
}

static enum err
demo_seed(struct db *db, struct seeding *s)
{
    struct ctx *ctx = db_ctx(db);
    struct catalogue_files files = {.providers = {NULL, 0}};

    TRY(providers_seed(db, s, &files));
    TRY(modules_read(ctx, s, &files.modules));
    TRY(catalogue_check(ctx, &files));
    TRY(draft_modules_save(db, &files.modules));
    s->report.modules = files.modules.len;
    for (int i = 0; i < files.modules.len; i++)
        s->report.runs += files.modules.drafts[i].module.runs_len;
    TRY(demo_organisations_seed(db, s->members, s->report.members, &s->report.organisations));
    TRY(demo_people_seed(db, s->jobs.profiles, s->jobs.len, &s->report.people));
    TRY(demo_city_seed(db, s->jobs.profiles, s->jobs.len, &s->report.people));
    return demo_publish_seed(db);
}

static enum err
seed(struct db *db, void *arg)
{
    struct seeding *s = arg;

    s->report = (struct seed_report){.topics = 0};
    TRY(framework_seed(db, s));
    TRY(members_seed(db, s));
    TRY(item_seed(db, &s->framework.framework, &s->report.items));
    return s->demo ? demo_seed(db, s) : OK;
}

enum err
seed_run(struct ctx *ctx, struct database *db, bool demo, struct seed_report *ret_report)
{
    struct seeding s = {.demo = demo, .today = day_of(ctx->now)};

    TRY(db_write(db, ctx, seed, &s));
    *ret_report = s.report;
    return OK;
}

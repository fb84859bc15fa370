/* SPDX-License-Identifier: EUPL-1.2 */
/* Framework, job profiles, providers, venues, modules, runs: saved, read back, changed. */
#include <string.h>

#include "sample.h"
#include "storage/framework_store.h"
#include "storage/job_profile_store.h"
#include "storage/module_store.h"
#include "storage/provider_store.h"
#include "storage/revision_store.h"
#include "storage/setting_store.h"
#include "storage/topic_store.h"
#include "suite.h"

struct loaded {
    struct topic *topics;
    struct framework framework;
    struct job_profile *jobs;
    struct provider *providers;
    struct venue *venues;
    struct module *modules;
    int topics_len, jobs_len, providers_len, venues_len, modules_len;
    int64_t revision;
};

static enum err
load_all(struct db *db, void *arg)
{
    struct arena *a = db_ctx(db)->arena;
    struct loaded *l = arg;

    TRY(topic_store_load(db, a, &l->topics, &l->topics_len));
    TRY(framework_store_load(db, a, &l->framework));
    TRY(job_profile_store_load(db, a, &l->jobs, &l->jobs_len));
    TRY(provider_store_load(db, a, &l->providers, &l->providers_len));
    TRY(venue_store_load(db, a, &l->venues, &l->venues_len));
    TRY(module_store_load(db, a, &l->modules, &l->modules_len));
    return revision_store_get(db, &l->revision);
}

#define SAME_TEXT(a, b) CHECK_TRUE(#a, slice_eq((a), (b)))

static void
check_framework(const struct framework *got, const struct framework *want)
{
    SAME_TEXT(got->version, want->version);
    CHECK_INT("groups", got->groups_len, want->groups_len);
    SAME_TEXT(got->groups[1].name_de, want->groups[1].name_de);
    CHECK_INT("competences", got->competences_len, want->competences_len);
    for (int i = 0; i < want->competences_len; i++) {
        const struct competence *g = &got->competences[i];
        const struct competence *w = &want->competences[i];

        CHECK_INT("id", g->id.n, w->id.n);
        SAME_TEXT(g->code, w->code);
        SAME_TEXT(g->group, w->group);
        SAME_TEXT(g->digcomp, w->digcomp);
        SAME_TEXT(g->name_de, w->name_de);
        SAME_TEXT(g->description, w->description);
        SAME_TEXT(g->band_text[3], w->band_text[3]);
        CHECK_INT("area", g->area, w->area);
        CHECK_INT("topics", g->topics, w->topics);
        CHECK_INT("esco", g->esco_len, w->esco_len);
        for (int e = 0; e < w->esco_len; e++)
            SAME_TEXT(g->esco[e], w->esco[e]);
        CHECK_TRUE("index", got->by_id[w->id.n] == g);
    }
}

static void
check_runs(const struct module *got, const struct module *want)
{
    CHECK_INT("runs", got->runs_len, want->runs_len);
    for (int i = 0; i < want->runs_len; i++) {
        const struct run *g = &got->runs[i];
        const struct run *w = &want->runs[i];

        CHECK_INT("run id", g->id.n, w->id.n);
        CHECK_INT("run module", g->module.n, got->id.n);
        SAME_TEXT(g->code, w->code);
        CHECK_INT("first", g->first.n, w->first.n);
        CHECK_INT("last", g->last.n, w->last.n);
        CHECK_INT("venue", g->venue.n, w->venue.n);
        CHECK_INT("seats", g->seats, w->seats);
        CHECK_INT("taken", g->taken, w->taken);
        CHECK_INT("minimum", g->seats_min, w->seats_min);
        CHECK_INT("sessions", g->sessions_len, w->sessions_len);
        for (int s = 0; s < w->sessions_len; s++)
            CHECK_TRUE("session",
                       memcmp(&g->sessions[s], &w->sessions[s], sizeof *w->sessions) == 0);
    }
}

static void
check_module(const struct module *got, const struct module *want)
{
    CHECK_INT("id", got->id.n, want->id.n);
    SAME_TEXT(got->code, want->code);
    SAME_TEXT(got->title, want->title);
    SAME_TEXT(got->summary, want->summary);
    SAME_TEXT(got->description, want->description);
    SAME_TEXT(got->language, want->language);
    SAME_TEXT(got->url, want->url);
    SAME_TEXT(got->feed, want->feed);
    CHECK_INT("provider", got->provider.n, want->provider.n);
    CHECK_INT("format", got->format, want->format);
    CHECK_INT("kind", got->kind, want->kind);
    CHECK_INT("certificate", got->certificate, want->certificate);
    CHECK_INT("minutes", got->minutes, want->minutes);
    CHECK_INT("price", got->price.n, want->price.n);
    CHECK_INT("topics", got->topics, want->topics);
    CHECK_INT("accessibility", got->accessibility, want->accessibility);
    SAME_TEXT(got->certification.by, want->certification.by);
    SAME_TEXT(got->certification.criteria, want->certification.criteria);
    CHECK_INT("valid until", got->certification.valid_until.n, want->certification.valid_until.n);
    CHECK_INT("chain", got->chain_after.n, want->chain_after.n);
    CHECK_INT("follows", got->follows.n, want->follows.n);
    CHECK_INT("within", got->follow_within_weeks, want->follow_within_weeks);
    CHECK_INT("flags", got->self_paced * 4 + got->demo * 2 + got->gone,
              want->self_paced * 4 + want->demo * 2 + want->gone);
    CHECK_INT("gives", got->gives_len, want->gives_len);
    for (int i = 0; i < want->gives_len; i++)
        CHECK_TRUE("gain", got->gives[i].competence.n == want->gives[i].competence.n &&
                               got->gives[i].from == want->gives[i].from &&
                               got->gives[i].to == want->gives[i].to);
    CHECK_INT("needs", got->needs_len, want->needs_len);
    for (int i = 0; i < want->needs_len; i++)
        CHECK_TRUE("need", got->needs[i].competence.n == want->needs[i].competence.n &&
                               got->needs[i].level == want->needs[i].level);
    CHECK_INT("target groups", got->target_groups_len, want->target_groups_len);
    for (int i = 0; i < want->target_groups_len; i++)
        CHECK_INT("target group", got->target_groups[i].n, want->target_groups[i].n);
    CHECK_INT("excludes", got->excludes_len, want->excludes_len);
    for (int i = 0; i < want->excludes_len; i++)
        CHECK_INT("excluded", got->excludes[i].n, want->excludes[i].n);
    check_runs(got, want);
}

static void
a_catalogue_is_read_back_as_it_was_saved(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct loaded l = {0};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    given_read(g, load_all, &l, OK);
    CHECK_INT("topics", l.topics_len, 3);
    SAME_TEXT(l.topics[2].code, s.topics[2].code);
    check_framework(&l.framework, &s.framework);
    CHECK_INT("jobs", l.jobs_len, 2);
    SAME_TEXT(l.jobs[0].code, s.jobs[0].code);
    CHECK_INT("targets", l.jobs[0].targets_len, 2);
    CHECK_INT("targets", l.jobs[1].targets_len, 1);
    CHECK_INT("weight", l.jobs[0].targets[0].weight, 5);
    CHECK_INT("providers", l.providers_len, 1);
    SAME_TEXT(l.providers[0].city, s.provider.city);
    CHECK_INT("venues", l.venues_len, 1);
    CHECK_INT("venue kind", l.venues[0].kind, VENUE_INNOVATION_LAB);
    CHECK_INT("venue place", l.venues[0].position.lon_micro, 8466270);
    CHECK_INT("modules", l.modules_len, 2);
    check_module(&l.modules[0], &s.modules[0]);
    check_module(&l.modules[1], &s.modules[1]);
}

static void
saving_again_changes_ids_of_nothing(void **state)
{
    struct given *g = *state;
    struct sample first;
    struct sample second;
    struct loaded l = {0};

    sample_init(&first);
    sample_init(&second);
    given_write(g, sample_save, &first, OK);
    given_write(g, sample_save, &second, OK);
    CHECK_INT("competence", second.competences[2].id.n, first.competences[2].id.n);
    CHECK_INT("topic", second.topics[1].id.n, first.topics[1].id.n);
    CHECK_INT("job", second.jobs[1].id.n, first.jobs[1].id.n);
    CHECK_INT("provider", second.provider.id.n, first.provider.id.n);
    CHECK_INT("run", second.runs[1].id.n, first.runs[1].id.n);
    given_read(g, load_all, &l, OK);
    CHECK_INT("modules", l.modules_len, 2);
    check_module(&l.modules[0], &first.modules[0]);
}

static void
what_is_dropped_from_a_list_is_retired_and_keeps_its_id(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct sample fewer;
    struct loaded l = {0};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    uint16_t social = s.competences[2].id.n;

    sample_init(&fewer);
    fewer.framework.competences_len = 2;
    fewer.framework.groups_len = 1;
    fewer.jobs[0].targets_len = 1;
    fewer.modules[0].gives_len = 1;
    fewer.modules[0].runs_len = 1;
    given_write(g, sample_save, &fewer, OK);
    given_read(g, load_all, &l, OK);
    CHECK_INT("competences", l.framework.competences_len, 2);
    CHECK_INT("groups", l.framework.groups_len, 1);
    CHECK_INT("gone from the index", l.framework.by_id[social] == NULL, 1);
    check_module(&l.modules[0], &fewer.modules[0]);

    given_write(g, sample_save, &s, OK);
    CHECK_INT("the id is back", s.competences[2].id.n, social);
}

static enum err
mark_gone(struct db *db, void *arg)
{
    return module_store_mark_gone(db, *(struct module_id *)arg, true);
}

static enum err
fail_late(struct db *db, void *arg)
{
    TRY(mark_gone(db, arg));
    return ERR_DENIED;
}

static enum err
read_only(struct db *db, void *arg)
{
    return revision_store_get(db, arg);
}

static void
the_revision_rises_once_per_transaction_that_changes_something(void **state)
{
    struct given *g = *state;
    struct sample s;
    int64_t n = -1;

    given_read(g, read_only, &n, OK);
    CHECK_INT("at first", n, 0);
    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    given_read(g, read_only, &n, OK);
    CHECK_INT("after one use case", n, 1);
    given_write(g, mark_gone, &s.modules[0].id, OK);
    given_write(g, fail_late, &s.modules[1].id, ERR_DENIED);
    given_write(g, read_only, &n, OK);
    CHECK_INT("after one more and a failed one", n, 2);
}

static enum err
save_first_module(struct db *db, void *arg)
{
    return module_store_save(db, &((struct sample *)arg)->modules[0]);
}

static enum err
link_first_module(struct db *db, void *arg)
{
    return module_store_link(db, &((struct sample *)arg)->modules[0]);
}

struct changes {
    int64_t since;
    int64_t revision;
    int64_t frame;
    struct module *modules;
    int len;
};

static enum err
load_changes(struct db *db, void *arg)
{
    struct changes *c = arg;

    TRY(revision_store_get(db, &c->revision));
    TRY(revision_store_frame(db, &c->frame));
    return module_store_load_changed(db, db_ctx(db)->arena, c->since, &c->modules, &c->len);
}

static enum err
save_provider(struct db *db, void *arg)
{
    return provider_store_save(db, &((struct sample *)arg)->provider);
}

static void
what_changed_since_a_revision_is_told_module_by_module(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct changes c = {0};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    given_read(g, load_changes, &c, OK);
    CHECK_INT("both are new", c.len, 2);
    CHECK_INT("and so is the frame", c.frame, c.revision);

    c.since = c.revision;
    given_read(g, load_changes, &c, OK);
    CHECK_INT("nothing since then", c.len, 0);

    s.modules[0].title = SLICE("Neuer Titel");
    given_write(g, save_first_module, &s, OK);
    given_read(g, load_changes, &c, OK);
    CHECK_INT("one", c.len, 1);
    CHECK_INT("the frame stays", c.frame, c.since);
    CHECK_INT("the revision rose", c.revision, c.since + 1);
    SAME_TEXT(c.modules[0].title, SLICE("Neuer Titel"));
    CHECK_INT("with its gains", c.modules[0].gives_len, s.modules[0].gives_len);
    CHECK_INT("with its runs", c.modules[0].runs_len, s.modules[0].runs_len);
    CHECK_INT("with what it excludes", c.modules[0].excludes_len, 1);

    given_write(g, mark_gone, &s.modules[1].id, OK);
    given_write(g, fail_late, &s.modules[0].id, ERR_DENIED);
    given_read(g, load_changes, &c, OK);
    CHECK_INT("both", c.len, 2);
    c.since++;
    given_read(g, load_changes, &c, OK);
    CHECK_INT("the later one", c.len, 1);
    CHECK_TRUE("it is gone", c.modules[0].gone);

    given_write(g, save_provider, &s, OK);
    given_read(g, load_changes, &c, OK);
    CHECK_INT("a provider is of the frame", c.frame, c.revision);
}

static void
a_module_that_refers_to_nothing_is_refused_whole(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct loaded l = {0};
    struct module_id excluded = {4711};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    s.modules[0].title = SLICE("Neuer Titel");
    s.runs[1].venue.n = 4711;
    given_write(g, save_first_module, &s, ERR_CONFLICT);
    s.runs[1].venue.n = 0;
    s.gives[1].competence.n = 200;
    given_write(g, save_first_module, &s, ERR_CONFLICT);
    s.modules[0].excludes = &excluded;
    given_write(g, link_first_module, &s, ERR_CONFLICT);
    s.modules[0].excludes_len = MODULE_EXCLUDES_MAX + 1;
    given_write(g, link_first_module, &s, ERR_LIMIT);
    given_read(g, load_all, &l, OK);
    SAME_TEXT(l.modules[0].title, SLICE("KI im Rathaus"));
    CHECK_INT("exclusion", l.modules[0].excludes[0].n, s.modules[1].id.n);
}

enum { MANY = 1150 }; /* more than two pages of module_store_load() */

static enum err
save_many(struct db *db, void *arg)
{
    struct sample *s = arg;

    for (int i = 0; i < MANY; i++) {
        char code[32];
        struct module m = s->modules[0];

        (void)snprintf(code, sizeof code, "m%05d", i);
        m.code = slice_of(code);
        m.runs_len = i % 3;
        m.gives_len = i % 2 + 1;
        TRY(module_store_save(db, &m));
    }
    return OK;
}

/* All of them, part by part. */
static enum err
load_parts(struct db *db, void *arg)
{
    struct loaded *l = arg;
    struct module_range parts[7];
    int len = 0;

    TRY(module_store_split(db, parts, 7));
    l->modules = arena_array(db_ctx(db)->arena, struct module, MANY + 2);
    for (int i = 0; i < 7; i++) {
        CHECK_INT("parts meet", parts[i].after, i == 0 ? 0 : parts[i - 1].last);
        TRY(module_store_load_range(db, db_ctx(db)->arena, &parts[i], l->modules + len));
        len += (int)parts[i].len;
    }
    l->modules_len = len;
    return OK;
}

static void
parts_are_all(struct given *g, const struct loaded *all)
{
    struct loaded l = {0};

    given_read(g, load_parts, &l, OK);
    CHECK_INT("modules", l.modules_len, all->modules_len);
    for (int i = 0; i < l.modules_len; i++) {
        CHECK_INT("id", l.modules[i].id.n, all->modules[i].id.n);
        CHECK_INT("runs", l.modules[i].runs_len, all->modules[i].runs_len);
    }
}

static void
thousands_of_modules_are_loaded_page_by_page(void **state)
{
    struct given *g = *state;
    struct sample s;
    struct loaded l = {0};

    sample_init(&s);
    given_write(g, sample_save, &s, OK);
    given_write(g, save_many, &s, OK);
    given_read(g, load_all, &l, OK);
    CHECK_INT("modules", l.modules_len, MANY + 2);
    for (int i = 0; i < MANY; i++) {
        const struct module *m = &l.modules[i + 2];

        CHECK_INT("runs", m->runs_len, i % 3);
        CHECK_INT("gives", m->gives_len, i % 2 + 1);
        if (m->runs_len > 0)
            CHECK_INT("sessions", m->runs[0].sessions_len, 2);
    }
    parts_are_all(g, &l);
    given_read(g, load_changes, &(struct changes){0}, ERR_LIMIT); /* too many for one by one */
}

static enum err
settings(struct db *db, void *arg)
{
    struct slice value;

    (void)arg;
    assert_int_equal(setting_store_get(db, SLICE("seed"), db_ctx(db)->arena, &value),
                     ERR_NOT_FOUND);
    TRY(setting_store_set(db, SLICE("seed"), SLICE("1")));
    TRY(setting_store_set(db, SLICE("seed"), SLICE("zwei")));
    TRY(setting_store_get(db, SLICE("seed"), db_ctx(db)->arena, &value));
    CHECK_SLICE("value", value, "zwei");
    return OK;
}

static void
a_setting_is_what_was_set_last(void **state)
{
    given_write(*state, settings, NULL, OK);
}

static enum err
words(struct db *db, void *arg)
{
    struct framework_word_row band = {WORD_BAND, 2, SLICE("Fortgeschritten"), SLICE("Advanced"),
                                      SLICE("Text")};
    struct framework_word_row level = {WORD_LEVEL, 8, SLICE("Acht"), SLICE("Eight"), SLICE("T")};
    struct framework_word_row *got;
    int len = 0;

    (void)arg;
    TRY(framework_store_save_word(db, &level));
    TRY(framework_store_save_word(db, &band));
    TRY(framework_store_save_word(db, &band));
    TRY(framework_store_load_words(db, db_ctx(db)->arena, &got, &len));
    CHECK_INT("words", len, 2);
    CHECK_INT("kind", got[0].kind, WORD_BAND);
    CHECK_SLICE("name", got[0].name_de, "Fortgeschritten");
    CHECK_INT("number", got[1].number, 8);
    return OK;
}

static void
words_of_the_framework_are_kept(void **state)
{
    given_write(*state, words, NULL, OK);
}

#define FULL(test) cmocka_unit_test_setup_teardown(test, given_full, given_done)

int
suite_catalogue(void)
{
    const struct CMUnitTest tests[] = {
        FULL(a_catalogue_is_read_back_as_it_was_saved),
        FULL(saving_again_changes_ids_of_nothing),
        FULL(what_is_dropped_from_a_list_is_retired_and_keeps_its_id),
        FULL(what_changed_since_a_revision_is_told_module_by_module),
        FULL(the_revision_rises_once_per_transaction_that_changes_something),
        FULL(a_module_that_refers_to_nothing_is_refused_whole),
        FULL(thousands_of_modules_are_loaded_page_by_page),
        FULL(a_setting_is_what_was_set_last),
        FULL(words_of_the_framework_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

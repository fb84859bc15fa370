/* SPDX-License-Identifier: EUPL-1.2 */
/* Providers publish: whose a code is, how many blocks there may be, who has written one, where. */
#include <string.h>

#include "service/browse_service.h"
#include "service/feed.h"
#include "service/given.h"
#include "service/given_publish.h"
#include "service/suite.h"
#include "storage/certification_store.h"
#include "storage/feed_store.h"
#include "storage/module_store.h"
#include "storage/provider_store.h"

struct other_block {
    const char *provider;
    bool is_of_feed;
    struct module module;
};

/* As an older release could have taken it in. */
static enum err
put_other_block(struct db *db, void *arg)
{
    struct other_block *o = arg;
    struct provider p = {
        .code = slice_of(o->provider), .name = SLICE("Anderswo"), .kind = SLICE("academy")};
    struct feed f = {.code = SLICE("feed"), .name = SLICE("Feed")};

    TRY(provider_store_save(db, &p));
    if (o->is_of_feed)
        TRY(feed_store_save(db, &f));
    o->module = (struct module){.code = SLICE("formulare-bauen"),
                                .provider = p.id,
                                .title = SLICE("Von anderswo"),
                                .language = SLICE("de"),
                                .feed = o->is_of_feed ? f.code : SLICE("")};
    return module_store_save(db, &o->module);
}

static enum err
show_seal(struct db *db, void *arg)
{
    const struct publish_desk *desk = arg;
    struct certification_request c = {.organisation = desk->organisation.id,
                                      .code = SLICE("formulare-bauen")};
    struct certification_seal seal = {
        .by = SLICE("Beirat"), .criteria = SLICE("Liste"), .until = {30000}};

    return certification_store_show(db, &c, &seal);
}

static void
check_code_of_another(struct given *g, bool is_of_feed)
{
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct other_block o = {.provider = "anderswo", .is_of_feed = is_of_feed};
    const struct snapshot *snap = NULL;
    const struct module *m;

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_ERR("theirs", db_write(g->database, given_ctx(g), put_other_block, &o), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), ERR_CONFLICT);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    assert_non_null(m);
    CHECK_SLICE("their title", m->title, "Von anderswo");
    CHECK_INT("their block", m->provider.n, o.module.provider.n);
    CHECK_INT("their feed", m->feed.len > 0, is_of_feed);
    snapshot_release(s.platform, snap);
    CHECK_ERR("no seal on it", db_write(g->database, given_ctx(g), show_seal, &s.other),
              ERR_NOT_FOUND);
    CHECK_ERR("control: theirs to change", db_write(g->database, given_ctx(g), put_other_block, &o),
              OK);
    o.provider = "noch-einer";
    CHECK_ERR("another of the same feed, of nobody else",
              db_write(g->database, given_ctx(g), put_other_block, &o),
              is_of_feed ? OK : ERR_CONFLICT);
    o.is_of_feed = !is_of_feed;
    CHECK_ERR("neither into a feed nor out of it",
              db_write(g->database, given_ctx(g), put_other_block, &o), ERR_CONFLICT);
    platform_close(s.platform);
}

/* PUBLISH-22: what has the code is another provider's, or a feed's. */
static void
a_block_of_another_is_not_taken_by_its_code(void **state)
{
    check_code_of_another(*state, false);
}

static void
a_block_of_a_feed_is_not_taken_by_its_code(void **state)
{
    check_code_of_another(*state, true);
}

/* IMPORT-6, the other way round: a draft has the code before the feed comes. */
static void
a_feed_takes_no_code_of_a_draft(void **state)
{
    static const struct feed_course courses[] = {
        {"bauen", "Ein Kurs"}, {"andere", "Noch einer"}, {NULL, NULL}};
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct import_feed_result r;
    struct slice page;
    const struct snapshot *snap = NULL;
    const struct module *m;

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    (void)given_ctx(g);
    page = feed_page(g, (struct feed_links){NULL, NULL, NULL}, courses);
    r = feed_import(g, "formulare", &page, 1);
    CHECK_INT("the other one alone", r.added, 1);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), OK);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    assert_non_null(m);
    CHECK_SLICE("the draft's", m->title, "Formulare bauen");
    CHECK_INT("of no feed", m->feed.len, 0);
    snapshot_release(s.platform, snap);
    platform_close(s.platform);
}

/* Nobody blocks a title for all: from the third on, chance. */
static void
a_title_cannot_be_taken_from_all(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};

    given_publish(g, &s);
    for (int i = 0; i < 3 * PUBLISH_CODE_TRIES_MAX; i++) {
        struct publish_look l;

        CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
        l = given_version(g, &s.other, id);
        CHECK_INT("length", l.version.code.len,
                  strlen("formulare-bauen") + (i == 0   ? 0
                                               : i == 1 ? strlen("-2")
                                                        : strlen("-01234567")));
    }
    CHECK_ERR("of another provider", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    platform_close(s.platform);
}

static enum err
fill(struct db *db, void *arg)
{
    const struct publish_desk *desk = arg;

    for (int i = 1; i < PUBLISH_BLOCKS_MAX; i++) {
        struct module_version v = {.organisation = desk->organisation.id,
                                   .version = 1,
                                   .state = MODULE_DRAFT,
                                   .title = SLICE("x"),
                                   .content = SLICE("{}")};
        struct arena_mark mark = arena_mark(db_ctx(db)->arena);
        struct text t = text_init(db_ctx(db)->arena, 20);

        text_printf(&t, "fill-%d", i);
        TRY(text_end(&t, &v.code));
        TRY(module_version_store_add(db, &v, &v.id));
        arena_rewind(db_ctx(db)->arena, mark);
    }
    return OK;
}

/* PUBLISH-21 */
static void
a_provider_has_so_many_blocks_at_most(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct module_version_id last = {0};

    given_publish(g, &s);
    CHECK_ERR("fill", db_write(g->database, given_ctx(g), fill, &s.other), OK);
    CHECK_ERR("the last", publish_draft(given_ctx(g), &s.other, &sheet, &last), OK);
    CHECK_ERR("one more", publish_draft(given_ctx(g), &s.other, &sheet, &id), ERR_LIMIT);
    CHECK_ERR("a copy",
              publish_copy(given_ctx(g), &s.other, SLICE("formulare-bauen"), SLICE("Kopie"), &id),
              ERR_LIMIT);
    CHECK_ERR("another provider", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    CHECK_ERR("one goes", publish_discard(given_ctx(g), &s.other, last, 1), OK);
    CHECK_ERR("one comes", publish_draft(given_ctx(g), &s.other, &sheet, &last), OK);
    platform_close(s.platform);
}

/* PUBLISH-2: who adds a date to a colleague's draft has not written it. */
static void
a_date_makes_nobody_the_author(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct run_sheet run = given_run();
    struct module_version_id id = {0};
    struct block_faults faults;
    struct publish_block b;
    struct slice code = SLICE("formulare-bauen");

    given_publish(g, &s);
    sheet.fields[BLOCK_FORMAT] = SLICE("in_person");
    sheet.fields[BLOCK_SELF_PACED] = SLICE("");
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    CHECK_ERR(
        "date of a colleague",
        publish_run_save(given_ctx(g), &s.second, code, &(struct publish_run){&run, 0}, &faults),
        OK);
    CHECK_ERR("own text", publish_publish(given_ctx(g), &s.writer, id, 2), ERR_DENIED);
    CHECK_ERR("block", publish_block_look(given_ctx(g), &s.second, code, &b), OK);
    CHECK_ERR("taken back",
              publish_run_cancel(&g->ctx, &s.second, code, b.runs[0].fields[RUN_CODE],
                                 publish_run_mark(&b.runs[0])),
              OK);
    CHECK_ERR("to a colleague", publish_submit(given_ctx(g), &s.second, id, 3), OK);
    CHECK_ERR("still the own text", publish_publish(given_ctx(g), &s.writer, id, 3), ERR_DENIED);
    CHECK_ERR("control: a colleague's", publish_publish(given_ctx(g), &s.second, id, 3), OK);
    platform_close(s.platform);
}

/* Two places whose names begin alike, or are spelt alike, are two. */
static void
places_that_are_called_alike_are_two(void **state)
{
    static const char *const places[] = {"Bildungszentrum der Wirtschaft am Hafen, Saal im ersten "
                                         "Obergeschoss, Eingang Nord, Raum 1",
                                         "Bildungszentrum der Wirtschaft am Hafen, Saal im ersten "
                                         "Obergeschoss, Eingang Nord, Raum 2",
                                         "Haus A, 1", "Haus A 1"};
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct block_faults faults;
    const struct snapshot *snap = NULL;
    const struct module *m;
    int found = 0;

    given_publish(g, &s);
    sheet.fields[BLOCK_FORMAT] = SLICE("in_person");
    sheet.fields[BLOCK_SELF_PACED] = SLICE("");
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct run_sheet run = given_run();

        run.fields[RUN_PLACE] = slice_of(places[i]);
        CHECK_ERR(places[i],
                  publish_run_save(given_ctx(g), &s.other, SLICE("formulare-bauen"),
                                   &(struct publish_run){&run, 0}, &faults),
                  OK);
    }
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1 + (int)ARRAY_LEN(places)),
              OK);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    assert_non_null(m);
    CHECK_INT("dates", m->runs_len, ARRAY_LEN(places));
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        for (int k = 0; k < m->runs_len; k++) {
            const struct venue *v = browse_venue(snap, m->runs[k].venue);

            assert_non_null(v);
            found += slice_is(v->name, places[i]);
        }
    }
    CHECK_INT("each at its place", found, ARRAY_LEN(places));
    snapshot_release(s.platform, snap);
    platform_close(s.platform);
}

int
suite_publish_codes(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_block_of_another_is_not_taken_by_its_code, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_block_of_a_feed_is_not_taken_by_its_code, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_feed_takes_no_code_of_a_draft, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_title_cannot_be_taken_from_all, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_provider_has_so_many_blocks_at_most, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_date_makes_nobody_the_author, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(places_that_are_called_alike_are_two, given_seeded,
                                        given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Providers publish: from a draft into the catalogue, who may, what stands in the way, dates. */
#include <string.h>

#include "service/browse_service.h"
#include "service/given.h"
#include "service/given_publish.h"
#include "service/suite.h"

/* PUBLISH-1, PUBLISH-2, PUBLISH-5: the way of a version with two people. */
static void
a_block_is_found_when_a_second_person_publishes_it(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct module_version_id next = {0};
    const struct snapshot *snap = NULL;
    const struct module *m;

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    CHECK_TRUE("not there yet", given_offered(g, &s.writer, &snap, "formulare-bauen") == NULL);
    snapshot_release(s.platform, snap);
    CHECK_ERR("alone", publish_publish(given_ctx(g), &s.writer, id, 1), ERR_DENIED);
    CHECK_ERR("submit", publish_submit(given_ctx(g), &s.writer, id, 1), OK);
    CHECK_ERR("own", publish_publish(given_ctx(g), &s.writer, id, 1), ERR_DENIED);
    CHECK_ERR("no reason", publish_return(given_ctx(g), &s.second, id, 1, SLICE(" ")), ERR_INVALID);
    CHECK_ERR("back", publish_return(given_ctx(g), &s.second, id, 1, SLICE("Preis?")), OK);
    CHECK_SLICE("why", given_version(g, &s.writer, id).version.note, "Preis?");
    CHECK_ERR("again", publish_submit(given_ctx(g), &s.writer, id, 1), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.second, id, 1), OK);
    m = given_offered(g, &s.writer, &snap, "formulare-bauen");
    CHECK_TRUE("in the catalogue", m != NULL && browse_is_offered(snap, m));
    CHECK_INT("price", m->price.n, 4950);
    CHECK_INT("minutes", m->minutes, 480);
    snapshot_release(s.platform, snap);

    CHECK_ERR("revise", publish_revise(given_ctx(g), &s.second, SLICE("formulare-bauen"), &next),
              OK);
    CHECK_ERR("one in work", publish_revise(given_ctx(g), &s.writer, SLICE("formulare-bauen"), &id),
              ERR_CONFLICT);
    sheet.fields[BLOCK_PRICE] = SLICE("0");
    CHECK_ERR("rewrite", publish_rewrite(given_ctx(g), &s.second, next, 1, &sheet), OK);
    m = given_offered(g, &s.writer, &snap, "formulare-bauen");
    CHECK_INT("the old one stays", m->price.n, 4950);
    snapshot_release(s.platform, snap);
    CHECK_ERR("submit", publish_submit(given_ctx(g), &s.second, next, 2), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.writer, next, 2), OK);
    m = given_offered(g, &s.writer, &snap, "formulare-bauen");
    CHECK_INT("the new one", m->price.n, 0);
    snapshot_release(s.platform, snap);
    CHECK_INT("replaced", given_version(g, &s.writer, id).version.state, MODULE_REPLACED);
    platform_close(s.platform);
}

/* PUBLISH-2: who is alone. The count is of people who can sign in, not of grants. */
static void
who_is_alone_publishes_the_own_draft(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_TRUE("may", given_version(g, &s.other, id).may_publish);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), OK);
    CHECK_ERR("again", publish_publish(given_ctx(g), &s.other, id, 1), ERR_CONFLICT);
    platform_close(s.platform);
}

/* PUBLISH-6. Each function, with the desk of one and the version of the other. */
static void
nothing_of_another_provider_is_met(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct run_sheet run = given_run();
    struct block_faults faults;
    struct module_version_id id = {0};
    struct module_version_id made = {0};
    struct publish_desk forged;
    struct publish_block block;
    struct publish_look l;
    struct provider_blocks list;
    struct slice code = SLICE("formulare-bauen");

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    CHECK_ERR("look", publish_look(given_ctx(g), &s.other, id, &l), ERR_NOT_FOUND);
    CHECK_ERR("block", publish_block_look(given_ctx(g), &s.other, code, &block), ERR_NOT_FOUND);
    CHECK_ERR("revise", publish_revise(given_ctx(g), &s.other, code, &made), ERR_NOT_FOUND);
    CHECK_ERR("copy", publish_copy(given_ctx(g), &s.other, code, SLICE("x"), &made), ERR_NOT_FOUND);
    CHECK_ERR("rewrite", publish_rewrite(given_ctx(g), &s.other, id, 1, &sheet), ERR_NOT_FOUND);
    CHECK_ERR("discard", publish_discard(given_ctx(g), &s.other, id, 1), ERR_NOT_FOUND);
    CHECK_ERR("submit", publish_submit(given_ctx(g), &s.other, id, 1), ERR_NOT_FOUND);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), ERR_NOT_FOUND);
    CHECK_ERR("retire", publish_retire(given_ctx(g), &s.other, code, SLICE("x")), ERR_NOT_FOUND);
    CHECK_ERR(
        "run",
        publish_run_save(given_ctx(g), &s.other, code, &(struct publish_run){&run, 0}, &faults),
        ERR_NOT_FOUND);
    CHECK_ERR("list", publish_list(given_ctx(g), &s.other, 0, &list), OK);
    CHECK_INT("nothing there", list.count, 0);

    /* A desk of the one with the person of the other: the right is asked for every time. */
    forged = s.writer;
    forged.actor = s.other.actor;
    CHECK_ERR("forged look", publish_look(given_ctx(g), &forged, id, &l), ERR_DENIED);
    CHECK_ERR("forged draft", publish_draft(given_ctx(g), &forged, &sheet, &made), ERR_DENIED);
    CHECK_ERR("forged list", publish_list(given_ctx(g), &forged, 0, &list), ERR_DENIED);
    CHECK_ERR("forged publish", publish_publish(given_ctx(g), &forged, id, 1), ERR_DENIED);
    CHECK_ERR("forged desk",
              publish_desk_open(given_ctx(g), s.platform, s.other.actor, s.writer.organisation.code,
                                &forged),
              ERR_DENIED);
    forged.actor = NULL;
    CHECK_ERR("nobody", publish_list(given_ctx(g), &forged, 0, &list), ERR_DENIED);

    /* Control: with the organisation of the other in the statement, it would be met. */
    forged = s.other;
    forged.organisation.id = s.writer.organisation.id;
    forged.actor = s.writer.actor;
    CHECK_ERR("control", publish_look(given_ctx(g), &forged, id, &l), OK);
    platform_close(s.platform);
}

/* PUBLISH-8: the second of two who edit the same text is refused, and nothing is overwritten. */
static void
who_saves_an_older_text_is_refused(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_sheet mine = given_sheet();
    struct module_version_id id = {0};
    struct publish_look l;

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.writer, &sheet, &id), OK);
    sheet.fields[BLOCK_TITLE] = SLICE("Formulare bauen, aber richtig");
    CHECK_ERR("first", publish_rewrite(given_ctx(g), &s.second, id, 1, &sheet), OK);
    CHECK_ERR("second", publish_rewrite(given_ctx(g), &s.writer, id, 1, &mine), ERR_CONFLICT);
    CHECK_ERR("old submit", publish_submit(given_ctx(g), &s.writer, id, 1), ERR_CONFLICT);
    CHECK_ERR("old discard", publish_discard(given_ctx(g), &s.writer, id, 1), ERR_CONFLICT);
    l = given_version(g, &s.writer, id);
    CHECK_SLICE("kept", l.version.title, "Formulare bauen, aber richtig");
    CHECK_INT("edition", l.version.edition, 2);
    CHECK_ERR("now", publish_rewrite(given_ctx(g), &s.writer, id, 2, &mine), OK);
    CHECK_ERR("submit", publish_submit(given_ctx(g), &s.writer, id, 3), OK);
    CHECK_ERR("in review", publish_rewrite(given_ctx(g), &s.writer, id, 3, &mine), ERR_CONFLICT);
    CHECK_ERR("in review", publish_discard(given_ctx(g), &s.writer, id, 3), ERR_CONFLICT);
    platform_close(s.platform);
}

/* PUBLISH-9: a draft may lack anything but a title; publishing may not. */
static void
what_lacks_something_is_kept_and_not_published(void **state)
{
    static const enum block_field needed[] = {BLOCK_SUMMARY,  BLOCK_DESCRIPTION, BLOCK_FORMAT,
                                              BLOCK_LANGUAGE, BLOCK_HOURS,       BLOCK_GIVES};
    struct given *g = *state;
    struct publish_scene s;
    struct module_version_id id = {0};
    struct module_sheet sheet = {.runs = NULL};

    given_publish(g, &s);
    CHECK_ERR("no title", publish_draft(given_ctx(g), &s.other, &sheet, &id), ERR_INVALID);
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        sheet = given_sheet();
        sheet.fields[needed[i]] = SLICE("");
        CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
        CHECK_INT(sheet_block_name(needed[i]), given_version(g, &s.other, id).faults.count, 1);
        CHECK_ERR(sheet_block_name(needed[i]), publish_publish(given_ctx(g), &s.other, id, 1),
                  ERR_INVALID);
    }
    sheet = given_sheet();
    sheet.fields[BLOCK_GIVES] = SLICE("D1.1 3-2\nD99 0-1");
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_INT("two", given_version(g, &s.other, id).faults.count, 2);
    platform_close(s.platform);
}

/* PUBLISH-3: the database refuses it as well, whatever the service does. */
struct tamper {
    const struct publish_desk *desk;
    struct module_version_id id;
};

static enum err
use_tamper(struct db *db, void *arg)
{
    struct tamper *t = arg;
    struct module_version v = {.version = 0};

    TRY(module_version_store_find(db, t->desk->organisation.id, t->id, &v));
    v.state = MODULE_DRAFT;
    return module_version_store_move(db, &v, MODULE_PUBLISHED);
}

static void
what_was_published_is_not_changed(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct tamper t = {.desk = NULL};
    enum err e;

    given_publish(g, &s);
    t.desk = &s.other;
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &t.id), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, t.id, 1), OK);
    CHECK_ERR("rewrite", publish_rewrite(given_ctx(g), &s.other, t.id, 1, &sheet), ERR_CONFLICT);
    CHECK_ERR("discard", publish_discard(given_ctx(g), &s.other, t.id, 1), ERR_CONFLICT);
    e = db_write(g->database, given_ctx(g), use_tamper, &t);
    CHECK_TRUE("the trigger", e == ERR_CONFLICT || e == ERR_INVALID);
    CHECK_INT("still", given_version(g, &s.other, t.id).version.state, MODULE_PUBLISHED);
    platform_close(s.platform);
}

/* PUBLISH-11 */
static void
what_is_retired_is_not_found_and_comes_back_with_a_new_version(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct slice code = SLICE("formulare-bauen");
    const struct snapshot *snap = NULL;
    const struct module *m;

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_ERR("not offered", publish_retire(given_ctx(g), &s.other, code, SLICE("x")),
              ERR_NOT_FOUND);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), OK);
    CHECK_ERR("why", publish_retire(given_ctx(g), &s.other, code, SLICE("")), ERR_INVALID);
    CHECK_ERR("retire", publish_retire(given_ctx(g), &s.other, code, SLICE("zu wenige")), OK);
    CHECK_ERR("twice", publish_retire(given_ctx(g), &s.other, code, SLICE("x")), ERR_CONFLICT);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    CHECK_TRUE("kept, and not offered", m != NULL && m->gone && !browse_is_offered(snap, m));
    snapshot_release(s.platform, snap);
    CHECK_ERR("revise", publish_revise(given_ctx(g), &s.other, code, &id), OK);
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 1), OK);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    CHECK_TRUE("back", m != NULL && browse_is_offered(snap, m));
    snapshot_release(s.platform, snap);
    platform_close(s.platform);
}

/* PUBLISH-10: first in the draft, then in the catalogue. */
static void
dates_are_planned_changed_and_cancelled(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct run_sheet run = given_run();
    struct module_version_id id = {0};
    struct slice code = SLICE("formulare-bauen");
    struct block_faults faults;
    struct publish_block b;
    const struct snapshot *snap = NULL;
    const struct module *m;

    given_publish(g, &s);
    sheet.fields[BLOCK_FORMAT] = SLICE("in_person");
    sheet.fields[BLOCK_SELF_PACED] = SLICE("");
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_ERR(
        "run",
        publish_run_save(given_ctx(g), &s.other, code, &(struct publish_run){&run, 0}, &faults),
        OK);
    run.fields[RUN_CITY] = SLICE("Nirgendwo im Nichts");
    CHECK_ERR(
        "where",
        publish_run_save(given_ctx(g), &s.other, code, &(struct publish_run){&run, 0}, &faults),
        ERR_INVALID);
    CHECK_INT("no place", faults.at[0].wrong, BLOCK_NO_PLACE);
    run.fields[RUN_CITY] = SLICE("Mannheim");
    CHECK_ERR("publish", publish_publish(given_ctx(g), &s.other, id, 2), OK);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    CHECK_INT("one run", m->runs_len, 1);
    CHECK_INT("two sittings", m->runs[0].sessions_len, 2);
    CHECK_TRUE("somewhere", browse_venue(snap, m->runs[0].venue) != NULL);
    snapshot_release(s.platform, snap);

    CHECK_ERR(
        "more",
        publish_run_save(given_ctx(g), &s.other, code, &(struct publish_run){&run, 0}, &faults),
        OK);
    CHECK_ERR("block", publish_block_look(given_ctx(g), &s.other, code, &b), OK);
    CHECK_INT("two runs", b.runs_len, 2);
    run = b.runs[0];
    run.fields[RUN_SEATS] = SLICE("8");
    CHECK_ERR("unseen",
              publish_run_save(&g->ctx, &s.other, code, &(struct publish_run){&run, 1}, &faults),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("seen",
              publish_run_save(&g->ctx, &s.other, code,
                               &(struct publish_run){&run, publish_run_mark(&b.runs[0])}, &faults),
              OK);
    CHECK_ERR("cancel unseen", publish_run_cancel(&g->ctx, &s.other, code, run.fields[RUN_CODE], 1),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("block", publish_block_look(&g->ctx, &s.other, code, &b), OK);
    CHECK_ERR("cancel",
              publish_run_cancel(&g->ctx, &s.other, code, b.runs[0].fields[RUN_CODE],
                                 publish_run_mark(&b.runs[0])),
              OK);
    m = given_offered(g, &s.other, &snap, "formulare-bauen");
    CHECK_INT("one left", m->runs_len, 1);
    snapshot_release(s.platform, snap);
    platform_close(s.platform);
}

/* PUBLISH-12, and codes of equal titles. */
static void
a_copy_is_a_block_of_its_own(void **state)
{
    struct given *g = *state;
    struct publish_scene s;
    struct module_sheet sheet = given_sheet();
    struct module_version_id id = {0};
    struct module_version_id copy = {0};

    given_publish(g, &s);
    CHECK_ERR("draft", publish_draft(given_ctx(g), &s.other, &sheet, &id), OK);
    CHECK_ERR("copy",
              publish_copy(given_ctx(g), &s.other, SLICE("formulare-bauen"),
                           SLICE("Formulare bauen"), &copy),
              OK);
    CHECK_SLICE("code", given_version(g, &s.other, copy).version.code, "formulare-bauen-2");
    CHECK_SLICE("text", given_version(g, &s.other, copy).sheet.fields[BLOCK_HOURS], "8");
    CHECK_ERR("title",
              publish_copy(given_ctx(g), &s.other, SLICE("formulare-bauen"), SLICE(" "), &copy),
              ERR_INVALID);
    platform_close(s.platform);
}

int
suite_publish(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_block_is_found_when_a_second_person_publishes_it,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(who_is_alone_publishes_the_own_draft, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(nothing_of_another_provider_is_met, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(who_saves_an_older_text_is_refused, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_lacks_something_is_kept_and_not_published,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_was_published_is_not_changed, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(
            what_is_retired_is_not_found_and_comes_back_with_a_new_version, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(dates_are_planned_changed_and_cancelled, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_copy_is_a_block_of_its_own, given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages that every installation writes for itself. */
#include <string.h>

#include "given.h"
#include "service/audit_verify.h"
#include "service/legal_service.h"
#include "suite.h"

static const struct grant OFFICE = {{1}, ROLE_OPERATOR};
static const struct grant HR = {{1}, ROLE_HR};

static struct actor
actor_of(const struct grant *grant)
{
    return (struct actor){.code = SLICE("OOOOOOOOOOOOOOOO"), .grants = grant, .grants_len = 1};
}

static enum err
save(struct given *g, struct platform *p, const struct actor *actor, int64_t seen,
     struct slice content)
{
    struct legal_change c = {LEGAL_IMPRINT, LANG_DE, seen, content};
    enum err e = legal_save(&g->ctx, p, actor, &c);

    ctx_clear(&g->ctx);
    return e;
}

static struct legal_version
shown(struct given *g, struct platform *p, enum legal_page page, enum lang lang)
{
    struct legal_version v = {.version = -1};

    assert_int_equal(legal_show(&g->ctx, p, page, lang, &v), OK);
    return v;
}

static void
an_installation_begins_with_texts_that_have_gaps(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct actor office = actor_of(&OFFICE);
    struct legal_state s;

    assert_int_equal(legal_state(&g->ctx, p, &office, &s), OK);
    for (int i = 0; i < LEGAL_PAGES; i++) {
        for (int l = 0; l < LANGS; l++) {
            struct legal_version v = shown(g, p, (enum legal_page)i, (enum lang)l);

            CHECK_INT("nobody wrote it", v.version, 0);
            CHECK_TRUE("it has text", v.content.len > 300);
            CHECK_TRUE("gaps", s.gaps[i][l] >= 5);
            CHECK_INT("both languages have the same gaps", s.gaps[i][l], s.gaps[i][LANG_DE]);
        }
    }
    platform_close(p);
}

static void
versions_are_kept_and_the_newest_is_shown(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct actor office = actor_of(&OFFICE);
    struct legal_wanted w = {LEGAL_IMPRINT, LANG_DE, 0};
    struct legal_edited e;
    struct legal_state s;

    CHECK_ERR("first", save(g, p, &office, 0, SLICE("one [[gap]]")), OK);
    CHECK_ERR("second", save(g, p, &office, 1, SLICE("two")), OK);
    CHECK_ERR("the same again", save(g, p, &office, 2, SLICE("two")), OK);
    CHECK_SLICE("newest", shown(g, p, LEGAL_IMPRINT, LANG_DE).content, "two");
    CHECK_INT("the other language is as it was", shown(g, p, LEGAL_IMPRINT, LANG_EN).version, 0);
    CHECK_INT("the other page too", shown(g, p, LEGAL_PRIVACY, LANG_DE).version, 0);
    assert_int_equal(legal_edit(&g->ctx, p, &office, &w, &e), OK);
    CHECK_INT("two versions", e.history.len, 2);
    CHECK_INT("the newest first", e.history.at[0].version, 2);
    CHECK_SLICE("by", e.history.at[0].editor, "OOOOOOOOOOOOOOOO");
    w.version = 1;
    assert_int_equal(legal_edit(&g->ctx, p, &office, &w, &e), OK);
    CHECK_SLICE("the old one", e.version.content, "one [[gap]]");
    w.version = 3;
    CHECK_ERR("none", legal_edit(&g->ctx, p, &office, &w, &e), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    assert_int_equal(legal_state(&g->ctx, p, &office, &s), OK);
    CHECK_INT("no gap", s.gaps[LEGAL_IMPRINT][LANG_DE], 0);
    platform_close(p);
}

static enum err
read_events(struct db *db, void *arg)
{
    static struct audit_event events[10];

    return audit_store_page(db, 0, events, 10, arg);
}

static void
what_is_wrong_is_refused_and_nothing_is_lost(void **state)
{
    static char big[LEGAL_TEXT_BYTES_MAX + 1];
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct actor office = actor_of(&OFFICE);
    struct actor hr = actor_of(&HR);
    struct legal_wanted w = {LEGAL_IMPRINT, LANG_DE, 0};
    struct legal_edited e;
    struct legal_state s;
    int events = 0;

    memset(big, 'a', sizeof big);
    CHECK_ERR("empty", save(g, p, &office, 0, SLICE(" \n\t ")), ERR_INVALID);
    CHECK_ERR("long", save(g, p, &office, 0, (struct slice){big, sizeof big}), ERR_LIMIT);
    CHECK_ERR("hr", save(g, p, &hr, 0, SLICE("x")), ERR_DENIED);
    CHECK_ERR("nobody", save(g, p, NULL, 0, SLICE("x")), ERR_DENIED);
    CHECK_ERR("hr", legal_edit(&g->ctx, p, &hr, &w, &e), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("hr", legal_state(&g->ctx, p, &hr, &s), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("seen a version that is not there", save(g, p, &office, 1, SLICE("x")), ERR_CONFLICT);
    CHECK_ERR("control: as long as allowed",
              save(g, p, &office, 0, (struct slice){big, LEGAL_TEXT_BYTES_MAX}), OK);
    CHECK_ERR("seen an old one", save(g, p, &office, 0, SLICE("x")), ERR_CONFLICT);
    CHECK_INT("it stays", shown(g, p, LEGAL_IMPRINT, LANG_DE).content.len, LEGAL_TEXT_BYTES_MAX);
    assert_int_equal(db_read(g->database, &g->ctx, read_events, &events), OK);
    CHECK_INT("one event", events, 1);
    platform_close(p);
}

int
suite_legal(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_installation_begins_with_texts_that_have_gaps,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(versions_are_kept_and_the_newest_is_shown, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_and_nothing_is_lost, given_seeded,
                                        given_done),
    };

    return cmocka_run_group_tests_name("legal", tests, NULL, NULL);
}

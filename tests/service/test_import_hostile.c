/* SPDX-License-Identifier: EUPL-1.2 */
/* Cut files and changed bytes: fully as before, or fully imported. */
#include <string.h>

#include "service/feed.h"
#include "service/suite.h"

/*
 * A refused file must leave everything as it was; one that is taken must have brought each
 * course that it says it has.
 */
static bool
judge(struct given *g, struct slice page, const struct given_state *before)
{
    struct import_feed_result r;
    struct given_state after;
    enum err e = feed_try(g, "f", &page, 1, &r);

    after = given_look(g);
    if (e != OK) {
        if (g->ctx.failure.message[0] == '\0' || !given_same(before, &after))
            fail_msg("refused (%s), but something is left of it", err_name(e));
        return false;
    }
    if (after.modules != before->modules + r.added ||
        after.feed_items != before->feed_items + r.added)
        fail_msg("%d modules became %d, though %d were added", before->modules, after.modules,
                 (int)r.added);
    if (r.complete && !r.empty &&
        after.modules - after.gone != r.added + r.changed + r.kept + r.report.unchanged)
        fail_msg("%d are offered of %d", after.modules - after.gone,
                 (int)(r.added + r.changed + r.kept + r.report.unchanged));
    return true;
}

static const char *const FILES[] = {
    "fixtures/exchange/moochub.json",
    KC_SOURCE_DIR "/../shared/data/moochub/example_openHPI.json",
};

static void
hurt(struct given *g, const char *path, bool cut, int times)
{
    int taken = 0;

    for (int i = 0; i < times; i++) {
        struct slice page;
        struct given_state before;
        char *bytes;

        (void)given_later(g, i);
        if (!given_file(g, path, &page))
            return;
        bytes = arena_array(g->arena, char, page.len);
        memcpy(bytes, page.at, page.len);
        if (cut)
            page.len = (size_t)given_below(g, page.len);
        for (uint64_t k = 0; !cut && k <= given_below(g, 4); k++)
            bytes[given_below(g, page.len)] = (char)given_below(g, 256);
        before = given_look(g);
        taken += judge(g, (struct slice){bytes, page.len}, &before);
    }
    print_message("%s: %d of %d %s files taken\n", path, taken, times, cut ? "cut" : "changed");
}

static void
a_file_cut_anywhere_is_refused_whole(void **state)
{
    hurt(*state, FILES[0], true, 200);
    hurt(*state, FILES[1], true, 200);
}

static void
changed_bytes_never_leave_half_an_import(void **state)
{
    hurt(*state, FILES[0], false, 1000);
    hurt(*state, FILES[1], false, 300);
}

int
suite_hostile(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_cut_anywhere_is_refused_whole, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(changed_bytes_never_leave_half_an_import, given_seeded,
                                        given_done),
    };

    return cmocka_run_group_tests_name("hostile imports", tests, NULL, NULL);
}

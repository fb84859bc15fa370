/* SPDX-License-Identifier: EUPL-1.2 */
/* A merged frame is what building it gives, over random sequences of new, changed and gone blocks.
 */
#include "check.h"

#include "engine/frame_parts.h"
#include "unit/engine/given_catalogue.h"
#include "unit/engine/same_frame.h"

#define OK_OR_ABORT(e)                                                                             \
    do {                                                                                           \
        if ((e) != OK)                                                                             \
            fail_msg("%s", #e);                                                                    \
    } while (0)

enum { SEQUENCES = 60, STEPS = 6, MODULES_FIRST = 150, MODULES_MAX = 300, CONTROLS = 4 };

struct tally {
    int merged;
    int refused;
    int inserted;             /* merged ones with a new block before the last */
    int told_apart[CONTROLS]; /* of these, those that the control of this number showed */
};

static const struct catalogue *
anew(struct given *g)
{
    struct catalogue_source source = given_source(g);
    struct module *copy = arena_array(g->arena, struct module, MODULES_MAX);
    const struct catalogue *c;

    memcpy(copy, g->modules, (size_t)g->modules_len * sizeof *copy);
    source.modules = copy;
    OK_OR_ABORT(catalogue_build(g->arena, &source, &c));
    return c;
}

static void
runs_change(struct given *g, struct module *m)
{
    struct run *runs = arena_array(g->arena, struct run, (size_t)m->runs_len + 1);

    for (int i = 0; i < m->runs_len; i++) {
        runs[i] = m->runs[i];
        runs[i].taken = given_below(g, runs[i].seats + 1);
        if (runs[i].venue.n != 0)
            runs[i].venue.n = 1 + given_below(g, GIVEN_VENUES);
    }
    m->runs = runs;
    if (m->runs_len > 0 && given_chance(g, 30))
        m->runs_len--;
}

static void
module_change(struct given *g, struct module *m)
{
    const struct module *other;

    switch (given_below(g, 9)) {
    case 0:
        runs_change(g, m);
        break;
    case 1:
        m->price.n = 1000 * given_below(g, 90);
        break;
    case 2:
        m->gone = !m->gone;
        break;
    case 3:
        m->title = given_text(g, "Titel ", given_below(g, 100));
        break;
    case 4:
        m->topics = given_random(g) & 0xfffe;
        break;
    case 5:
        m->chain_after.n = 1 + given_below(g, g->modules_len);
        break;
    case 6:
        m->follows.n = 1 + given_below(g, g->modules_len);
        break;
    case 7:
        m->language = given_chance(g, 10) ? SLICE("pl") : SLICE("en");
        break;
    default:
        other = &g->modules[given_below(g, g->modules_len)];
        m->gives = other->gives;
        m->gives_len = other->gives_len;
        break;
    }
}

/* Some blocks change, some are new; what the platform would tell of them. */
static const struct module *const *
changes_make(struct given *g, const struct catalogue *before, uint32_t *ret_len)
{
    const struct module **list = arena_array(g->arena, const struct module *, MODULES_MAX);
    struct module *copies = arena_array(g->arena, struct module, MODULES_MAX);
    uint32_t len = before->modules_len;
    int first_new = g->modules_len;

    memcpy(list, before->modules, len * sizeof *list);
    for (int n = given_below(g, 5); n > 0; n--)
        (void)given_random_module(g);
    for (int n = given_below(g, 8); n > 0; n--)
        module_change(g, &g->modules[given_below(g, first_new)]);
    for (int i = 0; i < g->modules_len; i++) {
        const struct module *was =
            i < first_new ? catalogue_module(before, g->modules[i].id) : NULL;

        copies[i] = g->modules[i];
        if (was == NULL)
            list[len++] = &copies[i];
        else if (memcmp(was, &copies[i], sizeof *was) != 0)
            list[catalogue_slot(before, was)] = &copies[i];
    }
    *ret_len = len;
    return list;
}

/* The merged frame with one part left as it was. */
static bool
control_shows(const struct catalogue *want, const struct catalogue *merged,
              const struct catalogue *before, int control)
{
    struct catalogue shorter = *want;
    struct catalogue wrong = *merged;
    struct catalogue_columns columns = *merged->columns;
    struct match_index match = *merged->match;

    wrong.columns = &columns;
    wrong.match = &match;
    if (control == 0)
        memcpy(wrong.ladders, before->ladders, sizeof wrong.ladders);
    if (control == 1)
        match.hints = before->match->hints;
    if (control == 2)
        columns.sets[FACET_TOPIC] = before->columns->sets[FACET_TOPIC];
    if (control == 3)
        match.cell_slots = before->match->cell_slots;
    shorter.modules_len = wrong.modules_len = before->modules_len; /* no more is in that part */
    return frame_difference(&shorter, &wrong)[0] != '\0';
}

static const struct catalogue *
step(struct given *g, const struct catalogue *before, struct tally *tally)
{
    struct catalogue *c = arena_new(g->arena, struct catalogue);
    const struct module *const *list;
    const struct catalogue *want;
    uint32_t len;
    enum err e;

    *c = *before;
    list = changes_make(g, before, &len);
    c->modules_len = len;
    want = anew(g);
    e = frame_merge(g->arena, list, c);
    if (e == ERR_NOT_FOUND) {
        tally->refused++;
        return want;
    }
    OK_OR_ABORT(e);
    if (frame_difference(want, c)[0] != '\0')
        fail_msg("other %s", frame_difference(want, c));
    tally->merged++;
    if (len > before->modules_len && list[len - 1] != want->modules[len - 1]) {
        tally->inserted++;
        for (int i = 0; i < CONTROLS; i++)
            tally->told_apart[i] += control_shows(want, c, before, i);
    }
    return c;
}

static void
a_merged_frame_is_that_built_of_all_blocks(void **state)
{
    struct tally tally = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++) {
        struct given *g = given_open(seed, MODULES_MAX);
        const struct catalogue *c;

        for (int i = 0; i < MODULES_FIRST; i++)
            (void)given_random_module(g);
        c = anew(g);
        for (int k = 0; k < STEPS; k++)
            c = step(g, c, &tally);
        given_close(g);
    }
    print_message("%d merged, %d refused; a part left as it was showed in %d, %d, %d, %d of %d\n",
                  tally.merged, tally.refused, tally.told_apart[0], tally.told_apart[1],
                  tally.told_apart[2], tally.told_apart[3], tally.inserted);
    assert_true(tally.merged > 5 * tally.refused && tally.refused > 0);
    assert_true(tally.inserted > SEQUENCES);
    for (int i = 0; i < CONTROLS; i++)
        assert_true(tally.told_apart[i] > tally.inserted * 3 / 4);
}

static void
what_moves_a_block_or_is_twice_there_is_not_merged(void **state)
{
    struct given *g = given_open(7, MODULES_MAX);
    const struct module *list[MODULES_FIRST + 2];
    struct module other;
    struct module again;
    const struct catalogue *before;
    struct catalogue c;

    (void)state;
    for (int i = 0; i < MODULES_FIRST; i++)
        (void)given_random_module(g);
    before = anew(g);
    memcpy(list, before->modules, MODULES_FIRST * sizeof *list);
    other = *before->modules[5];
    other.code = SLICE("zzz");
    list[5] = &other;
    c = *before;
    assert_int_equal(frame_merge(g->arena, list, &c), ERR_NOT_FOUND); /* another place */
    list[5] = before->modules[5];
    list[MODULES_FIRST] = &other;
    c = *before;
    c.modules_len++;
    assert_int_equal(frame_merge(g->arena, list, &c), ERR_CONFLICT); /* its id is there */
    other.id.n = 5000;
    other.code = before->modules[5]->code;
    c = *before;
    c.modules_len++;
    assert_int_equal(frame_merge(g->arena, list, &c), ERR_CONFLICT); /* its code is there */
    other.code = SLICE("zzz");
    again = other;
    again.id.n++;
    list[MODULES_FIRST + 1] = &again;
    c = *before;
    c.modules_len += 2;
    assert_int_equal(frame_merge(g->arena, list, &c), ERR_CONFLICT); /* both have one code */
    given_close(g);
}

static void
more_changes_than_the_most_are_not_merged(void **state)
{
    struct given *g = given_open(9, MODULE_CHANGES_MAX + 2);
    const struct module **list =
        arena_array(g->arena, const struct module *, MODULE_CHANGES_MAX + 2);
    struct module *copies = arena_array(g->arena, struct module, MODULE_CHANGES_MAX + 2);
    const struct catalogue *before;
    struct catalogue c;

    (void)state;
    for (int i = 0; i <= MODULE_CHANGES_MAX; i++)
        (void)given_module(g, given_text(g, "m-", i).at, "Titel", "Text");
    before = given_catalogue(g);
    for (uint32_t i = 0; i < before->modules_len; i++) {
        copies[i] = *before->modules[i];
        list[i] = &copies[i];
    }
    c = *before;
    assert_int_equal(frame_merge(g->arena, list, &c), ERR_NOT_FOUND);
    list[17] = before->modules[17];
    c = *before;
    assert_int_equal(frame_merge(g->arena, list, &c), OK);
    assert_string_equal(frame_difference(before, &c), "");
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merged_frame_is_that_built_of_all_blocks),
        cmocka_unit_test(what_moves_a_block_or_is_twice_there_is_not_merged),
        cmocka_unit_test(more_changes_than_the_most_are_not_merged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

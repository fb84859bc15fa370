/* SPDX-License-Identifier: EUPL-1.2 */
/* Items: from a draft to use and out of it, who may decide, what running checks keep. */
#include <string.h>

#include "service/check_service.h"
#include "service/given.h"
#include "service/item_transfer.h"
#include "service/seed_service.h"
#include "service/suite.h"
#include "storage/account_store.h"

static const struct crypto_key server_key = {{7}};
static const struct grant CERTIFIES[] = {{{1}, ROLE_CERTIFIER}};
static const struct grant LEARNS[] = {{{1}, ROLE_LEARNER}, {{1}, ROLE_HR}, {{1}, ROLE_PROVIDER}};

/* A platform and three people: who writes, who reviews, who has other roles. */
struct scene {
    struct platform *platform;
    struct actor writer;
    struct actor second;
    struct actor other;
};

static enum err
use_people(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct actor *of[] = {&s->writer, &s->second, &s->other};
    static const char *const codes[] = {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"};
    static const char *const mails[] = {"a@stadt.example", "b@stadt.example", "c@stadt.example"};

    for (int i = 0; i < 3; i++) {
        struct account a = {.code = slice_of(codes[i]),
                            .email = slice_of(mails[i]),
                            .name = SLICE("Fachfrau"),
                            .language = LANG_DE,
                            .status = ACCOUNT_ACTIVE,
                            .created = db_ctx(db)->now,
                            .confirmed = db_ctx(db)->now};

        TRY(account_store_add(db, &a));
        *of[i] = (struct actor){.id = a.id,
                                .code = slice_of(codes[i]),
                                .grants = i < 2 ? CERTIFIES : LEARNS,
                                .grants_len = i < 2 ? 1 : 3};
    }
    return OK;
}

static struct scene
given_scene(struct given *g)
{
    struct scene s = {.platform = NULL};

    assert_int_equal(crypto_start(), OK);
    CHECK_ERR("people", db_write(g->database, given_ctx(g), use_people, &s), OK);
    s.platform = given_platform(g);
    return s;
}

static struct item_desk
desk_of(const struct scene *s, const struct actor *actor)
{
    return (struct item_desk){s->platform, actor};
}

static const struct item_choice CHOICES[] = {{.text = SLICE_INIT("ja"), .credit = 1},
                                             {.text = SLICE_INIT("nein")},
                                             {.text = SLICE_INIT("vielleicht")}};

static struct item
given_item(const struct scene *s)
{
    const struct snapshot *snap = snapshot_acquire(s->platform);
    struct item it = {.competence =
                          framework_by_code(snap->catalogue->framework, SLICE("D1.1"))->id,
                      .kind = ITEM_SINGLE,
                      .level = 3,
                      .facet = SLICE("Filtern"),
                      .text = SLICE("Ist das eine Frage?"),
                      .choices = CHOICES,
                      .choices_len = 3};

    snapshot_release(s->platform, snap);
    return it;
}

static struct item_look
look(struct given *g, const struct item_desk *desk, struct item_version_id id)
{
    struct item_look l;

    CHECK_ERR("look", item_look(&g->ctx, desk, id, &l), OK);
    return l;
}

/* Written and handed in by the writer. */
static struct item_version_id
submitted(struct given *g, const struct scene *s)
{
    struct item_desk writer = desk_of(s, &s->writer);
    struct item it = given_item(s);
    struct item_version_id id = {0};

    CHECK_ERR("draft", item_draft(&g->ctx, &writer, &it, &id), OK);
    CHECK_ERR("submit", item_submit(&g->ctx, &writer, id), OK);
    return id;
}

static const struct item_decision YES = {true, SLICE_INIT("eindeutig und richtig")};
static const struct item_decision NO = {false, SLICE_INIT("zwei Antworten sind richtig")};

static void
the_seed_has_all_items_in_use_and_seeding_again_changes_nothing(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct item_bank *bank = platform_items(p);
    struct seed_report r;
    int len = item_bank_len(bank);

    CHECK_TRUE("all of data/items", len > 300);
    CHECK_INT("the first bank", item_bank_number(bank), 1);
    for (int i = 0; i < len; i++) {
        CHECK_TRUE("in use", item_use_is_in(item_bank_at(bank, i), 1));
        CHECK_TRUE("counts", !item_use_is_trial(item_bank_at(bank, i), 1));
        CHECK_TRUE("not calibrated", !item_use_is_calibrated(item_bank_at(bank, i), 1));
        CHECK_INT("version", item_bank_at(bank, i)->version, 1);
    }
    CHECK_ERR("again", seed_run(given_ctx(g), g->database, false, &r), OK);
    CHECK_INT("all", r.items.items, len);
    CHECK_INT("nothing new", r.items.added + r.items.replaced, 0);
    CHECK_ERR("refresh", platform_refresh_items(&g->ctx, p), OK);
    CHECK_INT("the same bank", item_bank_number(bank), 1);
    platform_close(p);
}

/* ITEM-14, at once in use without a restart (ITEM-15); the answers count nothing yet (CHECK-40). */
static void
an_item_is_in_use_when_a_second_person_approves_it(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct item_desk second = desk_of(&s, &s.second);
    const struct item_bank *bank = platform_items(s.platform);
    int len = item_bank_len(bank);
    struct item_version_id id = submitted(g, &s);
    const struct item_use *use;

    CHECK_ERR("own", item_decide(&g->ctx, &writer, id, &YES), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_INT("not yet", item_bank_len(bank), len);
    CHECK_ERR("second", item_decide(&g->ctx, &second, id, &YES), OK);
    CHECK_INT("one more", item_bank_len(bank), len + 1);
    CHECK_INT("the next bank", item_bank_number(bank), 2);
    use = item_bank_at(bank, len);
    CHECK_TRUE("not in the bank before", !item_use_is_in(use, 1) && item_use_is_in(use, 2));
    CHECK_TRUE("on trial", item_use_is_trial(use, 2));
    CHECK_INT("state", look(g, &second, id).version.state, ITEM_APPROVED);
    CHECK_SLICE("reason", look(g, &second, id).version.note, "eindeutig und richtig");
    CHECK_ERR("twice", item_decide(&g->ctx, &second, id, &NO), ERR_DENIED);
    ctx_clear(&g->ctx);
    platform_close(s.platform);
    s.platform = given_platform(g);
    CHECK_INT("opened anew", item_bank_len(platform_items(s.platform)), len + 1);
    CHECK_INT("opened anew", item_bank_number(platform_items(s.platform)), 2);
    platform_close(s.platform);
}

static void
what_is_returned_is_mended_and_handed_in_again(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct item_desk second = desk_of(&s, &s.second);
    struct item it = given_item(&s);
    struct item_version_id id = submitted(g, &s);

    CHECK_ERR("in review", item_rewrite(&g->ctx, &writer, id, &it), ERR_INVALID);
    ctx_clear(&g->ctx);
    it.code = SLICE("x");
    CHECK_ERR("in review", item_rewrite(&g->ctx, &writer, id, &it), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("return", item_decide(&g->ctx, &second, id, &NO), OK);
    CHECK_INT("draft", look(g, &writer, id).version.state, ITEM_DRAFT);
    it.text = SLICE("Ist das eine bessere Frage?");
    CHECK_ERR("not the second's", item_rewrite(&g->ctx, &second, id, &it), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("mended", item_rewrite(&g->ctx, &writer, id, &it), OK);
    CHECK_SLICE("words", look(g, &writer, id).item->text, "Ist das eine bessere Frage?");
    CHECK_TRUE("the code stays", slice_starts(look(g, &writer, id).item->code, SLICE("d1-1-")));
    CHECK_ERR("again", item_submit(&g->ctx, &writer, id), OK);
    CHECK_ERR("approve", item_decide(&g->ctx, &second, id, &YES), OK);
    CHECK_ERR("in use", item_rewrite(&g->ctx, &writer, id, &it), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("in use", item_discard(&g->ctx, &writer, id), ERR_DENIED);
    ctx_clear(&g->ctx);
    platform_close(s.platform);
}

static struct check_desk
check_desk_given(const struct scene *s)
{
    struct check_desk desk = {.platform = s->platform,
                              .bank = platform_items(s->platform),
                              .key = &server_key,
                              .owner = {{9}}};

    return desk;
}

static const struct item *
item_of(const struct check_view *view, struct slice code)
{
    for (int i = 0; i < view->items_len; i++)
        if (slice_eq(view->items[i]->code, code))
            return view->items[i];
    return NULL;
}

/* ITEM-13, CHECK-42: a running check keeps the version that it began with, a new one has the next.
 */
static void
a_running_check_keeps_its_versions(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct item_desk second = desk_of(&s, &s.second);
    struct check_desk desk = check_desk_given(&s);
    struct situation situation = situation_default(day_of(g->ctx.now));
    const struct item_use *shipped = item_bank_at(desk.bank, 0);
    struct item_version_id id = {0};
    struct check_run_id before = {0};
    struct check_run_id after = {0};
    struct check_view view;
    struct item it = *shipped->item;
    const struct item *first;

    CHECK_ERR("before", check_begin(&g->ctx, &desk, SLICE("digital"), &situation, &before), OK);
    CHECK_ERR("look", check_look(&g->ctx, &desk, before, &view), OK);
    first = view.next;
    CHECK_ERR("revise", item_revise(&g->ctx, &writer, shipped->id, &id), OK);
    CHECK_ERR("once", item_revise(&g->ctx, &second, shipped->id, &id), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    it.text = SLICE("In neuen Worten?");
    CHECK_ERR("rewrite", item_rewrite(&g->ctx, &writer, id, &it), OK);
    CHECK_ERR("submit", item_submit(&g->ctx, &writer, id), OK);
    CHECK_ERR("approve", item_decide(&g->ctx, &second, id, &YES), OK);
    CHECK_INT("replaced", look(g, &second, shipped->id).version.state, ITEM_REPLACED);
    CHECK_ERR("look", check_look(&g->ctx, &desk, before, &view), OK);
    CHECK_TRUE("the same item is next", view.next == first);
    CHECK_TRUE("the old words", item_of(&view, it.code) == shipped->item);
    CHECK_ERR("after", check_begin(&g->ctx, &desk, SLICE("digital"), &situation, &after), OK);
    CHECK_ERR("look", check_look(&g->ctx, &desk, after, &view), OK);
    CHECK_SLICE("the new words", item_of(&view, it.code)->text, "In neuen Worten?");
    CHECK_ERR("retire", item_retire(&g->ctx, &second, id, SLICE("veraltet")), OK);
    CHECK_ERR("look", check_look(&g->ctx, &desk, after, &view), OK);
    CHECK_SLICE("kept", item_of(&view, it.code)->text, "In neuen Worten?");
    CHECK_TRUE("gone from the next bank",
               item_bank_find(desk.bank, item_bank_number(desk.bank), it.code) == NULL);
    platform_close(s.platform);
}

/* RIGHT-1: whoever is none of those the table names is refused by each function. */
static void
others_may_do_nothing(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk other = desk_of(&s, &s.other);
    struct item_desk nobody = desk_of(&s, NULL);
    struct item_version_id id = submitted(g, &s);
    struct item_version_id shipped = item_bank_at(platform_items(s.platform), 0)->id;
    struct item it = given_item(&s);
    struct item_filter f = {.level = 0};
    struct item_page page;
    struct item_look l;

    for (int i = 0; i < 2; i++) {
        const struct item_desk *d = i == 0 ? &other : &nobody;

        CHECK_ERR("list", item_list(&g->ctx, d, &f, 0, &page), ERR_DENIED);
        CHECK_ERR("look", item_look(&g->ctx, d, id, &l), ERR_DENIED);
        CHECK_ERR("draft", item_draft(&g->ctx, d, &it, &id), ERR_DENIED);
        CHECK_ERR("revise", item_revise(&g->ctx, d, shipped, &id), ERR_DENIED);
        CHECK_ERR("rewrite", item_rewrite(&g->ctx, d, id, &it), ERR_DENIED);
        CHECK_ERR("discard", item_discard(&g->ctx, d, id), ERR_DENIED);
        CHECK_ERR("submit", item_submit(&g->ctx, d, id), ERR_DENIED);
        CHECK_ERR("decide", item_decide(&g->ctx, d, id, &YES), ERR_DENIED);
        CHECK_ERR("retire", item_retire(&g->ctx, d, shipped, SLICE("weg")), ERR_DENIED);
        ctx_clear(&g->ctx);
    }
    platform_close(s.platform);
}

static void
what_makes_no_sense_is_refused(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct item_desk second = desk_of(&s, &s.second);
    struct item_decision silent = {true, SLICE_INIT("")};
    struct item_version_id none = {123456789};
    struct item_version_id id = submitted(g, &s);
    struct item it = given_item(&s);
    struct item_look l;

    CHECK_ERR("no reason", item_decide(&g->ctx, &second, id, &silent), ERR_INVALID);
    ctx_clear(&g->ctx);
    CHECK_ERR("no such version", item_look(&g->ctx, &second, none, &l), ERR_NOT_FOUND);
    CHECK_ERR("no such version", item_decide(&g->ctx, &second, none, &YES), ERR_NOT_FOUND);
    CHECK_ERR("not in use", item_retire(&g->ctx, &second, id, SLICE("weg")), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("not in use", item_revise(&g->ctx, &second, id, &none), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    it.choices_len = 2;
    CHECK_ERR("two choices", item_draft(&g->ctx, &writer, &it, &id), ERR_INVALID);
    ctx_clear(&g->ctx);
    it.choices_len = 3;
    it.competence.n = COMPETENCES_MAX - 1;
    CHECK_ERR("no competence", item_draft(&g->ctx, &writer, &it, &id), ERR_INVALID);
    ctx_clear(&g->ctx);
    platform_close(s.platform);
}

static struct item_transfer_report
import(struct given *g, const struct item_desk *desk, struct slice bytes)
{
    struct item_transfer_in in = {.bytes = bytes};
    struct item_transfer_report r;

    CHECK_ERR("import", item_transfer_import(&g->ctx, desk, &in, &r), OK);
    return r;
}

static int64_t
versions(struct given *g, const struct item_desk *desk)
{
    struct item_filter f = {.level = 0};
    struct item_page page = {.count = 0};

    CHECK_ERR("list", item_list(&g->ctx, desk, &f, 0, &page), OK);
    return page.count;
}

#define HEAD "code;kompetenz;art;niveau;facette;text;antwort1;wert1;antwort2;antwort3\n"

/* ITEM-18, both formats: all items out and in again change nothing. */
static void
what_went_out_comes_in_as_it_is(void **state)
{
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    int64_t before = versions(g, &writer);

    for (int format = 0; format < 2; format++) {
        struct item_transfer_report r;
        struct slice bytes = {0};

        CHECK_ERR(
            "export",
            item_transfer_export(&g->ctx, s.platform, (enum item_format)format, SLICE(""), &bytes),
            OK);
        r = import(g, &writer, bytes);
        CHECK_INT("no problem", r.import.problems_count, 0);
        CHECK_INT("unchanged", r.unchanged, before);
        CHECK_INT("nothing else", r.added + r.revised, 0);
    }
    CHECK_INT("nothing is there that was not", versions(g, &writer), before);
    platform_close(s.platform);
}

/* ITEM-18: with one problem, whether the file or the database has it, nothing is done. */
static void
all_of_a_file_or_nothing(void **state)
{
    static const struct {
        const char *why;
        const char *rows;
        int added;
        int revised;
        enum item_problem what; /* when nothing is done */
    } table[] = {
        {"a new one without a code", ";D1.1;single;3;f;t;a;1;b;c\n", 1, 0, ITEM_PROBLEM_EMPTY},
        {"with a code of its own", "fremd-1;D1.1;single;3;f;t;a;1;b;c\n", 1, 0, ITEM_PROBLEM_EMPTY},
        {"a next version", "d1-1-1;D1.1;single;3;f;t;a;1;b;c\n", 0, 1, ITEM_PROBLEM_EMPTY},
        {"in work now", "neu-1;D1.1;single;3;f;t;a;1;b;c\nd1-1-1;D1.1;single;3;f;u;a;1;b;c\n", 0, 0,
         ITEM_PROBLEM_IN_WORK},
        {"of another competence",
         "neu-1;D1.1;single;3;f;t;a;1;b;c\nd1-1-2;D1.2;single;3;f;t;a;1;b;c\n", 0, 0,
         ITEM_PROBLEM_MOVED},
        {"a rule", "neu-1;D1.1;single;3;f;t;a;1;b;c\n;D1.1;single;3;f;t;a;1;a;c\n", 0, 0,
         ITEM_PROBLEM_RULE},
    };
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct item_desk other = desk_of(&s, &s.other);
    struct item_transfer_in in = {.bytes = SLICE(HEAD)};
    struct item_transfer_report r;

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int64_t before = versions(g, &writer);
        char bytes[600];

        (void)snprintf(bytes, sizeof bytes, "%s%s", HEAD, table[i].rows);
        r = import(g, &writer, slice_of(bytes));
        CHECK_INT(table[i].why, r.added, table[i].added);
        CHECK_INT(table[i].why, r.revised, table[i].revised);
        CHECK_INT(table[i].why, versions(g, &writer) - before, table[i].added + table[i].revised);
        if (table[i].added + table[i].revised > 0)
            continue;
        CHECK_INT(table[i].why, r.import.problems[0].what, table[i].what);
    }
    CHECK_ERR("others", item_transfer_import(&g->ctx, &other, &in, &r), ERR_DENIED);
    ctx_clear(&g->ctx);
    in.bytes.len = (size_t)ITEM_FILE_BYTES_MAX + 1;
    CHECK_ERR("too large", item_transfer_import(&g->ctx, &writer, &in, &r), ERR_LIMIT);
    ctx_clear(&g->ctx);
    platform_close(s.platform);
}

/* ITEM-16: codes that files bring stand in nobody's way. */
static void
an_imported_code_blocks_no_number(void **state)
{
    static const char *const added[] = {";D1.1;single;3;f;erste;a;1;b;c\n",
                                        ";D1.1;single;3;f;zweite;a;1;b;c\n"};
    struct given *g = *state;
    struct scene s = given_scene(g);
    struct item_desk writer = desk_of(&s, &s.writer);
    struct text t = text_init(g->arena, 10000);
    struct slice bytes = {0};
    char row[300];

    text_puts(&t, HEAD "d1-1-2147483647;D1.1;single;3;f;t;a;1;b;c\n"
                       "d1-1-999999;D1.1;single;3;f;t2;a;1;b;c\n");
    for (int n = 1000000; n < 1000010; n++)
        text_printf(&t, "d1-1-%d;D1.2;single;3;f;t%d;a;1;b;c\n", n, n);
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_INT("codes of others", import(g, &writer, bytes).added, 12);
    for (size_t i = 0; i < ARRAY_LEN(added); i++) {
        (void)snprintf(row, sizeof row, "%s%s", HEAD, added[i]);
        CHECK_INT("a number is left", import(g, &writer, slice_of(row)).added, 1);
    }
    platform_close(s.platform);
}

int
suite_items(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_seed_has_all_items_in_use_and_seeding_again_changes_nothing, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(an_item_is_in_use_when_a_second_person_approves_it,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_is_returned_is_mended_and_handed_in_again,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_running_check_keeps_its_versions, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_went_out_comes_in_as_it_is, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(an_imported_code_blocks_no_number, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(all_of_a_file_or_nothing, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(others_may_do_nothing, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_makes_no_sense_is_refused, given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

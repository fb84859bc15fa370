/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/experience_json.h"

static const char FIRST[] = "{\"format\":\"kommunalcampus-events/1\",\"lists\":2,\"shown\":3}";
static const char LIST_1[] =
    "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"k3\",\"shown\":["
    "{\"module\":\"a\",\"provider\":\"p\",\"format\":\"mooc\",\"overlap\":1,\"score\":71,"
    "\"did\":\"opened\"},"
    "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"in_person\",\"overlap\":0,\"score\":70,"
    "\"did\":\"nothing\"}]}";
static const char LIST_2[] =
    "{\"list\":2,\"day\":\"2026-11-24\",\"session\":\"x\",\"from\":21,\"shown\":["
    "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"in_person\",\"overlap\":2,\"score\":64,"
    "\"did\":\"completed\"}]}";

struct reading {
    struct arena *keep;
    struct ctx ctx;
    struct experience_reader reader;
    struct experience_events events;
};

static struct reading
reading_open(void)
{
    struct reading r = {.keep = arena_open((size_t)1 << 30)};

    r.ctx.arena = arena_open(1 << 24);
    assert_int_equal(experience_events_begin(&r.ctx, r.keep, &r.reader), OK);
    return r;
}

static void
reading_close(struct reading *r)
{
    arena_close(r->ctx.arena);
    arena_close(r->keep);
}

static enum err
read_lines(struct reading *r, const char *const *lines, size_t len)
{
    for (size_t i = 0; i < len; i++)
        TRY(experience_events_line(&r->ctx, &r->reader, slice_of(lines[i])));
    return experience_events_end(&r->ctx, &r->reader, &r->events);
}

static void
events_are_read_as_they_are(void **state)
{
    const char *const lines[] = {FIRST, LIST_1, LIST_2};
    struct reading r = reading_open();

    (void)state;
    CHECK_ERR("read", read_lines(&r, lines, 3), OK);
    assert_int_equal(r.events.rows_len, 3);
    assert_int_equal(r.events.modules_len, 2);
    assert_int_equal(r.events.providers_len, 2);
    assert_int_equal(r.events.sessions_len, 2);
    assert_int_equal(r.events.last.n - r.events.first.n, 1);
    assert_int_equal(r.events.rows[1].position, 2);
    assert_int_equal(r.events.rows[2].position, 21);
    assert_int_equal(r.events.rows[2].module, r.events.rows[1].module);
    assert_int_equal(r.events.rows[2].deed, DEED_COMPLETED);
    assert_int_equal(r.events.rows[2].overlap, OVERLAP_MORE);
    assert_int_equal(r.events.rows[0].format, FORMAT_MOOC);
    reading_close(&r);
}

static void
what_is_wrong_is_refused_and_the_message_names_the_line(void **state)
{
    static const struct {
        const char *why;
        const char *lines[4];
        const char *words; /* of the message */
    } table[] = {
        {"empty", {NULL}, "empty"},
        {"cut after the first line", {FIRST}, "cut"},
        {"cut after the second line", {FIRST, LIST_1}, "cut"},
        {"no JSON", {FIRST, LIST_1, "{\"list\":2,"}, "line 3"},
        {"another format", {"{\"format\":\"x/1\",\"lists\":1,\"shown\":1}"}, "x/1"},
        {"a list doubled", {FIRST, LIST_1, LIST_1}, "line 3: list 1 follows list 1"},
        {"a list missing", {FIRST, LIST_2}, "line 2: list 2 follows list 0"},
        {"a list too many",
         {"{\"format\":\"kommunalcampus-events/1\",\"lists\":1,\"shown\":3}", LIST_1, LIST_2},
         "more lists"},
        {"a block too many",
         {"{\"format\":\"kommunalcampus-events/1\",\"lists\":2,\"shown\":2}", LIST_1, LIST_2},
         "more blocks"},
        {"days run backwards",
         {FIRST, LIST_1,
          "{\"list\":2,\"day\":\"2026-11-22\",\"session\":\"x\",\"shown\":[{\"module\":\"b\","
          "\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,\"score\":1,\"did\":\"kept\"}]}"},
         "line 3: its day"},
        {"no day", {FIRST, "{\"list\":1,\"day\":\"heute\",\"session\":\"x\",\"shown\":[]}"}, "day"},
        {"nothing shown",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"shown\":[]}"},
         "empty"},
        {"a person's name",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"name\":\"Kim\","
                 "\"shown\":[]}"},
         "name"},
        {"a deed nobody knows",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"shown\":[{\"module\":"
                 "\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,\"score\":1,\"did\":"
                 "\"liked\"}]}"},
         "liked"},
        {"a score above 100",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"shown\":[{\"module\":"
                 "\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,\"score\":101,\"did\":"
                 "\"kept\"}]}"},
         "score"},
        {"beyond the last place",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"from\":100,\"shown\":["
                 "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,"
                 "\"score\":1,\"did\":\"kept\"},"
                 "{\"module\":\"c\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,"
                 "\"score\":1,\"did\":\"kept\"}]}"},
         "place 100"},
        {"a block twice",
         {FIRST, "{\"list\":1,\"day\":\"2026-11-23\",\"session\":\"x\",\"shown\":["
                 "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,"
                 "\"score\":1,\"did\":\"kept\"},"
                 "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,"
                 "\"score\":1,\"did\":\"kept\"}]}"},
         "twice"},
        {"more lists than a file may have",
         {"{\"format\":\"kommunalcampus-events/1\",\"lists\":2000001,\"shown\":3}"},
         "lists"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct reading r = reading_open();
        size_t len = 0;
        enum err e;

        while (len < 4 && table[i].lines[len] != NULL)
            len++;
        e = read_lines(&r, table[i].lines, len);
        if (e == OK)
            fail_msg("%s: was taken", table[i].why);
        if (strstr(r.ctx.failure.message, table[i].words) == NULL)
            fail_msg("%s: \"%s\" does not say \"%s\"", table[i].why, r.ctx.failure.message,
                     table[i].words);
        reading_close(&r);
    }
}

static void
a_line_that_is_too_long_is_refused(void **state)
{
    struct reading r = reading_open();
    char *line = arena_array(r.keep, char, EXPERIENCE_LINE_BYTES_MAX + 2);

    (void)state;
    memset(line, ' ', EXPERIENCE_LINE_BYTES_MAX + 1);
    assert_int_equal(experience_events_line(&r.ctx, &r.reader, slice_of(line)), ERR_LIMIT);
    reading_close(&r);
}

/* One person with very many lists counts as fifty. */
static void
more_lists_of_one_person_are_left_out(void **state)
{
    enum { LISTS = EXPERIENCE_LISTS_PER_SESSION_MAX + 3 };
    struct reading r = reading_open();
    char line[512];

    (void)state;
    (void)snprintf(line, sizeof line,
                   "{\"format\":\"kommunalcampus-events/1\",\"lists\":%d,\"shown\":%d}", LISTS,
                   LISTS);
    assert_int_equal(experience_events_line(&r.ctx, &r.reader, slice_of(line)), OK);
    for (int i = 1; i <= LISTS; i++) {
        (void)snprintf(line, sizeof line,
                       "{\"list\":%d,\"day\":\"2026-11-23\",\"session\":\"x\",\"shown\":["
                       "{\"module\":\"b\",\"provider\":\"q\",\"format\":\"mooc\",\"overlap\":0,"
                       "\"score\":64,\"did\":\"booked\"}]}",
                       i);
        assert_int_equal(experience_events_line(&r.ctx, &r.reader, slice_of(line)), OK);
    }
    assert_int_equal(experience_events_end(&r.ctx, &r.reader, &r.events), OK);
    assert_int_equal(r.events.rows_len, EXPERIENCE_LISTS_PER_SESSION_MAX);
    assert_int_equal(r.events.lists_ignored, 3);
    assert_int_equal(r.events.lists_len, LISTS);
    reading_close(&r);
}

static struct experience_model
given_model(void)
{
    static struct experience_effect providers[] = {{{"p", 1}, -1200, 7}};
    static struct experience_effect modules[] = {{{"a", 1}, 3400, 9}, {{"b", 1}, -10000, 5}};

    return (struct experience_model){.first = {20500},
                                     .last = {20511},
                                     .lists = 40,
                                     .lists_ignored = 2,
                                     .people = 30,
                                     .deeds = {900, 60, 20, 8, 3},
                                     .events_checksum = 0xabcdef,
                                     .examination_milli = {1000, 700, 700, 20},
                                     .positions = 4,
                                     .doubling_milli = 14321,
                                     .overlap_milli = {-100, 0, 250},
                                     .format_milli = {[FORMAT_IN_PERSON] = 900},
                                     .providers = providers,
                                     .providers_len = 1,
                                     .modules = modules,
                                     .modules_len = 2};
}

static void
a_model_is_read_back_as_it_was_written(void **state)
{
    struct ctx ctx = {.arena = arena_open(1 << 24)};
    struct text t = text_init(ctx.arena, 1 << 20);
    struct experience_model m = given_model();
    struct experience_model back;
    struct slice bytes = {0};

    (void)state;
    experience_model_write(&t, &m);
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_ERR(ctx.failure.message, experience_model_read(&ctx, bytes, &back), OK);
    assert_int_equal(back.people, 30);
    assert_int_equal(back.deeds[DEED_BOOKED], 8);
    assert_int_equal(back.doubling_milli, 14321);
    assert_memory_equal(back.examination_milli, m.examination_milli, sizeof m.examination_milli);
    assert_memory_equal(back.overlap_milli, m.overlap_milli, sizeof m.overlap_milli);
    assert_memory_equal(back.format_milli, m.format_milli, sizeof m.format_milli);
    assert_int_equal(back.modules_len, 2);
    CHECK_SLICE("code", back.modules[1].code, "b");
    assert_int_equal(back.modules[1].milli, -10000);
    assert_int_equal(back.providers[0].people, 7);
    arena_close(ctx.arena);
}

/* Every prefix, and every byte changed: none of them is taken for a model. */
static void
a_model_that_was_cut_or_changed_is_refused(void **state)
{
    struct ctx ctx = {.arena = arena_open(1 << 26)};
    struct text t = text_init(ctx.arena, 1 << 20);
    struct experience_model m = given_model();
    struct experience_model back;
    struct slice bytes = {0};
    struct arena_mark mark;

    (void)state;
    experience_model_write(&t, &m);
    assert_int_equal(text_end(&t, &bytes), OK);
    mark = arena_mark(ctx.arena);
    for (size_t len = 0; len + 1 < bytes.len; len++) { /* the last byte is the line's end */
        assert_int_not_equal(experience_model_read(&ctx, slice_sub(bytes, 0, len), &back), OK);
        ctx_clear(&ctx);
        arena_rewind(ctx.arena, mark);
    }
    for (size_t i = 0; i + 1 < bytes.len; i++) {
        char *changed = arena_cstr(ctx.arena, bytes);

        changed[i] = changed[i] == '7' ? '8' : '7';
        assert_int_not_equal(experience_model_read(&ctx, (struct slice){changed, bytes.len}, &back),
                             OK);
        ctx_clear(&ctx);
        arena_rewind(ctx.arena, mark);
    }
    arena_close(ctx.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_read_as_they_are),
        cmocka_unit_test(what_is_wrong_is_refused_and_the_message_names_the_line),
        cmocka_unit_test(a_line_that_is_too_long_is_refused),
        cmocka_unit_test(more_lists_of_one_person_are_left_out),
        cmocka_unit_test(a_model_is_read_back_as_it_was_written),
        cmocka_unit_test(a_model_that_was_cut_or_changed_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

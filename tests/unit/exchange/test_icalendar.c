/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "base/unicode.h"
#include "check.h"
#include "exchange/icalendar.h"

/* An own small reader: unfolds, and answers the value of the first line of that name. */
static struct slice
unfold(struct arena *a, struct slice ics)
{
    struct text t = text_init(a, ics.len + 1);
    struct slice s = {0};

    for (size_t i = 0; i < ics.len; i++) {
        if (i + 2 < ics.len && memcmp(ics.at + i, "\r\n ", 3) == 0)
            i += 2;
        else
            text_putc(&t, ics.at[i]);
    }
    CHECK_ERR("unfold", text_end(&t, &s), OK);
    return s;
}

static struct slice
value_of(struct slice ics, const char *name)
{
    struct slice rest = ics;
    struct slice line;

    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, slice_of(name)))
            return slice_trim(slice_sub(line, strlen(name), line.len));
    }
    fail_msg("no line %s", name);
    return (struct slice){0};
}

static void
lines_are_folded_at_75_octets_and_never_within_a_character(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct text long_text = text_init(a, 4096);
    struct text t = text_init(a, 65536);
    struct icalendar_event e = {.uid = SLICE("u"), .from_minute = -1};
    struct slice ics = {0};
    struct slice rest;
    struct slice line;

    (void)state;
    for (int i = 0; i < 200; i++)
        text_puts(&long_text, i % 3 ? "ä" : "€x");
    CHECK_ERR("long", text_end(&long_text, &e.summary), OK);
    icalendar_begin(&t, SLICE("Lehrplan"));
    icalendar_put(&t, &e, (struct instant){0});
    icalendar_end(&t);
    CHECK_ERR("whole", text_end(&t, &ics), OK);
    rest = ics;
    while (slice_next(&rest, '\n', &line)) {
        CHECK_TRUE("ends with CR", line.len > 0 && line.at[line.len - 1] == '\r');
        CHECK_TRUE("75 octets", line.len - 1 <= 75);
        CHECK_TRUE("whole characters", unicode_is_valid(line));
    }
    CHECK_TRUE("summary", slice_eq(value_of(unfold(a, ics), "SUMMARY:"), e.summary));
}

static void
texts_are_escaped_and_times_are_german(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct text t = text_init(a, 65536);
    struct icalendar_event e = {
        .uid = SLICE("ki-1@campus"),
        .summary = SLICE("KI; Grundlagen, Teil\\1\nEND:VCALENDAR"),
        .location = SLICE("Lab, 68159 Mannheim"),
        .from_minute = 9 * 60,
        .to_minute = 16 * 60 + 30,
    };
    struct slice ics = {0};

    (void)state;
    CHECK_ERR("day", day_from_date((struct date){2026, 12, 1}, &e.first), OK);
    e.last = e.first;
    icalendar_put(&t, &e, (struct instant){1764547200000});
    e.from_minute = -1;
    e.last = day_plus(e.first, 6);
    icalendar_put(&t, &e, (struct instant){1764547200000});
    CHECK_ERR("whole", text_end(&t, &ics), OK);
    ics = unfold(a, ics);
    CHECK_SLICE("escaped", value_of(ics, "SUMMARY:"),
                "KI\\; Grundlagen\\, Teil\\\\1\\nEND:VCALENDAR");
    CHECK_SLICE("place", value_of(ics, "LOCATION:"), "Lab\\, 68159 Mannheim");
    CHECK_SLICE("start", value_of(ics, "DTSTART;TZID=Europe/Berlin:"), "20261201T090000");
    CHECK_SLICE("end", value_of(ics, "DTEND;TZID=Europe/Berlin:"), "20261201T163000");
    CHECK_SLICE("whole days", value_of(ics, "DTSTART;VALUE=DATE:"), "20261201");
    CHECK_SLICE("the day after", value_of(ics, "DTEND;VALUE=DATE:"), "20261208");
    CHECK_SLICE("stamp", value_of(ics, "DTSTAMP:"), "20251201T000000Z");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_folded_at_75_octets_and_never_within_a_character),
        cmocka_unit_test(texts_are_escaped_and_times_are_german),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

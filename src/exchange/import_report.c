/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/import_report.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/unicode.h"

static void
keep(struct import_notes *n, struct arena *a, struct import_place at, struct slice reason)
{
    void *array = n->notes;
    struct import_note note;

    n->count++;
    if (n->len == IMPORT_NOTES_MAX ||
        arena_grow(a, &array, n->len, &n->size, sizeof *n->notes) != OK)
        return;
    n->notes = array;
    if (arena_copy(a, at.record, &note.record) != OK ||
        arena_copy(a, at.place, &note.place) != OK || arena_copy(a, reason, &note.reason) != OK)
        return;
    n->notes[n->len++] = note;
}

static void keep_formatted(struct import_notes *n, struct arena *a, struct import_place at,
                           const char *fmt, va_list args) PRINTF_LIKE(4, 0);

static void
keep_formatted(struct import_notes *n, struct arena *a, struct import_place at, const char *fmt,
               va_list args)
{
    char reason[400];
    int len = vsnprintf(reason, sizeof reason, fmt, args);

    if (len < 0)
        len = 0;
    if ((size_t)len >= sizeof reason)
        len = sizeof reason - 1;
    /* Here or where the text was made it may have been cut within its last character. */
    for (int cut = 0; cut < 3 && !unicode_is_valid((struct slice){reason, (size_t)len}); cut++)
        len -= len > 0;
    keep(n, a, at, (struct slice){reason, (size_t)len});
}

void
import_report_skip(struct import_report *r, struct arena *a, struct import_place at,
                   const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    keep_formatted(&r->skips, a, at, fmt, args);
    va_end(args);
}

void
import_report_note(struct import_report *r, struct arena *a, struct import_place at,
                   const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    keep_formatted(&r->notes, a, at, fmt, args);
    va_end(args);
}

static void
count_field(struct import_report *r, struct arena *a, struct slice name, int64_t count)
{
    void *array = r->fields;
    struct slice own;

    for (size_t i = 0; i < r->fields_len; i++) {
        if (slice_eq(r->fields[i].name, name)) {
            r->fields[i].count += count;
            return;
        }
    }
    if (r->fields_len == IMPORT_FIELDS_MAX ||
        arena_grow(a, &array, r->fields_len, &r->fields_size, sizeof *r->fields) != OK ||
        arena_copy(a, name, &own) != OK) {
        r->fields_more += count;
        return;
    }
    r->fields = array;
    r->fields[r->fields_len++] = (struct import_field){own, count};
}

void
import_report_unknown(struct import_report *r, struct arena *a, struct slice name)
{
    count_field(r, a, name, 1);
}

static void
add_notes(struct import_notes *into, struct arena *a, const struct import_notes *from)
{
    int64_t count = into->count + from->count;

    for (size_t i = 0; i < from->len; i++)
        keep(into, a, (struct import_place){from->notes[i].record, from->notes[i].place},
             from->notes[i].reason);
    into->count = count;
}

void
import_report_add(struct import_report *into, struct arena *a, const struct import_report *from)
{
    into->taken += from->taken;
    into->unchanged += from->unchanged;
    into->gone += from->gone;
    into->fields_more += from->fields_more;
    add_notes(&into->skips, a, &from->skips);
    add_notes(&into->notes, a, &from->notes);
    for (size_t i = 0; i < from->fields_len; i++)
        count_field(into, a, from->fields[i].name, from->fields[i].count);
}

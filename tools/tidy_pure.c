/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the pure libraries take from outside. A symbol that one of our own
 * libraries defines is fine (their layers are checked elsewhere), and so is
 * what the sanitizers and the stack protector add; the rest stands in the allow
 * file, one a line: SYMBOL REASON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tidy.h"

enum { SYMBOLS_MAX = 20000 };

struct symbols {
    struct slice names[SYMBOLS_MAX];
    size_t len;
};

static bool
has(const struct symbols *s, struct slice name)
{
    for (size_t i = 0; i < s->len; i++) {
        if (slice_eq(s->names[i], name))
            return true;
    }
    return false;
}

/* The last word of each line that nm prints for the library. */
static void
read_symbols(struct arena *a, const char *options, const char *library, struct symbols *s)
{
    char line[1024];
    struct text command = text_init(a, 4096);
    FILE *nm;

    text_printf(&command, "nm %s '%s'", options, library);
    nm = popen(command.at, "r");
    if (nm == NULL)
        source_die("nm does not start");
    while (fgets(line, sizeof line, nm)) {
        struct slice name = slice_trim(slice_of(line));
        size_t from = name.len;

        while (from > 0 && name.at[from - 1] != ' ')
            from--;
        name = slice_sub(name, from, name.len);
        if (name.len == 0 || slice_ends(name, SLICE(":")) || has(s, name))
            continue;
        if (s->len == SYMBOLS_MAX)
            source_die("more than %d symbols", SYMBOLS_MAX);
        s->names[s->len++] = slice_of(source_cstr(a, name));
    }
    if (pclose(nm) != 0)
        source_die("nm does not read %s", library);
}

static bool
is_instrumentation(struct slice name)
{
    static const char *const prefixes[] = {
        "__asan_",      "__ubsan_", "__sanitizer_",     "__sancov_",       "__gcov_",
        "__stack_chk_", "__llvm_",  "__start___sancov", "__stop___sancov", "_GLOBAL_OFFSET_TABLE_"};

    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        if (slice_starts(name, slice_of(prefixes[i])))
            return true;
    }
    return false;
}

/* memcpy is __memcpy_chk with _FORTIFY_SOURCE. */
static bool
is_listed(struct slice allow, struct slice name)
{
    struct slice line;

    if (slice_starts(name, SLICE("__")) && slice_ends(name, SLICE("_chk")))
        name = slice_sub(name, 2, name.len - 6);
    while (slice_next(&allow, '\n', &line)) {
        struct slice word = slice_sub(line, 0, slice_find_char(line, ' '));

        if (word.len > 0 && word.at[0] != '#' && slice_eq(word, name))
            return true;
    }
    return false;
}

size_t
tidy_pure(struct arena *a, const char *allow, char *checked, char *others)
{
    struct symbols *defined = source_alloc(a, sizeof *defined);
    struct source list = source_read(a, allow);
    char *lists[] = {checked, others};
    size_t wrong = 0;
    struct slice library;

    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        struct slice rest = slice_of(lists[i]);

        while (slice_next(&rest, ',', &library))
            read_symbols(a, "-g --defined-only", source_cstr(a, library), defined);
    }
    for (struct slice rest = slice_of(checked); slice_next(&rest, ',', &library);) {
        struct symbols *taken = source_alloc(a, sizeof *taken);

        read_symbols(a, "-u", source_cstr(a, library), taken);
        for (size_t i = 0; i < taken->len; i++) {
            struct slice name = taken->names[i];

            if (has(defined, name) || is_instrumentation(name) || is_listed(list.text, name))
                continue;
            (void)printf("%.*s: [pure] takes %.*s from outside, which %s does not list\n",
                         SLICE_ARG(library), SLICE_ARG(name), allow);
            wrong++;
        }
    }
    (void)printf("tidy pure: %zu findings\n", wrong);
    return wrong;
}

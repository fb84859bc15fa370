/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tidy: what a program can check of docs/conventions.md.
 *
 *   tidy                                  checks the repository in which it is run
 *   tidy pure ALLOW A.a,B.a C.a,...       what A and B take from outside of all these
 *
 * tools/tidy.allow holds the exceptions, one a line: CHECK PATH SUBJECT REASON; PATH may end
 * with *, SUBJECT may be *.
 * An exception that nothing needs any more is an error as well.
 */
#include "tidy.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
tidy_is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

size_t
tidy_find(struct slice text, struct slice needle)
{
    const char *at = text.len ? memmem(text.at, text.len, needle.at, needle.len) : NULL;

    return at ? (size_t)(at - text.at) : text.len;
}

const char *
tidy_at(const struct tidy_file *f, const char *in_code)
{
    return f->source.text.at + (in_code - f->code);
}

void
tidy_report(struct tidy *t, const struct tidy_file *f, const char *at, const char *check,
            const char *fmt, ...)
{
    va_list args;

    t->wrong++;
    (void)printf("%s:%d: [%s] ", f->source.path, source_line(&f->source, at), check);
    va_start(args, fmt);
    (void)vprintf(fmt, args);
    va_end(args);
    (void)putchar('\n');
}

/* A path of the list may end with a star. */
static bool
is_path(struct slice listed, struct slice path)
{
    if (slice_ends(listed, SLICE("*")))
        return slice_starts(path, slice_sub(listed, 0, listed.len - 1));
    return slice_eq(listed, path);
}

bool
tidy_is_allowed(struct tidy *t, const char *check, struct slice path, struct slice subject)
{
    bool found = false;

    for (size_t i = 0; i < t->allowed_len; i++) {
        struct tidy_allowed *a = &t->allowed[i];

        if (slice_is(a->check, check) && is_path(a->path, path) &&
            (slice_is(a->subject, "*") || slice_eq(a->subject, subject))) {
            a->used = true;
            found = true;
        }
    }
    return found;
}

static struct slice
next_word(struct slice *rest)
{
    struct slice word;

    *rest = slice_trim(*rest);
    word = slice_sub(*rest, 0, slice_find_char(*rest, ' '));
    *rest = slice_trim(slice_sub(*rest, word.len, rest->len));
    return word;
}

static void
read_allowed(struct tidy *t)
{
    struct slice rest;
    struct slice line;

    t->allowed = source_alloc(t->arena, TIDY_ALLOWED_MAX * sizeof *t->allowed);
    if (access("tools/tidy.allow", R_OK) != 0)
        return;
    t->allow_file = source_read(t->arena, "tools/tidy.allow");
    rest = t->allow_file.text;
    while (slice_next(&rest, '\n', &line)) {
        struct tidy_allowed *a = &t->allowed[t->allowed_len];
        struct slice words = line;

        if (slice_trim(line).len == 0 || line.at[0] == '#')
            continue;
        if (t->allowed_len == TIDY_ALLOWED_MAX)
            source_error(&t->allow_file, line.at, "more than %d exceptions", TIDY_ALLOWED_MAX);
        a->place = line.at;
        a->check = next_word(&words);
        a->path = next_word(&words);
        a->subject = next_word(&words);
        if (words.len == 0)
            source_error(&t->allow_file, line.at, "expected CHECK PATH SUBJECT REASON");
        t->allowed_len++;
    }
}

static void
check_allowed_are_used(struct tidy *t)
{
    struct tidy_file f = {.source = t->allow_file};

    for (size_t i = 0; i < t->allowed_len; i++) {
        if (!t->allowed[i].used)
            tidy_report(t, &f, t->allowed[i].place, "allow", "nothing needs this exception");
    }
}

static void
add_file(struct tidy *t, struct slice path)
{
    struct tidy_file *f = &t->files[t->files_len];
    struct slice rest = path;
    struct slice part = {0};
    struct slice top = {0};

    if (t->files_len == TIDY_FILES_MAX)
        source_die("more than %d files", TIDY_FILES_MAX);
    f->path = path;
    f->source = source_read(t->arena, path.at);
    f->is_header = slice_ends(path, SLICE(".h"));
    f->is_c = f->is_header || slice_ends(path, SLICE(".c"));
    (void)slice_next(&rest, '/', &top);
    f->is_program = slice_is(top, "src") || slice_is(top, "tools");
    if (slice_is(top, "src"))
        (void)slice_next(&rest, '/', &f->layer);
    while (slice_next(&rest, '/', &part))
        continue;
    f->stem = slice_sub(part, 0, slice_find_char(part, '.'));
    if (f->is_c)
        tidy_blank(t, f);
    t->files_len++;
}

static bool
is_read(struct slice name)
{
    static const char *const endings[] = {".c",  ".h",     ".tmpl", ".txt", ".sql", ".md",
                                          ".js", ".cmake", ".css",  ".def", ".mjs"};

    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (slice_ends(name, slice_of(endings[i])))
            return true;
    }
    return false;
}

/* Files of others' formats and fuzz inputs: broken on purpose, not ours to tidy. */
static bool
is_foreign(struct slice dir)
{
    return slice_is(dir, "tests/fixtures") || slice_is(dir, "tests/fuzz/found") ||
           slice_is(dir, "tests/fuzz/seeds");
}

static void
walk(struct tidy *t, const char *dir, int depth)
{
    DIR *d = opendir(dir);
    const struct dirent *entry;

    if (d == NULL)
        return;
    if (depth > 10)
        source_die("%s: folders are nested too deep", dir);
    while ((entry = readdir(d))) {
        struct text path = text_init(t->arena, 4096);
        struct slice done = {0};
        struct stat st;

        if (entry->d_name[0] == '.')
            continue;
        text_printf(&path, "%s/%s", dir, entry->d_name);
        if (text_end(&path, &done) != OK || lstat(done.at, &st) != 0)
            source_die("cannot look at %s/%s", dir, entry->d_name);
        if (S_ISDIR(st.st_mode) && !is_foreign(done))
            walk(t, done.at, depth + 1);
        else if (S_ISREG(st.st_mode) && is_read(done))
            add_file(t, done);
    }
    (void)closedir(d);
}

static int
compare_paths(const void *a, const void *b)
{
    const struct tidy_file *x = a;
    const struct tidy_file *y = b;

    return slice_cmp(x->path, y->path);
}

static size_t
check_repository(struct arena *a)
{
    static const char *const dirs[] = {"src",  "tools", "tests", "bench", "templates",
                                       "text", "docs",  "sql",   "cmake", "static"};
    struct tidy t = {.arena = a};

    t.files = source_alloc(a, TIDY_FILES_MAX * sizeof *t.files);
    read_allowed(&t);
    for (size_t i = 0; i < ARRAY_LEN(dirs); i++)
        walk(&t, dirs[i], 0);
    if (t.files_len == 0)
        source_die("nothing to check here: run tidy at the top of the repository");
    qsort(t.files, t.files_len, sizeof *t.files, compare_paths);
    for (size_t i = 0; i < t.files_len; i++) {
        tidy_check_code(&t, &t.files[i]);
        tidy_check_includes(&t, &t.files[i]);
        tidy_check_names(&t, &t.files[i]);
    }
    tidy_check_unused_headers(&t);
    tidy_check_rules(&t);
    tidy_check_sql(&t);
    tidy_check_texts(&t);
    check_allowed_are_used(&t);
    (void)printf("tidy: %zu files, %zu findings\n", t.files_len, t.wrong);
    return t.wrong;
}

int
main(int argc, char **argv)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open((size_t)1 << 30);

    if (argc == 5 && strcmp(argv[1], "pure") == 0)
        return tidy_pure(a, argv[2], argv[3], argv[4]) == 0 ? 0 : 1;
    if (argc != 1)
        source_die("usage: tidy | tidy pure ALLOW CHECKED.a,... OTHERS.a,...");
    return check_repository(a) == 0 ? 0 : 1;
}

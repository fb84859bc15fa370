/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "tidy.h"

/*
 * A name belongs to a header when it begins with a word of the file's name, or
 * its singular: json_write.h exports json_..., members_json.h member_....
 */
static bool
belongs(const struct tidy_file *f, struct slice name)
{
    struct slice rest = f->stem;
    struct slice noun;

    while (slice_next(&rest, '_', &noun)) {
        if (noun.len > 3 && noun.at[noun.len - 1] == 's')
            noun.len--;
        if (slice_eq_ascii_nocase(slice_sub(name, 0, noun.len), noun) &&
            (name.len == noun.len || name.at[noun.len] == '_' || name.at[noun.len] == 's'))
            return true;
    }
    return false;
}

static void
check_name(struct tidy *t, const struct tidy_file *f, struct slice name, const char *kind)
{
    if (name.len > 0 && !belongs(f, name) && !tidy_is_allowed(t, "name", f->path, name))
        tidy_report(t, f, tidy_at(f, name.at), "name", "%s %.*s: begin it with a word of %.*s.h",
                    kind, SLICE_ARG(name), SLICE_ARG(f->stem));
}

/* The name that ends directly before `end`. */
static struct slice
name_before(const char *from, const char *end)
{
    const char *start;

    while (end > from && end[-1] == ' ')
        end--;
    start = end;
    while (start > from && tidy_is_name(start[-1]))
        start--;
    return (struct slice){start, (size_t)(end - start)};
}

static bool
starts_with_word(const char *p, const char *word)
{
    size_t len = strlen(word);

    return strncmp(p, word, len) == 0 && !tidy_is_name(p[len]);
}

/*
 * One declaration, up to its ; or {. Types are not looked at: the parts of a
 * struct stand beside it under names of their own, and the linker does not see them.
 */
static void
check_declaration(struct tidy *t, const struct tidy_file *f, const char *from, const char *end)
{
    const char *bracket = memchr(from, '(', (size_t)(end - from));
    const char *cut = end;

    if (bracket) {
        check_name(t, f, name_before(from, bracket), "function");
    } else if (starts_with_word(from, "extern")) {
        const char *array = memchr(from, '[', (size_t)(end - from));

        if (array)
            cut = array;
        check_name(t, f, name_before(from, cut), "variable");
    }
}

static const char *
skip_line(const char *p)
{
    /* A macro may go on over several lines. */
    while (*p && (*p != '\n' || p[-1] == '\\'))
        p++;
    return p;
}

static const char *
skip_braces(const char *p)
{
    int depth = 0;

    for (; *p; p++) {
        depth += *p == '{';
        depth -= *p == '}';
        if (depth == 0)
            return p + 1;
    }
    return p;
}

void
tidy_check_names(struct tidy *t, const struct tidy_file *f)
{
    if (!f->is_header || f->layer.len == 0)
        return;
    for (const char *p = f->code; *p;) {
        const char *end;

        p += strspn(p, " \n;");
        if (*p == '#') {
            p = skip_line(p);
            continue;
        }
        end = p + strcspn(p, ";{");
        if (*end == '\0')
            return;
        check_declaration(t, f, p, end);
        p = *end == '{' ? skip_braces(end) : end + 1;
    }
}

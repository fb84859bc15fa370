/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "tidy.h"

static const char licence[] = "SPDX-License-Identifier: EUPL-1.2";

/* Written so that this file does not find itself. */
static const char *const marks[] = {"FIX"
                                    "ME",
                                    "TO"
                                    "DO:",
                                    "XX"
                                    "X"};

static const char *const banned[] = {
    "strcpy", "strcat",    "strncpy",     "strncat", "sprintf", "vsprintf",  "strtok",
    "gets",   "atoi",      "atol",        "atoll",   "atof",    "scanf",     "sscanf",
    "fscanf", "localtime", "localtime_r", "ctime",   "asctime", "setlocale", "alloca",
    "rand",   "srand",     "tmpnam",      "mktemp",  "system",  "popen",     "vfork",
};
static const char *const banned_memory[] = {"malloc", "calloc",  "realloc", "free",
                                            "strdup", "strndup", "asprintf"};

/* End of the literal that opens at `p`; behind its closing quote. */
static char *
literal_end(char *p)
{
    char quote = *p++;

    while (*p && *p != quote && *p != '\n')
        p += p[0] == '\\' && p[1] ? 2 : 1;
    return *p == quote ? p + 1 : p;
}

static void
blank(char *from, const char *to)
{
    for (; from < to; from++) {
        if (*from != '\n')
            *from = ' ';
    }
}

void
tidy_blank(struct tidy *t, struct tidy_file *f)
{
    char *p;

    f->code = source_cstr(t->arena, f->source.text);
    for (p = f->code; *p;) {
        char *end = p + 1;

        if (p[0] == '/' && p[1] == '*') {
            char *close = strstr(p + 2, "*/");

            end = close ? close + 2 : p + strlen(p);
            blank(p, end);
        } else if (p[0] == '/' && p[1] == '/') {
            if (f->is_c && !tidy_is_allowed(t, "comment", f->path, SLICE("//")))
                tidy_report(t, f, tidy_at(f, p), "comment", "// is for you, now; /* */ is kept");
            end = p + strcspn(p, "\n");
            blank(p, end);
        } else if (*p == '"' || (*p == '\'' && (p == f->code || !tidy_is_name(p[-1])))) {
            end = literal_end(p);
            /* The name in an #include stays: it is a literal that means something. */
            if (!(p > f->code + 8 && strncmp(p - 9, "#include ", 9) == 0))
                blank(p + 1, end - 1);
        }
        p = end;
    }
}

static int
count_lines(const char *from, const char *to)
{
    int lines = 0;

    for (; from < to; from++)
        lines += *from == '\n';
    return lines;
}

/* Commas at the outermost level between ( and ), plus one; "(void)" has none. */
static int
count_parameters(const char *open, const char *close)
{
    struct slice inner = slice_trim((struct slice){open + 1, (size_t)(close - open) - 1});
    int depth = 0;
    int n = 1;

    if (inner.len == 0 || slice_is(inner, "void"))
        return 0;
    for (size_t i = 0; i < inner.len; i++) {
        depth += inner.at[i] == '(';
        depth -= inner.at[i] == ')';
        n += inner.at[i] == ',' && depth == 0;
    }
    return n;
}

static const char *
matching_bracket(const char *open)
{
    int depth = 0;

    for (const char *p = open; *p; p++) {
        depth += *p == '(';
        depth -= *p == ')';
        if (depth == 0)
            return p;
    }
    return NULL;
}

/* Levels are what indents: if, for, while, do, switch at 4, 8, 12 columns. */
static void
check_levels(struct tidy *t, const struct tidy_file *f, const char *from, const char *to,
             struct slice name)
{
    static const char *const words[] = {"if ", "for ", "while ", "do ", "switch ", "do{"};

    for (const char *line = from; line < to; line = strchr(line, '\n') + 1) {
        size_t indent = strspn(line, " ");

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            if (strncmp(line + indent, words[i], strlen(words[i])) != 0 ||
                indent <= 4 * TIDY_LEVELS_MAX)
                continue;
            if (!tidy_is_allowed(t, "levels", f->path, name))
                tidy_report(t, f, tidy_at(f, line), "levels", "%.*s is more than %d levels deep",
                            SLICE_ARG(name), TIDY_LEVELS_MAX);
            return;
        }
    }
}

static void
check_function(struct tidy *t, const struct tidy_file *f, const char *name_at, const char *open)
{
    const char *close = matching_bracket(open);
    struct slice name = {name_at, (size_t)(open - name_at)};
    const char *end;
    const char *body;
    int n;

    if (close == NULL)
        return;
    body = close + 1 + strspn(close + 1, " \n");
    end = strstr(body, "\n}");
    if (*body != '{' || end == NULL)
        return;
    n = count_lines(name_at, end) + 2;
    if (n > TIDY_FUNCTION_LINES_MAX && !tidy_is_allowed(t, "function-length", f->path, name))
        tidy_report(t, f, tidy_at(f, name_at), "function-length",
                    "%.*s has %d lines, at most %d are allowed", SLICE_ARG(name), n,
                    TIDY_FUNCTION_LINES_MAX);
    n = count_parameters(open, close);
    if (n > TIDY_PARAMETERS_MAX && !tidy_is_allowed(t, "parameters", f->path, name))
        tidy_report(t, f, tidy_at(f, name_at), "parameters",
                    "%.*s has %d parameters, at most %d are allowed", SLICE_ARG(name), n,
                    TIDY_PARAMETERS_MAX);
    check_levels(t, f, body, end, name);
}

/* A name at the beginning of a line with ( directly behind it. */
static void
check_functions(struct tidy *t, const struct tidy_file *f)
{
    const char *line = f->code;

    while (line) {
        const char *p = line;

        while (tidy_is_name(*p))
            p++;
        if (p > line && *p == '(')
            check_function(t, f, line, p);
        line = strchr(line, '\n');
        line += line != NULL;
    }
}

static bool
is_one_of(struct slice word, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (slice_is(word, words[i]))
            return true;
    }
    return false;
}

static void
check_call(struct tidy *t, const struct tidy_file *f, struct slice word)
{
    const char *why = NULL;

    if (is_one_of(word, banned, ARRAY_LEN(banned)))
        why = "is banned (docs/conventions.md, memory and strings)";
    else if (is_one_of(word, banned_memory, ARRAY_LEN(banned_memory)))
        why = "is for base/arena.c and the drivers: take an arena";
    else if (slice_is(word, "render_static") || slice_is(word, "render_static_in"))
        why = "is for compiled templates: it escapes nothing";
    if (why && !tidy_is_allowed(t, "banned", f->path, word))
        tidy_report(t, f, tidy_at(f, word.at), "banned", "%.*s() %s", SLICE_ARG(word), why);
}

static void
check_calls(struct tidy *t, const struct tidy_file *f)
{
    for (const char *p = f->code; *p;) {
        const char *from = p;

        while (tidy_is_name(*p))
            p++;
        if (p > from && *p == '(' && (from == f->code || (from[-1] != '.' && from[-1] != '>')))
            check_call(t, f, (struct slice){from, (size_t)(p - from)});
        p += p == from;
    }
}

static void
check_typedefs(struct tidy *t, const struct tidy_file *f)
{
    for (const char *p = f->code; (p = strstr(p, "typedef ")); p++) {
        bool is_struct = strncmp(p + 8, "struct", 6) == 0 || strncmp(p + 8, "enum", 4) == 0 ||
                         strncmp(p + 8, "union", 5) == 0;

        /* The type of a function has a bracket before anything else. */
        if (is_struct && p[strcspn(p, "(;{")] != '(' &&
            !tidy_is_allowed(t, "typedef", f->path, SLICE("*")))
            tidy_report(t, f, tidy_at(f, p), "typedef", "structs and enums keep their tag");
    }
}

static void
check_licence(struct tidy *t, const struct tidy_file *f)
{
    static const char *const endings[] = {".c", ".h", ".cmake", ".js", ".mjs", ".css"};
    struct slice first = slice_sub(f->source.text, 0, 120);

    if (slice_starts(f->path, SLICE("tests/fixtures/")))
        return;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (slice_ends(f->path, slice_of(endings[i])) &&
            slice_find(first, slice_of(licence)) == first.len &&
            !tidy_is_allowed(t, "licence", f->path, SLICE("*")))
            tidy_report(t, f, f->source.text.at, "licence", "the first line says %s", licence);
    }
}

static void
check_marks(struct tidy *t, const struct tidy_file *f)
{
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        struct slice mark = slice_of(marks[i]);
        size_t at = slice_find(f->source.text, mark);
        struct slice after = slice_sub(f->source.text, at + mark.len, 1);

        /* mkdtemp() wants a row of them: that is no mark. */
        if (at < f->source.text.len && !slice_is(after, "X") &&
            !tidy_is_allowed(t, "mark", f->path, mark))
            tidy_report(t, f, f->source.text.at + at, "mark", "%s: finish it, or write an issue",
                        marks[i]);
    }
}

/* A module is one idea; these words say that there is none. */
static void
check_file_name(struct tidy *t, const struct tidy_file *f)
{
    static const char *const words[] = {"util",    "utils",  "common", "misc",
                                        "manager", "helper", "helpers"};
    struct slice rest = f->stem;
    struct slice word;

    while (slice_next(&rest, '_', &word)) {
        if (is_one_of(word, words, ARRAY_LEN(words)) &&
            !tidy_is_allowed(t, "file-name", f->path, word))
            tidy_report(t, f, f->source.text.at, "file-name", "\"%.*s\" is no idea",
                        SLICE_ARG(word));
    }
}

void
tidy_check_code(struct tidy *t, const struct tidy_file *f)
{
    const char *text = f->source.text.at;
    int lines = count_lines(text, text + f->source.text.len);

    check_licence(t, f);
    if (!slice_ends(f->path, SLICE(".md")))
        check_marks(t, f);
    if (!f->is_c || !f->is_program)
        return;
    if (lines > TIDY_FILE_LINES_MAX && !tidy_is_allowed(t, "file-length", f->path, SLICE("*")))
        tidy_report(t, f, text + f->source.text.len, "file-length",
                    "%d lines, at most %d are allowed", lines, TIDY_FILE_LINES_MAX);
    check_file_name(t, f);
    check_functions(t, f);
    check_typedefs(t, f);
    if (f->layer.len > 0)
        check_calls(t, f);
}

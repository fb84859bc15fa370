/* SPDX-License-Identifier: EUPL-1.2 */
#include "sayfile.h"

#include <stdlib.h>
#include <string.h>

/* The order is that of enum say_kind in domain/say.h. */
static const char *const types[] = {
    "text", "int", "plain", "euro", "day", "iso", "hours", "decimal", "clock", "point",
};
static const char *const langs[SAYFILE_LANGS] = {"de", "en"};
static const char *const forms[SAYFILE_FORMS] = {"other", "one", "zero"};

const char *
sayfile_type_name(int type)
{
    return type >= 0 && (size_t)type < ARRAY_LEN(types) ? types[type] : NULL;
}

static int
index_of(const char *const *names, size_t len, struct slice name)
{
    for (size_t i = 0; i < len; i++) {
        if (slice_is(name, names[i]))
            return (int)i;
    }
    return -1;
}

struct sayfile
sayfile_init(struct arena *a)
{
    return (struct sayfile){
        .arena = a,
        .keys = source_alloc(a, SAYFILE_KEYS_MAX * sizeof(struct sayfile_key)),
    };
}

static int
lang_of_path(const char *path)
{
    struct slice s = slice_of(path);
    int lang;

    if (!slice_ends(s, SLICE(".txt")) || s.len < 6 ||
        (s.len > 6 && s.at[s.len - 7] != '.' && s.at[s.len - 7] != '/'))
        source_die("%s: a text file is called de.txt, en.txt or topic.de.txt", path);
    lang = index_of(langs, SAYFILE_LANGS, slice_sub(s, s.len - 6, 2));
    if (lang < 0)
        source_die("%s: its name says no known language (de, en)", path);
    return lang;
}

static struct sayfile_key *
find_or_add(struct sayfile *f, struct slice name)
{
    for (size_t i = 0; i < f->keys_len; i++) {
        if (slice_eq(f->keys[i].name, name))
            return &f->keys[i];
    }
    if (f->keys_len == SAYFILE_KEYS_MAX)
        source_die("more than %d texts", SAYFILE_KEYS_MAX);
    f->keys[f->keys_len].name = name;
    for (size_t i = 0; i < SAYFILE_ARGS_MAX; i++)
        f->keys[f->keys_len].types[i] = -1;
    return &f->keys[f->keys_len++];
}

static bool
is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* One placeholder at s->at[i] == '{'; answers its length. */
static size_t
read_placeholder(struct sayfile_key *key, struct sayfile_text *t, struct slice s, size_t i)
{
    struct slice inner = slice_sub(s, i + 1, slice_find_char(slice_sub(s, i + 1, s.len), '}'));
    struct slice type = {0};
    int n;

    if (i + 1 + inner.len == s.len)
        source_error(t->file, s.at + i, "'{' without '}' (a brace itself is written {{ or }})");
    n = inner.len > 0 ? inner.at[0] - '0' : 0;
    if (n < 1 || n > SAYFILE_ARGS_MAX || (inner.len > 1 && inner.at[1] != ':'))
        source_error(t->file, s.at + i, "a placeholder is {1} to {%d} or {1:type}, not {%.*s}",
                     SAYFILE_ARGS_MAX, SLICE_ARG(inner));
    t->args |= 1u << (n - 1);
    if (inner.len > 1) {
        int found;

        type = slice_sub(inner, 2, inner.len);
        found = index_of(types, ARRAY_LEN(types), type);
        if (found < 0)
            source_error(t->file, s.at + i, "no type \"%.*s\"", SLICE_ARG(type));
        if (key->types[n - 1] >= 0 && key->types[n - 1] != found)
            source_error(t->file, s.at + i, "{%d} of %.*s is %s elsewhere", n, SLICE_ARG(key->name),
                         types[key->types[n - 1]]);
        key->types[n - 1] = found;
    }
    return inner.len + 2;
}

/* The value with placeholders as single bytes. */
static void
read_value(struct sayfile *f, struct sayfile_key *key, struct sayfile_text *t, struct slice s)
{
    struct text out = text_init(f->arena, SOURCE_BYTES_MAX);

    for (size_t i = 0; i < s.len;) {
        char c = s.at[i];

        if ((c == '{' || c == '}') && i + 1 < s.len && s.at[i + 1] == c) {
            text_putc(&out, c);
            i += 2;
        } else if (c == '{') {
            size_t len = read_placeholder(key, t, s, i);

            text_putc(&out, (char)(s.at[i + 1] - '0'));
            i += len;
        } else if (c == '}' || (unsigned char)c < 0x20) {
            source_error(t->file, s.at + i, "a single '}' or a control character");
        } else {
            text_putc(&out, c);
            i++;
        }
    }
    if (text_end(&out, &t->text) != OK)
        source_die("out of memory");
}

/* "name = value" or "name[form] = value". */
static void
read_entry(struct sayfile *f, const struct source *file, int lang, struct slice entry,
           struct slice place)
{
    size_t eq = slice_find_char(entry, '=');
    struct slice name = slice_trim(slice_sub(entry, 0, eq));
    struct slice value = slice_trim(slice_sub(entry, eq + 1, entry.len));
    size_t bracket = slice_find_char(name, '[');
    int form = FORM_OTHER;
    struct sayfile_key *key;
    struct sayfile_text *t;

    if (eq == entry.len)
        source_error(file, place.at, "expected \"key = text\"");
    if (value.len == 0)
        source_error(file, place.at, "the text is empty");
    if (bracket < name.len) {
        struct slice word = slice_sub(name, bracket + 1, name.len - bracket - 2);

        form = slice_ends(name, SLICE("]")) ? index_of(forms, SAYFILE_FORMS, word) : -1;
        if (form < 0)
            source_error(file, place.at, "a form is [zero], [one] or [other]");
        name = slice_sub(name, 0, bracket);
    }
    for (size_t i = 0; i < name.len; i++) {
        if (!is_key_char(name.at[i]))
            source_error(file, place.at, "a key is a-z, 0-9, _ and dots: \"%.*s\"",
                         SLICE_ARG(name));
    }
    if (name.len == 0 || name.len > SAYFILE_KEY_BYTES_MAX || name.at[0] < 'a')
        source_error(file, place.at, "a key starts with a letter, with at most %d bytes",
                     SAYFILE_KEY_BYTES_MAX);
    key = find_or_add(f, name);
    t = &key->texts[lang][form];
    if (t->text.at != NULL)
        source_error(file, place.at, "%.*s is said twice, first in %s:%d", SLICE_ARG(name),
                     t->file->path, source_line(t->file, t->place));
    t->file = file;
    t->place = place.at;
    read_value(f, key, t, value);
}

void
sayfile_read(struct sayfile *f, const char *path)
{
    struct source *file = source_alloc(f->arena, sizeof *file);
    int lang = lang_of_path(path);
    struct slice rest;
    struct slice line;

    *file = source_read(f->arena, path);
    rest = file->text;
    while (slice_next(&rest, '\n', &line)) {
        struct text joined = text_init(f->arena, SOURCE_BYTES_MAX);
        struct slice entry = {0};
        struct slice first = line;
        struct slice more;
        struct slice after;

        if (slice_trim(line).len == 0 || line.at[0] == '#')
            continue;
        if (line.at[0] == ' ' || line.at[0] == '\t')
            source_error(file, line.at, "an indented line continues a text, but none is open");
        text_put(&joined, slice_trim(line));
        for (after = rest; slice_next(&after, '\n', &more); rest = after) {
            if (slice_trim(more).len == 0 || (more.at[0] != ' ' && more.at[0] != '\t'))
                break;
            text_putc(&joined, ' ');
            text_put(&joined, slice_trim(more));
        }
        if (text_end(&joined, &entry) != OK)
            source_die("out of memory");
        /* Places inside a joined entry are those of its first line. */
        if (memchr(first.at, '=', first.len) != NULL && entry.len == slice_trim(first).len)
            entry = slice_trim(first);
        read_entry(f, file, lang, entry, first);
    }
}

static unsigned
args_of(const struct sayfile_key *key, int lang)
{
    unsigned args = 0;

    for (int form = 0; form < SAYFILE_FORMS; form++)
        args |= key->texts[lang][form].args;
    return args;
}

static const struct sayfile_text *
first_text(const struct sayfile_key *key)
{
    for (int i = 0; i < SAYFILE_LANGS * SAYFILE_FORMS; i++) {
        const struct sayfile_text *t = &key->texts[i / SAYFILE_FORMS][i % SAYFILE_FORMS];

        if (t->text.at != NULL)
            return t;
    }
    abort();
}

/* The argument that chooses the plural: the first one counted in whole numbers. */
static void
check_plural(struct sayfile_key *key, const struct sayfile_text *t)
{
    for (int lang = 0; lang < SAYFILE_LANGS; lang++) {
        if ((key->texts[lang][FORM_ZERO].text.at || key->texts[lang][FORM_ONE].text.at) &&
            key->plural == 0)
            key->plural = -1;
    }
    if (key->plural == 0)
        return;
    for (size_t i = 0; i < key->args && key->plural < 0; i++) {
        if (strcmp(types[key->types[i]], "int") == 0)
            key->plural = (int)i + 1;
    }
    if (key->plural < 0)
        source_error(t->file, t->place, "%.*s has a plural, but no placeholder of type int",
                     SLICE_ARG(key->name));
}

static void
check_key(struct sayfile_key *key)
{
    const struct sayfile_text *t = first_text(key);
    unsigned args = args_of(key, 0);

    for (int lang = 0; lang < SAYFILE_LANGS; lang++) {
        if (key->texts[lang][FORM_OTHER].text.at == NULL)
            source_error(t->file, t->place, "%.*s has no text%s in \"%s\"", SLICE_ARG(key->name),
                         args_of(key, lang) ? " [other]" : "", langs[lang]);
        if (args_of(key, lang) != args) {
            t = &key->texts[lang][FORM_OTHER];
            source_error(t->file, t->place, "%.*s: \"%s\" and \"%s\" use different placeholders",
                         SLICE_ARG(key->name), langs[0], langs[lang]);
        }
    }
    for (; args >> key->args; key->args++) {
        if (!(args >> key->args & 1))
            source_error(t->file, t->place, "%.*s: {%d} is missing", SLICE_ARG(key->name),
                         (int)key->args + 1);
        if (key->types[key->args] < 0)
            key->types[key->args] = 0;
    }
    check_plural(key, t);
}

static int
compare_keys(const void *a, const void *b)
{
    const struct sayfile_key *x = a;
    const struct sayfile_key *y = b;

    return slice_cmp(x->name, y->name);
}

void
sayfile_check(struct sayfile *f)
{
    for (size_t i = 0; i < f->keys_len; i++)
        check_key(&f->keys[i]);
    if (f->keys_len > 0)
        qsort(f->keys, f->keys_len, sizeof *f->keys, compare_keys);
}

const struct sayfile_key *
sayfile_find(const struct sayfile *f, struct slice name)
{
    struct sayfile_key wanted = {.name = name};

    if (f->keys_len == 0)
        return NULL;
    return bsearch(&wanted, f->keys, f->keys_len, sizeof *f->keys, compare_keys);
}

void
sayfile_put_constant(struct text *out, struct slice name)
{
    text_puts(out, "SAY_");
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];

        text_putc(out, c == '.' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

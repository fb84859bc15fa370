/* SPDX-License-Identifier: EUPL-1.2 */
/* How moochub*.c look at what others send. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "exchange/html_text.h"
#include "exchange/moochub_parts.h"

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "start_date", "startDate" and "StartDate" are all "startdate". */
static bool
is_name(struct slice key, struct slice name)
{
    size_t n = 0;

    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] == '_' || key.at[i] == '-')
            continue;
        if (n == name.len || lower(key.at[i]) != name.at[n])
            return false;
        n++;
    }
    return n == name.len;
}

bool
moochub_is_named(struct slice key, const char *names)
{
    struct slice rest = slice_of(names);
    struct slice name;

    while (slice_next(&rest, ' ', &name)) {
        if (is_name(key, name))
            return true;
    }
    return false;
}

const struct json_value *
moochub_member(const struct json_value *v, const char *names)
{
    struct slice rest = slice_of(names);
    struct slice name;

    if (v == NULL || v->kind != JSON_KIND_OBJECT)
        return NULL;
    while (slice_next(&rest, ' ', &name)) {
        for (size_t i = 0; i < v->len; i++) {
            if (is_name(v->items[i].key, name) && json_is_given(&v->items[i]))
                return &v->items[i];
        }
    }
    return NULL;
}

static struct import_place
place_of(const struct moochub_reader *r, const struct json_value *v)
{
    struct text path = text_init(r->ctx->arena, 4096);
    struct import_place at = {.record = r->course->external_id};

    json_put_path(&path, v != NULL ? v : r->record);
    if (text_end(&path, &at.place) != OK)
        at.place = SLICE("");
    return at;
}

void
moochub_note(const struct moochub_reader *r, const struct json_value *v, const char *fmt, ...)
{
    char why[300];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    import_report_note(r->report, r->ctx->arena, place_of(r, v), "%s", why);
}

void
moochub_skip(struct moochub_reader *r, const struct json_value *v, const char *fmt, ...)
{
    char why[300];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    import_report_skip(r->report, r->ctx->arena, place_of(r, v), "%s", why);
    r->skipped = true;
}

struct slice
moochub_excerpt(struct slice s, size_t bytes_max)
{
    size_t len = s.len < bytes_max ? s.len : bytes_max;

    while (len > 0 && len < s.len && ((unsigned char)s.at[len] & 0xc0) == 0x80)
        len--;
    return slice_sub(s, 0, len);
}

/* The HTML adapter's limits are no reason to lose the record. */
static bool
is_readable(const struct moochub_reader *r, const struct json_value *v)
{
    size_t tags = 0;

    if (v->kind != JSON_KIND_TEXT) {
        moochub_note(r, v, "is %s, expected a text; left out", json_kind_name(v));
        return false;
    }
    for (size_t i = 0; i < v->text.len; i++)
        tags += v->text.at[i] == '<';
    if (v->text.len <= HTML_BYTES_MAX && tags <= HTML_TAGS_MAX)
        return true;
    moochub_note(r, v, "is too long or has too many tags; left out");
    return false;
}

/* Of a list of labels in several languages, the one to show. */
static const struct json_value *
best_label(const struct json_value *list)
{
    static const char *const languages[] = {"de", "en"};

    for (size_t k = 0; k < ARRAY_LEN(languages); k++) {
        for (size_t i = 0; i < list->len; i++) {
            struct slice tag =
                json_loose_text(moochub_member(&list->items[i], "inlanguage language"));

            if (slice_eq_ascii_nocase(slice_sub(tag, 0, 2), slice_of(languages[k])))
                return &list->items[i];
        }
    }
    for (size_t i = 0; i < list->len; i++) {
        if (json_is_given(&list->items[i]))
            return &list->items[i];
    }
    return NULL;
}

enum err
moochub_label(const struct moochub_reader *r, const struct json_value *v, struct slice *ret_label)
{
    struct html_text line = {{0}, false};

    *ret_label = (struct slice){0};
    /* A list of objects with lists of names ...: no deeper than anybody would nest them. */
    for (int depth = 0; depth < 4 && json_is_given(v); depth++) {
        if (v->kind == JSON_KIND_ARRAY)
            v = best_label(v);
        else if (v->kind == JSON_KIND_OBJECT)
            v = moochub_member(v, "name title value");
        else
            break;
    }
    if (!json_is_given(v) || !is_readable(r, v))
        return OK;
    TRY(html_line_of(r->ctx, v->text, MODULE_TITLE_BYTES_MAX, &line));
    if (line.cut)
        moochub_note(r, v, "is longer than %d bytes; cut", MODULE_TITLE_BYTES_MAX);
    *ret_label = line.text;
    return OK;
}

enum err
moochub_prose(const struct moochub_reader *r, const struct json_value *v, size_t bytes_max,
              struct slice *ret_prose)
{
    struct html_text prose = {{0}, false};

    *ret_prose = (struct slice){0};
    if (!json_is_given(v) || !is_readable(r, v))
        return OK;
    TRY(html_text_of(r->ctx, v->text, bytes_max, &prose));
    if (prose.cut)
        moochub_note(r, v, "is longer than %zu bytes; cut", bytes_max);
    *ret_prose = prose.text;
    return OK;
}

struct slice
moochub_url(const struct moochub_reader *r, const struct json_value *v)
{
    struct slice url = json_loose_text(v);

    if (!json_is_given(v) || (v->kind == JSON_KIND_TEXT && url.len == 0))
        return (struct slice){0};
    for (size_t i = 0; i < url.len; i++) {
        if ((unsigned char)url.at[i] <= ' ' || strchr("<>\"\\^`{|}", url.at[i]) != NULL)
            url.len = 0;
    }
    if ((slice_starts(url, SLICE("https://")) || slice_starts(url, SLICE("http://"))) &&
        url.len <= HTML_URL_BYTES_MAX)
        return url;
    moochub_note(r, v, "is no address with http or https; left out");
    return (struct slice){0};
}

enum err
moochub_labels(const struct moochub_reader *r, const struct json_value *list,
               struct slice **ret_labels, int *ret_len)
{
    size_t len = json_loose_len(list);
    struct slice *labels = NULL;
    int found = 0;

    if (len > MOOCHUB_LIST_MAX) {
        moochub_note(r, list, "has %zu entries; the first %d are read", len, MOOCHUB_LIST_MAX);
        len = MOOCHUB_LIST_MAX;
    }
    if (len > 0 && (labels = arena_array(r->ctx->arena, struct slice, len)) == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a list");
    for (size_t i = 0; i < len; i++) {
        TRY(moochub_label(r, json_loose_item(list, i), &labels[found]));
        found += labels[found].len > 0;
    }
    *ret_labels = labels;
    *ret_len = found;
    return OK;
}

enum err
moochub_code(const struct moochub_reader *r, struct slice from, struct slice *ret_code)
{
    struct slice folded = {0};
    struct text t = text_init(r->ctx->arena, 4 * CODE_BYTES_MAX);
    size_t room = CODE_BYTES_MAX - r->options->feed.len - 1 - 9;
    bool same;
    size_t start;

    if (unicode_fold(r->ctx->arena, from, &folded) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a code");
    text_put(&t, r->options->feed);
    text_putc(&t, '-');
    start = t.len;
    for (size_t i = 0; i < folded.len && t.len - start < room; i++) {
        char c = folded.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            text_putc(&t, c);
        else if (t.len > start && t.at[t.len - 1] != '-')
            text_putc(&t, '-');
    }
    if (t.len > start && t.at[t.len - 1] == '-')
        t.len--;
    if (t.failed)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a code");
    same = slice_eq((struct slice){t.at + start, t.len - start}, from);
    if (!same)
        text_printf(&t, "%s%08" PRIx32, t.len > start ? "-" : "", (uint32_t)slice_hash(from));
    if (text_end(&t, ret_code) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for a code");
    return OK;
}

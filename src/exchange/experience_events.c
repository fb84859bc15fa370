/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/experience_json.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/json_write.h"
#include "exchange/own_json.h"

enum { DAY_BYTES_MAX = 16 };

static const char FORMAT_EVENTS[] = "kommunalcampus-events/1";

enum err
experience_events_begin(struct ctx *ctx, struct arena *keep, struct experience_reader *ret_reader)
{
    struct experience_reader r = {.keep = keep, .scratch = ctx->arena};

    r.events.checksum = slice_hash(SLICE(""));
    r.lists_of_session = arena_array(keep, uint16_t, EXPERIENCE_LISTS_MAX);
    if (r.lists_of_session == NULL ||
        plan_names_init(&r.modules, keep, EXPERIENCE_MODULES_MAX) != OK ||
        plan_names_init(&r.providers, keep, PROVIDERS_MAX) != OK ||
        plan_names_init(&r.sessions, keep, EXPERIENCE_LISTS_MAX) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for events");
    *ret_reader = r;
    return OK;
}

static enum err
wrong(struct ctx *ctx, const struct experience_reader *r, enum err kind, const char *why)
{
    return fail(ctx, kind, "events, line %lld: %s", (long long)r->line, why);
}

/* The number of a name that may be new; names outlive the line. */
static enum err
name_number(struct ctx *ctx, struct experience_reader *r, struct plan_names *names,
            struct slice name, uint32_t *ret_number)
{
    int64_t found = plan_names_find(names, name);
    size_t number = (size_t)found;

    if (found < 0) {
        if (arena_copy(r->keep, name, &name) != OK || plan_names_add(names, name, &number) != OK)
            return wrong(ctx, r, ERR_LIMIT, "too many different names");
    }
    *ret_number = (uint32_t)number;
    return OK;
}

static enum err
read_first(struct ctx *ctx, struct experience_reader *r, const struct json_value *top)
{
    static const char *const keys[] = {"format", "lists", "shown", NULL};
    struct slice format = {0};

    TRY(json_need_text(ctx, top, "format", CODE_BYTES_MAX, &format));
    if (!slice_is(format, FORMAT_EVENTS))
        return fail(ctx, ERR_INVALID, "line 1: format is \"%.*s\", not \"%s\"", SLICE_ARG(format),
                    FORMAT_EVENTS);
    TRY(json_only(ctx, top, keys));
    TRY(json_need_int(ctx, top, "lists", JSON_RANGE(1, EXPERIENCE_LISTS_MAX), &r->lists));
    TRY(json_need_int(ctx, top, "shown", JSON_RANGE(1, EXPERIENCE_SHOWN_MAX), &r->shown));
    r->rows = arena_array(r->keep, struct experience_row, (size_t)r->shown);
    return r->rows != NULL ? OK : wrong(ctx, r, ERR_LIMIT, "no memory for so many");
}

static enum err
read_shown(struct ctx *ctx, struct experience_reader *r, const struct json_value *v,
           struct experience_row *row)
{
    static const char *const keys[] = {"module", "provider", "format", "overlap",
                                       "score",  "did",      NULL};
    struct slice module = {0}, provider = {0}, format = {0}, did = {0};
    enum module_format format_value = FORMAT_MOOC;
    enum experience_deed deed = DEED_NOTHING;
    int64_t overlap = 0;
    int64_t score = 0;
    uint32_t number = 0;

    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "module", &module));
    TRY(own_json_code(ctx, v, "provider", &provider));
    TRY(json_need_text(ctx, v, "format", CODE_BYTES_MAX, &format));
    TRY(json_need_int(ctx, v, "overlap", JSON_RANGE(0, OVERLAPS - 1), &overlap));
    TRY(json_need_int(ctx, v, "score", JSON_RANGE(0, 100), &score));
    TRY(json_need_text(ctx, v, "did", CODE_BYTES_MAX, &did));
    if (module_format_parse(format, &format_value) != OK)
        return json_fail(ctx, ERR_INVALID, v, "there is no format \"%.*s\"", SLICE_ARG(format));
    if (experience_deed_parse(did, &deed) != OK)
        return json_fail(ctx, ERR_INVALID, v, "did must not be \"%.*s\"", SLICE_ARG(did));
    TRY(name_number(ctx, r, &r->modules, module, &row->module));
    TRY(name_number(ctx, r, &r->providers, provider, &number));
    row->provider = (uint16_t)number;
    row->format = (uint8_t)format_value;
    row->overlap = (uint8_t)overlap;
    row->score = (uint8_t)score;
    row->deed = (uint8_t)deed;
    return OK;
}

static enum err
read_rows(struct ctx *ctx, struct experience_reader *r, const struct json_value *shown,
          struct experience_row common)
{
    struct experience_row *rows = &r->rows[r->events.rows_len];
    bool too_many;

    if (shown->len == 0)
        return json_fail(ctx, ERR_INVALID, shown, "is empty");
    if (common.position + shown->len - 1 > EXPERIENCE_POSITIONS_MAX)
        return json_fail(ctx, ERR_LIMIT, shown, "goes beyond place %d", EXPERIENCE_POSITIONS_MAX);
    if (r->events.rows_len + shown->len > (size_t)r->shown)
        return wrong(ctx, r, ERR_INVALID, "more blocks are shown than line 1 announces");
    for (size_t i = 0; i < shown->len; i++) {
        rows[i] = common;
        rows[i].position = (uint8_t)(common.position + i);
        TRY(read_shown(ctx, r, &shown->items[i], &rows[i]));
        for (size_t k = 0; k < i; k++) {
            if (rows[k].module == rows[i].module)
                return json_fail(ctx, ERR_INVALID, &shown->items[i], "is shown twice in one list");
        }
    }
    too_many = r->lists_of_session[common.session] >= EXPERIENCE_LISTS_PER_SESSION_MAX;
    if (too_many) { /* LEARN-7 */
        r->events.lists_ignored++;
        r->shown -= (int64_t)shown->len;
        return OK;
    }
    r->lists_of_session[common.session]++;
    r->events.rows_len += shown->len;
    return OK;
}

static enum err
read_list(struct ctx *ctx, struct experience_reader *r, const struct json_value *top)
{
    static const char *const keys[] = {"list", "day", "session", "from", "shown", NULL};
    const struct json_value *shown = NULL;
    struct experience_row common = {.position = 1};
    struct slice text = {0};
    struct day day = {0};
    int64_t number = 0;
    int64_t from = 1;

    TRY(json_only(ctx, top, keys));
    TRY(json_need_int(ctx, top, "list", JSON_RANGE(1, EXPERIENCE_LISTS_MAX), &number));
    if (number != (int64_t)r->events.lists_len + 1)
        return fail(ctx, ERR_INVALID,
                    "events, line %lld: list %lld follows list %u: lines are missing, doubled or "
                    "out of order",
                    (long long)r->line, (long long)number, r->events.lists_len);
    if (number > r->lists)
        return wrong(ctx, r, ERR_INVALID, "more lists than line 1 announces");
    TRY(json_need_text(ctx, top, "day", CODE_BYTES_MAX, &text));
    if (day_parse_iso(text, &day) != OK)
        return wrong(ctx, r, ERR_INVALID, "day must be like 2026-11-23");
    if (r->events.lists_len > 0 && day.n < r->events.last.n)
        return wrong(ctx, r, ERR_INVALID, "its day is before the day of the line above");
    TRY(json_need_text(ctx, top, "session", EXPERIENCE_SESSION_BYTES_MAX, &text));
    TRY(name_number(ctx, r, &r->sessions, text, &common.session));
    TRY(json_may_int(ctx, top, "from", JSON_RANGE(1, EXPERIENCE_POSITIONS_MAX), &from));
    common.position = (uint8_t)from;
    TRY(json_need_array(ctx, top, "shown", EXPERIENCE_POSITIONS_MAX, &shown));
    TRY(read_rows(ctx, r, shown, common));
    if (r->events.lists_len++ == 0)
        r->events.first = day;
    r->events.last = day;
    return OK;
}

enum err
experience_events_line(struct ctx *ctx, struct experience_reader *r, struct slice line)
{
    struct arena_mark mark = arena_mark(r->scratch);
    const struct json_value *top = NULL;
    enum err e;

    r->line++;
    if (line.len > EXPERIENCE_LINE_BYTES_MAX)
        return wrong(ctx, r, ERR_LIMIT, "longer than a line may be");
    e = json_read(ctx, line, &top);
    if (e == OK)
        e = r->line == 1 ? read_first(ctx, r, top) : read_list(ctx, r, top);
    if (e != OK && r->line > 1) { /* the JSON reader counts lines of the one it got */
        struct failure inner = ctx->failure;

        ctx_clear(ctx);
        return fail(ctx, e, "events, line %lld: %s", (long long)r->line, inner.message);
    }
    TRY(e);
    r->events.checksum = (r->events.checksum ^ slice_hash(line)) * UINT64_C(0x100000001b3);
    arena_rewind(r->scratch, mark);
    return OK;
}

enum err
experience_events_end(struct ctx *ctx, const struct experience_reader *r,
                      struct experience_events *ret_events)
{
    struct experience_events events = r->events;

    if (r->line == 0)
        return fail(ctx, ERR_INVALID, "events: the file is empty");
    if (r->events.lists_len != r->lists || r->events.rows_len != (size_t)r->shown)
        return fail(ctx, ERR_INVALID,
                    "events: line 1 announces %lld lists, %u are there: the file was cut",
                    (long long)r->lists, r->events.lists_len);
    events.rows = r->rows;
    events.modules = r->modules.at;
    events.modules_len = (uint32_t)r->modules.len;
    events.providers = r->providers.at;
    events.providers_len = (uint32_t)r->providers.len;
    events.sessions_len = (uint32_t)r->sessions.len;
    *ret_events = events;
    return OK;
}

/* --- out ------------------------------------------------------------------------ */

void
experience_events_write_head(struct text *t, const struct experience_events_head *head)
{
    struct json_write w = json_write_init(t);

    json_write_object(&w);
    json_write_member_text(&w, "format", slice_of(FORMAT_EVENTS));
    json_write_member_int(&w, "lists", head->lists);
    json_write_member_int(&w, "shown", head->shown);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(t, '\n');
}

static void
write_shown(struct json_write *w, const struct experience_events_row *row)
{
    json_write_object(w);
    json_write_member_text(w, "module", row->module);
    json_write_member_text(w, "provider", row->provider);
    json_write_member_text(w, "format", slice_of(module_format_code(row->format)));
    json_write_member_int(w, "overlap", row->overlap);
    json_write_member_int(w, "score", row->score);
    json_write_member_text(w, "did", slice_of(experience_deed_code(row->deed)));
    json_write_object_end(w);
}

void
experience_events_write_list(struct text *t, const struct experience_events_list *list)
{
    struct json_write w = json_write_init(t);
    struct text day = text_init(t->arena, DAY_BYTES_MAX);
    struct slice day_text = SLICE("");
    char session[EXPERIENCE_SESSION_BYTES_MAX];

    day_put_iso(&day, list->day);
    t->failed |= text_end(&day, &day_text) != OK;
    (void)snprintf(session, sizeof session, "%016" PRIx64, list->session);
    json_write_object(&w);
    json_write_member_int(&w, "list", list->number);
    json_write_member_text(&w, "day", day_text);
    json_write_member_text(&w, "session", slice_of(session));
    json_write_member_int(&w, "from", list->first_place);
    json_write_key(&w, "shown");
    json_write_array(&w);
    for (int i = 0; i < list->rows_len; i++)
        write_shown(&w, &list->rows[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(t, '\n');
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs as their provider writes them down (PUBLISH-10). */
#include "domain/module_sheet.h"

enum { SITTINGS_BYTES_MAX = 8000 };

struct run_reading {
    const struct run_sheet *sheet;
    int index;
    struct run *run;
    struct block_faults *faults;
};

static void
wrong(struct run_reading *r, enum run_field field, enum block_wrong what, struct slice value)
{
    sheet_fault_add(r->faults, (struct block_fault){r->index, (int)field, what, value});
}

static bool
day_parse(struct slice s, struct day *ret_day)
{
    return day_parse_iso(s, ret_day) == OK || day_parse_german(s, ret_day) == OK;
}

/* "9:00", "09:30" */
static bool
clock_parse(struct slice s, int16_t *ret_minute)
{
    size_t n = slice_find_char(s, ':');
    int64_t hour = 0;
    int64_t minute = 0;

    if (s.len < n + 3 || slice_int(slice_sub(s, 0, n), 0, 24, &hour) != OK ||
        slice_int(slice_sub(s, n + 1, s.len), 0, 59, &minute) != OK || hour * 60 + minute > 24 * 60)
        return false;
    *ret_minute = (int16_t)(hour * 60 + minute);
    return true;
}

/* "14.12.2026 09:00-16:00"; a dash of any length, spaces around it. */
static bool
sitting_parse(struct slice line, struct session *ret_session)
{
    size_t space = slice_find_char(line, ' ');
    struct slice times = slice_trim(slice_sub(line, space, line.len));
    size_t dash = slice_find_char(times, '-');
    size_t after = dash + 1;

    if (dash == times.len) {
        dash = slice_find(times, SLICE("\xe2\x80\x93"));
        after = dash + 3;
    }
    return day_parse(slice_sub(line, 0, space), &ret_session->day) && dash < times.len &&
           clock_parse(slice_trim(slice_sub(times, 0, dash)), &ret_session->from_minute) &&
           clock_parse(slice_trim(slice_sub(times, after, times.len)), &ret_session->to_minute);
}

static enum err
read_sittings(struct arena *a, struct run_reading *r)
{
    struct slice rest = r->sheet->fields[RUN_SITTINGS];
    struct slice line = {0};
    struct run *run = r->run;

    run->sessions = arena_array(a, struct session, RUN_SESSIONS_MAX);
    if (run->sessions == NULL)
        return ERR_LIMIT;
    while (sheet_next(&rest, false, &line)) {
        struct session s = {{0}, 0, 0};

        if (!sitting_parse(line, &s)) {
            wrong(r, RUN_SITTINGS, BLOCK_NO_SITTING, line);
            continue;
        }
        if (run->sessions_len == RUN_SESSIONS_MAX) {
            wrong(r, RUN_SITTINGS, BLOCK_MANY, SLICE(""));
            break;
        }
        run->sessions[run->sessions_len++] = s;
    }
    return OK;
}

static void
read_days(struct run_reading *r)
{
    struct slice first = slice_trim(r->sheet->fields[RUN_FIRST]);
    struct slice last = slice_trim(r->sheet->fields[RUN_LAST]);
    struct run *run = r->run;

    if (run->sessions_len > 0) {
        run->first = run->sessions[0].day;
        run->last = run->sessions[run->sessions_len - 1].day;
    } else if (first.len == 0 && slice_trim(r->sheet->fields[RUN_SITTINGS]).len == 0) {
        wrong(r, RUN_FIRST, BLOCK_MISSING, SLICE(""));
    }
    if (first.len > 0 && !day_parse(first, &run->first))
        wrong(r, RUN_FIRST, BLOCK_NO_DAY, first);
    if (last.len > 0 && !day_parse(last, &run->last))
        wrong(r, RUN_LAST, BLOCK_NO_DAY, last);
    if (last.len == 0 && run->sessions_len == 0)
        run->last = run->first;
}

static void
read_seats(struct run_reading *r)
{
    struct slice seats = slice_trim(r->sheet->fields[RUN_SEATS]);
    struct slice least = slice_trim(r->sheet->fields[RUN_SEATS_MIN]);
    int64_t n = SEATS_MAX;
    int64_t min = 0;

    if (seats.len > 0 && slice_int(seats, 1, SEATS_MAX, &n) != OK)
        wrong(r, RUN_SEATS, BLOCK_NO_NUMBER, seats);
    if (least.len > 0 && slice_int(least, 0, SEATS_MAX, &min) != OK)
        wrong(r, RUN_SEATS_MIN, BLOCK_NO_NUMBER, least);
    else if (min > n)
        wrong(r, RUN_SEATS_MIN, BLOCK_FEW, least);
    r->run->seats = (int32_t)n;
    r->run->seats_min = (int32_t)(min > n ? 0 : min);
}

static bool
is_postcode(struct slice s)
{
    int64_t n;

    return s.len == 5 && slice_int(s, 1, 99999, &n) == OK;
}

static void
read_place(struct run_reading *r, enum module_format format)
{
    struct slice postcode = slice_trim(r->sheet->fields[RUN_POSTCODE]);
    struct slice city = slice_trim(r->sheet->fields[RUN_CITY]);
    struct slice place = slice_trim(r->sheet->fields[RUN_PLACE]);

    if (!module_format_is_local(format)) {
        if (postcode.len + city.len + place.len > 0)
            wrong(r,
                  place.len > 0      ? RUN_PLACE
                  : postcode.len > 0 ? RUN_POSTCODE
                                     : RUN_CITY,
                  BLOCK_ONLINE, SLICE(""));
        return;
    }
    if (!is_postcode(postcode))
        wrong(r, RUN_POSTCODE, BLOCK_NO_PLACE, postcode);
    if (city.len == 0)
        wrong(r, RUN_CITY, BLOCK_MISSING, SLICE(""));
    if (r->run->sessions_len == 0 && slice_trim(r->sheet->fields[RUN_SITTINGS]).len == 0)
        wrong(r, RUN_SITTINGS, BLOCK_MISSING, SLICE(""));
}

enum err
sheet_run_read(struct arena *a, const struct run_sheet *sheet, struct sheet_run_at at,
               struct run *ret_run, struct block_faults *faults)
{
    struct run run = {.code = slice_trim(sheet->fields[RUN_CODE])};
    struct run_reading r = {sheet, at.index, &run, faults};
    int before = faults->count;

    for (int i = 0; i < RUN_FIELDS; i++) {
        if (sheet->fields[i].len > sheet_run_max((enum run_field)i))
            wrong(&r, (enum run_field)i, BLOCK_LONG, SLICE(""));
    }
    TRY(read_sittings(a, &r));
    read_days(&r);
    read_seats(&r);
    read_place(&r, at.format);
    if (faults->count == before && !run_is_sound(&run))
        wrong(&r, run.sessions_len > 0 ? RUN_SITTINGS : RUN_LAST, BLOCK_DISORDER, SLICE(""));
    *ret_run = run;
    return OK;
}

static enum err
put_day(struct arena *a, struct day d, struct slice *ret)
{
    struct text t = text_init(a, 16);

    day_put_german(&t, d);
    return text_end(&t, ret);
}

static enum err
put_number(struct arena *a, int64_t n, struct slice *ret)
{
    struct text t = text_init(a, 16);

    text_int(&t, n);
    return text_end(&t, ret);
}

enum err
sheet_run_of(struct arena *a, const struct run *r, struct run_sheet *ret_sheet)
{
    struct run_sheet s = {.fields = {{0}}};
    struct text t = text_init(a, SITTINGS_BYTES_MAX);

    s.fields[RUN_CODE] = r->code;
    for (int i = 0; i < r->sessions_len; i++) {
        const struct session *x = &r->sessions[i];

        day_put_german(&t, x->day);
        text_printf(&t, " %02d:%02d-%02d:%02d\n", x->from_minute / 60, x->from_minute % 60,
                    x->to_minute / 60, x->to_minute % 60);
    }
    TRY(text_end(&t, &s.fields[RUN_SITTINGS]));
    TRY(put_day(a, r->first, &s.fields[RUN_FIRST]));
    TRY(put_day(a, r->last, &s.fields[RUN_LAST]));
    if (r->seats != SEATS_MAX)
        TRY(put_number(a, r->seats, &s.fields[RUN_SEATS]));
    if (r->seats_min > 0)
        TRY(put_number(a, r->seats_min, &s.fields[RUN_SEATS_MIN]));
    *ret_sheet = s;
    return OK;
}
